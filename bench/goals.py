"""Every goal of the benchmark in one place, and the rows that are held against them."""

import operator
from collections.abc import Callable
from dataclasses import dataclass

COMPARISONS: dict[str, Callable[[float, float], bool]] = {"≥": operator.ge, "≤": operator.le, "=": operator.eq}


@dataclass(frozen=True)
class Goal:
    comparison: str
    number: float

    def is_met(self, value: float | None) -> bool:
        """Whether `value` meets the goal; what could not be measured does not."""
        return value is not None and COMPARISONS[self.comparison](value, self.number)

    def __str__(self) -> str:
        return f"{self.comparison} {self.number:g}"


GOALS = {
    "stored_cpu": Goal("≥", 0.8),
    "stored_p99": Goal("≤", 2.0),
    "render_ratio": Goal("≥", 6.0),
    "render_queries": Goal("≤", 3),
    "leaf_growth": Goal("≤", 1.2),
    "stale": Goal("=", 0),
    "visible_p99": Goal("≤", 50),
    "publish_p99": Goal("≤", 80),
    "publish_exponent": Goal("≤", 0.05),
    "sitemap_rebuild": Goal("≤", 200),
    "sitemap_read": Goal("≤", 1.0),
    "find_p50": Goal("≤", 4),
    "find_p99": Goal("≤", 12),
    "find_p99_postgres": Goal("≤", 25),
    "find_ratio": Goal("≤", 25),
    "suggest_p99": Goal("≤", 8),
    "search_rebuild": Goal("≤", 40),
    "search_refresh": Goal("≤", 10),
    "judged": Goal("≥", 0.9),
    "judged_plain": Goal("=", 1),
    "judged_alike": Goal("≥", 0.95),
    "judged_ratio": Goal("≥", 1),
    "office_p99": Goal("≤", 50),
    "place": Goal("≤", 10),
    "checker": Goal("≤", 5),
    "plan_pdf": Goal("≤", 1),
    "ask_p99": Goal("≤", 300),
    "case_list_p99": Goal("≤", 100),
    "case_list_queries": Goal("=", 0),
    "case": Goal("≤", 300),
    "mails": Goal("≤", 60),
    "large_mail": Goal("≤", 5),
    "large_mail_memory": Goal("≤", 200),
    "quotes": Goal("≤", 0.5),
    "memory": Goal("≤", 160),
    "cold_start": Goal("≤", 2.5),
    "lighthouse": Goal("=", 100),
    "lcp": Goal("≤", 1.2),
    "cls": Goal("=", 0),
    "tbt": Goal("=", 0),
}
"""`sitemap_read` is 0 by design; the CPU of one answer out of the store, in milliseconds, is what 0 can mean."""


@dataclass(frozen=True)
class Row:
    """One measured number; `goal` names an entry of GOALS, or nothing where a number is only reported."""

    what: str
    value: float | None
    """None where it could not be measured; `note` then says why."""
    unit: str = ""
    goal: str = ""
    note: str = ""

    @property
    def is_met(self) -> bool | None:
        """None where there is no goal."""
        return GOALS[self.goal].is_met(self.value) if self.goal else None
