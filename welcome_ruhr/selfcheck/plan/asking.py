"""What the address of a plan says: a journey, what the finder knows of a person, and the days to count from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from welcome_ruhr.selfcheck.finder.asking import Asked, asked
from welcome_ruhr.selfcheck.finder.words import unknown_place

from .deadlines import days_asked
from .forms import PlanForm
from .table import table

PERSON = ("stage", "nationality", "purpose")


@dataclass(frozen=True)
class PlanAsked:
    """What was said. Without a journey there is no form yet."""

    journey: str
    person: Asked
    form: PlanForm | None = None
    days: Mapping[str, date] = field(default_factory=dict)
    """"arrival", "moved_in" → the day, where a possible one was given"""

    @property
    def is_about_others(self) -> bool:
        return self.journey in table().about_others

    @property
    def is_before_arrival(self) -> bool:
        return self.journey in table().before_arrival

    def address(self, **changed: str) -> str:
        """Return the query of the same plan with something said anew; what is empty is taken back."""
        place = self.person.town.slug if self.person.town else ""
        given = {name: self.person.given.get(name, "") for name in PERSON}
        days = {name: day.isoformat() for name, day in self.days.items()}
        said = {"journey": self.journey, "place": place, **given, **days, **changed}
        return f"?{urlencode({name: value for name, value in said.items() if value})}"


def plan_asked(query: Mapping[str, str], journey: str) -> PlanAsked:
    """Read an address; `journey` is the one it names, if that exists."""
    person = asked({name: query.get(name, "") for name in ("place", *PERSON)})
    if not journey:
        return PlanAsked("", person, days=_days(PlanForm(dict(query), asks=["arrival", "moved_in"])))
    form = PlanForm(
        {**query, **dict.fromkeys(PERSON, ""), **person.given, "place": _named(person), "journey": journey},
        asks=["place", *(() if journey in table().about_others else ("nationality", "purpose")), *days_asked(journey)],
    )
    if person.typed and not person.town:
        form.add_error("place", _place_problem(person))
    return PlanAsked(journey, person, form, _days(form))


def _named(person: Asked) -> str:
    """Return the place as the field shows it: by its name, which the address shortens."""
    return person.called or (person.town.name if person.town else person.typed)


def _days(form: PlanForm) -> dict[str, date]:
    form.is_valid()
    return {name: day for name in ("arrival", "moved_in") if (day := form.cleaned_data.get(name))}


def _place_problem(person: Asked) -> str:
    if person.is_unknown:
        return unknown_place(person)
    if person.choices[0].is_sure:
        sentence = _("“%(typed)s” is in several towns. Please choose one below.")
    else:
        sentence = _("We do not know “%(typed)s” exactly. Please choose below, or write it otherwise.")
    return sentence % {"typed": person.typed}
