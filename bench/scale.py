"""How long everything is measured: the real run, and the short one that shows that it works."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    rounds: int
    load_seconds: float
    sizes: tuple[int, ...]
    """pages of the seeded sites, the smallest first"""
    middle: int
    """pages of the site on which single pages are measured"""
    renders: int
    publishes: int
    answers: int
    """to be checked for being stale"""
    visits: int
    """different pages asked before memory is measured"""
    questions: int
    """to the search"""
    refreshes: int
    """of one page in the search's index"""
    cases: int
    """at the desk of the enquiries"""
    mails: int
    """to be taken in"""

    @property
    def small(self) -> int:
        return self.sizes[0]

    @property
    def large(self) -> int:
        return self.sizes[-1]


FULL = Scale(5, 4, (40, 2_000, 20_000), 2_000, 30, 60, 10_000, 2_000, 600, 60, 100_000, 1_000)
QUICK = Scale(2, 1, (40, 400), 400, 10, 20, 1_000, 200, 100, 20, 2_000, 40)
