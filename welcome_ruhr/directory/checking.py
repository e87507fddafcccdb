"""Whether the rules of responsibility answer every case, and how often an office can be named.

All cases are tried: 53 municipalities × matters × nationalities × purposes × stages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from welcome_ruhr.foundation import clock

from .enums import AnswerKind, Matter, OfficeKind
from .models import Municipality, ResponsibilityRule
from .queries import LOCAL_KINDS, directory, offices_of_kind
from .queries.responsibility import Case, Rule, every_case, fitting, rules


class Finding(NamedTuple):
    """What is wrong with the rules, in a sentence, and the first case that shows it."""

    sentence: str
    case: Case | None = None

    def __str__(self) -> str:
        return f"{self.sentence} {said(self.case)}".strip() if self.case else self.sentence


def said(case: Case) -> str:
    """Return a case as an editor reads it: "(Herne, residence, eu, work, arrived)"."""
    parts = (case.town.name, case.matter, case.nationality, case.purpose, case.stage)
    return f"({', '.join(part for part in parts if part)})"


def every_case_there_is() -> Iterator[Case]:
    for town in directory().towns.values():
        for matter in Matter.values:
            yield from every_case(Case(town, matter))


def findings() -> list[Finding]:
    """Return gaps, overlaps and rules that never answer; none where all is well."""
    found: dict[tuple[str, ...], Finding] = {}
    winners: Counter[str] = Counter()
    table = rules()
    for case in every_case_there_is():
        some = list(fitting(case, table))
        if not some:
            found.setdefault(("gap", case.matter), Finding(_("No rule answers some cases, such as"), case))
            continue
        best = [rule for rule in some if rule.specificity == some[0].specificity]
        winners[best[0].row.key] += 1
        if len(best) > 1:
            keys = tuple(sorted(rule.row.key for rule in best))
            sentence = _("The rules %(keys)s are equally specific and both fit, as for") % {"keys": ", ".join(keys)}
            found.setdefault(("overlap", *keys), Finding(sentence, case))
    return [*found.values(), *_never_answering(winners)]


def due_rules() -> list[ResponsibilityRule]:
    """Return the rules whose source is to be read again, the longest due first."""
    return list(ResponsibilityRule.objects.filter(next_check_on__lte=clock.today()).order_by("next_check_on", "key"))


def _never_answering(winners: Counter[str]) -> Iterator[Finding]:
    for rule in _all_rules():
        if not winners[rule.row.key]:
            yield Finding(_("The rule %(key)s never answers: others are more specific.") % {"key": rule.row.key})


def _all_rules() -> Iterable[Rule]:
    return (rule for some in rules().values() for rule in some)


@dataclass(frozen=True)
class Coverage:
    """Of one kind of office, for which towns a verified one is known."""

    kind: OfficeKind
    covered: list[Municipality]
    open: list[Municipality]
    """towns for which only their own pages can be named"""
    next_checks: list[date]
    """when offices of this kind that are not verified yet will be looked at"""


def coverage() -> list[Coverage]:
    """Return one row for each kind of office that the rules name or every town has."""
    named = {rule.row.office_kind for rule in _all_rules() if rule.row.answer == AnswerKind.OFFICE_KIND}
    wanted = {*named, *LOCAL_KINDS}
    return [_coverage_of(kind) for kind in OfficeKind if kind in wanted]


def _coverage_of(kind: OfficeKind) -> Coverage:
    towns = directory().towns.values()
    covered = [town for town in towns if offices_of_kind(town, kind)]
    waiting = (one for one in directory().offices.values() if one.kind == kind and not one.published)
    return Coverage(
        kind,
        covered,
        [town for town in towns if town not in covered],
        sorted(office.next_check_on for office in waiting if office.next_check_on),
    )


def office_gaps() -> list[tuple[Municipality, list[OfficeKind]]]:
    """Return for each town the kinds of office that nobody has verified for it: the editors' list."""
    rows = coverage()
    found = ((town, [row.kind for row in rows if town in row.open]) for town in directory().towns.values())
    return [(town, kinds) for town, kinds in found if kinds]


__all__ = ["Coverage", "Finding", "coverage", "due_rules", "every_case_there_is", "findings", "office_gaps", "said"]
