"""What a rule means, said to the person who edits it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from welcome_ruhr.directory.enums import (
    GERMAN_TERMS,
    AnswerKind,
    Certainty,
    Matter,
    Nationality,
    OfficeKind,
    Purpose,
    Stage,
)
from welcome_ruhr.directory.models import ResponsibilityRule
from welcome_ruhr.directory.queries import Case, directory
from welcome_ruhr.directory.queries.responsibility import every_case, rule_for, rules


@dataclass(frozen=True)
class Meaning:
    """A stored rule in words, with the cases it could answer and those in which no other rule is more specific."""

    conditions: list[str]
    answer: str
    is_sure: bool
    fitting: int
    answered: int
    stronger: list[ResponsibilityRule]
    """the rules that answer the other cases"""


def meaning_of(stored: ResponsibilityRule) -> Meaning:
    fitting = answered = 0
    stronger: dict[int, ResponsibilityRule] = {}
    for case in _cases_of(stored):
        fitting += 1
        winner = rule_for(case)
        if winner and winner.row.pk == stored.pk:
            answered += 1
        elif winner:
            stronger[winner.row.pk] = winner.row
    return Meaning(
        list(_conditions(stored)),
        _answer(stored),
        stored.certainty == Certainty.SURE,
        fitting,
        answered,
        sorted(stronger.values(), key=lambda row: row.key),
    )


def _cases_of(stored: ResponsibilityRule) -> Iterator[Case]:
    found = next((rule for rule in rules().get(stored.matter, ()) if rule.row.pk == stored.pk), None)
    if found is None:
        return
    for town in directory().towns.values():
        if not found.towns or town.pk in found.towns:
            yield from (case for case in every_case(Case(town, stored.matter)) if found.fits(case))


def _conditions(stored: ResponsibilityRule) -> Iterator[str]:
    yield _("Matter: %(matter)s") % {"matter": Matter(stored.matter).label}
    towns = [town.name for town in stored.municipalities.all()]
    yield _("Only in %(towns)s") % {"towns": get_text_list(towns, _("or"))} if towns else _("In every town")
    for sentence, kind, values in (
        (_("Only for citizens of: %(values)s"), Nationality, stored.nationalities),
        (_("Only for those who come for: %(values)s"), Purpose, stored.purposes),
        (_("Only for those who say: %(values)s"), Stage, stored.stages),
    ):
        if values:
            yield sentence % {"values": _labels(kind, values)}


def _labels(kind: type[TextChoices], values: Iterable[str]) -> str:
    return get_text_list([str(kind(value).label) for value in values], _("or"))


def _answer(stored: ResponsibilityRule) -> str:
    if stored.answer == AnswerKind.OFFICE_KIND:
        kind = OfficeKind(stored.office_kind)
        label, german = str(kind.label), GERMAN_TERMS[kind]
        name = label if label == german else f"{label} ({german})"
        return _("%(kind)s that serves the town; where none is verified, the town’s own pages") % {"kind": name}
    if stored.answer == AnswerKind.OFFICE and stored.office:
        return stored.office.name
    return str(AnswerKind(stored.answer).label)


__all__ = ["Meaning", "meaning_of"]
