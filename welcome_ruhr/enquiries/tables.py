"""Tables for spreadsheets, in which no cell becomes a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""With these signs spreadsheets take a text for a formula, which can read other cells and ask servers (CWE-1236)."""
ENCODING = "utf-8-sig"
"""With the mark by which Excel knows UTF-8."""


def csv_of(rows: Iterable[Sequence[object]]) -> bytes:
    """Return rows as CSV (RFC 4180, with semicolons, which German spreadsheets expect)."""
    written = StringIO(newline="")
    csv.writer(written, delimiter=";").writerows([_cell(value) for value in row] for row in rows)
    return written.getvalue().encode(ENCODING)


def _cell(value: object) -> object:
    """Return a text that begins as a formula does with an apostrophe before it; numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(BEGINS_FORMULA) else value
