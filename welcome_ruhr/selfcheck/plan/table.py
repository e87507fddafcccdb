"""`content/plan.yaml`: from which day the deadline of a journey's step is counted, and by which paragraph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from welcome_ruhr.directory.enums import Nationality

from .enums import CountsFrom

FILE = "plan.yaml"


@dataclass(frozen=True)
class Counted:
    """One row: the deadline of a step that rests on this figure."""

    journey: str
    step: str
    figure: str
    counts_from: CountsFrom
    only_for: frozenset[Nationality]
    """whose deadline it is; everybody's where it is empty"""
    law: str
    """as it is cited: "BMG § 17 (1)"; empty where nothing is counted"""


@dataclass(frozen=True)
class Table:
    rows: tuple[Counted, ...]
    about_others: frozenset[str]
    """journeys whose reader is not the one who arrives: nobody's passport is asked for"""
    before_arrival: frozenset[str]
    """journeys whose steps are all taken abroad"""

    def of_step(self, journey: str, step: str) -> list[Counted]:
        return [row for row in self.rows if (row.journey, row.step) == (journey, step)]


def table() -> Table:
    """Return what the folder of content files says; nothing is counted where the file is missing."""
    return _read(Path(settings.CONTENT_DIR) / FILE)


@lru_cache(4)
def _read(path: Path) -> Table:
    # A release brings the file; a running server reads it once.
    said: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
    return Table(
        rows=tuple(_row(row) for row in said.get("counted", ())),
        about_others=frozenset(said.get("about_others", ())),
        before_arrival=frozenset(said.get("before_arrival", ())),
    )


def _row(row: Mapping[str, Any]) -> Counted:
    return Counted(
        journey=row["journey"],
        step=row["step"],
        figure=row["figure"],
        counts_from=CountsFrom(row["counts_from"]),
        only_for=frozenset(Nationality(one) for one in row.get("only_for", ())),
        law=row.get("law", ""),
    )
