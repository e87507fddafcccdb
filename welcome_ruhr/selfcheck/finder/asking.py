"""What the finder knows of a reader: only what stands in the address, and only as far as it makes sense."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from welcome_ruhr.directory.enums import Matter, Nationality, Purpose, Stage
from welcome_ruhr.directory.models import Municipality
from welcome_ruhr.directory.queries import Case, PlaceFound, find_places, municipality, open_question, postcode_in

CHOICES: dict[str, Any] = {"matter": Matter, "nationality": Nationality, "stage": Stage, "purpose": Purpose}
"""What may be asked, in the order in which it is."""


@dataclass(frozen=True)
class Asked:
    """What was said so far, and what is to be asked next."""

    typed: str = ""
    """the place as it was typed"""
    town: Municipality | None = None
    called: str = ""
    """the part of the town that was named, if one was"""
    choices: list[PlaceFound] = field(default_factory=list)
    """places of which one has to be chosen"""
    given: Mapping[str, str] = field(default_factory=dict)
    """question → answer"""
    outdated: bool = False
    """whether the address said something that does not exist"""

    @property
    def case(self) -> Case | None:
        if self.town is None or not self.given.get("matter"):
            return None
        return Case(self.town, **self.given)

    @property
    def question(self) -> str:
        """What is to be asked next: "place", one of the names above, or nothing more."""
        if self.town is None:
            return "place"
        return open_question(self.case) if self.case else "matter"

    @property
    def is_unknown(self) -> bool:
        """Whether a place was typed that is none of the 53, and resembles none."""
        return bool(self.typed) and self.town is None and not self.choices

    @property
    def postcode(self) -> str:
        """The postcode that was typed, if one was."""
        return postcode_in(self.typed)

    def address(self, **changed: str) -> str:
        """Return the query of the same address with something said anew; what is empty is taken back."""
        said = {"place": self.town.slug if self.town else self.typed, **self.given, **changed}
        return f"?{urlencode({name: value for name, value in said.items() if value})}"


def asked(query: Mapping[str, str]) -> Asked:
    """Read an address; what nobody can have chosen is left out, and said to be."""
    given = {name: query[name] for name, choices in CHOICES.items() if query.get(name) in choices.values}
    outdated = any(query.get(name) and name not in given for name in CHOICES)
    typed = query.get("place", "").strip()[:80]
    if town := municipality(typed):
        return Asked(typed, town, given=given, outdated=outdated)
    found = find_places(typed) if typed else []
    # "Werne" is a town and a part of Bochum: the town is what somebody means who says no more.
    towns = {one.town.pk for one in found if one.is_sure and not one.is_part} or {
        one.town.pk for one in found if one.is_sure
    }
    if len(towns) == 1:
        best = next(one for one in found if one.town.pk in towns)
        return Asked(typed, best.town, best.name if best.is_part else "", given=given, outdated=outdated)
    return Asked(typed, choices=found, given=given, outdated=outdated)
