"""The table of results: for the terminal and, between two marks, for `docs/performance.md`."""

from collections.abc import Iterable
from pathlib import Path

from .goals import GOALS, Row

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
JUDGED = {True: "met", False: "**not met**", None: ""}


class NoPlaceForTable(Exception):
    """The document lacks the two marks between which the table belongs."""


def table(rows: Iterable[Row]) -> str:
    lines = ["| what | value | goal | | note |", "|---|---|---|---|---|"]
    for row in rows:
        goal = str(GOALS[row.goal]) if row.goal else ""
        lines.append(f"| {row.what} | {number(row)} | {goal} | {JUDGED[row.is_met]} | {row.note} |")
    return "\n".join(lines)


def number(row: Row) -> str:
    """Return the value with three significant digits, or a whole number where it has more, and its unit."""
    if row.value is None:
        return "not measured"
    digits = f"{row.value:,.0f}" if abs(row.value) >= 100 or float(row.value).is_integer() else f"{row.value:.3g}"
    return f"{digits} {row.unit}".strip()


def write_table(path: Path, text: str) -> None:
    """Put `text` between the two marks of the document; all else stays."""
    before, after = around_table(path)
    path.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")


def around_table(path: Path) -> tuple[str, str]:
    """Return what stands before and after the table; raises NoPlaceForTable."""
    document = path.read_text(encoding="utf-8") if path.exists() else ""
    before, begin, rest = document.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not begin or not end:
        raise NoPlaceForTable(f"{path} has no {BEGIN} … {END}.")
    return before, after
