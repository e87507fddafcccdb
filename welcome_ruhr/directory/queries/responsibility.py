"""Who is responsible for somebody: the rules, and what follows from them.

answer(Case(town, Matter.REGISTRATION, Nationality.OTHER, Purpose.WORK, Stage.ARRIVED)).offices
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product

from welcome_ruhr.delivery.memory import Kept
from welcome_ruhr.directory.enums import AnswerKind, Certainty, Matter, Nationality, OfficeKind, Purpose, Stage
from welcome_ruhr.directory.models import Municipality, Office, ResponsibilityRule
from welcome_ruhr.foundation import clock
from welcome_ruhr.foundation.ingredients import made_of

from .offices import directory, offices_of_kind

ASKED: Mapping[str, tuple[str, ...]] = {
    "nationality": tuple(Nationality.values),
    "stage": tuple(Stage.values),
    "purpose": tuple(Purpose.values),
}
"""What may be asked besides place and matter, in the order in which it is."""


@dataclass(frozen=True)
class Case:
    """One situation; what is empty was not said."""

    town: Municipality
    matter: str
    nationality: str = ""
    purpose: str = ""
    stage: str = ""


@dataclass(frozen=True)
class Rule:
    """A stored rule as it is looked up."""

    row: ResponsibilityRule
    towns: frozenset[int]
    nationality: frozenset[str]
    purpose: frozenset[str]
    stage: frozenset[str]

    @property
    def specificity(self) -> tuple[bool, bool, bool, bool]:
        """A town named counts more than a nationality, that more than a purpose, that more than a stage."""
        return bool(self.towns), bool(self.nationality), bool(self.purpose), bool(self.stage)

    def fits(self, case: Case) -> bool:
        return (
            self.row.matter == case.matter
            and (not self.towns or case.town.pk in self.towns)
            and (not self.nationality or case.nationality in self.nationality)
            and (not self.purpose or case.purpose in self.purpose)
            and (not self.stage or case.stage in self.stage)
        )


@dataclass(frozen=True)
class Answer:
    """Who is responsible in a case. Without offices the town's own pages have to help on."""

    case: Case
    rule: ResponsibilityRule | None
    """None where no rule fits: the town's own pages are all that can be named"""
    kind: AnswerKind
    offices: list[Office] = field(default_factory=list)
    also: list[Office] = field(default_factory=list)
    """who helps besides"""
    unverified: Office | None = None
    """an office of the right kind that is not verified yet: for its date of checking, not to be printed"""

    @property
    def next_check_on(self) -> date | None:
        """When somebody looks again at an answer without an office: at the office, or else at the rule.

        None once that day is past: what was promised for then was not done.
        """
        day = (self.unverified and self.unverified.next_check_on) or (self.rule and self.rule.next_check_on)
        return day if day and day >= clock.today() else None

    @property
    def is_sure(self) -> bool:
        return self.is_verified and self.rule is not None and self.rule.certainty == Certainty.SURE

    @property
    def is_reachable(self) -> bool:
        """Whether a way to one of the offices is verified."""
        return any(office.can_be_reached for office in self.offices)

    @property
    def is_start(self) -> bool:
        """Whether the answer is where to begin: those who advise on recognition do not decide about it."""
        return bool(self.offices) and all(one.kind == OfficeKind.RECOGNITION_ADVICE for one in self.offices)

    @property
    def has_website(self) -> bool:
        """Whether an office's own website is known: there its appointments are."""
        return any(office.website for office in self.offices)

    @property
    def is_verified(self) -> bool:
        """Whether the answer names who is responsible, and not only where to ask."""
        return bool(self.offices) or self.kind in (AnswerKind.NOT_NEEDED, AnswerKind.MISSION_ABROAD)


Rules = dict[str, list[Rule]]
"""By matter, the most specific first."""


def _read() -> Rules:
    made_of("directory")
    found: dict[str, list[Rule]] = {matter: [] for matter in Matter.values}
    for row in ResponsibilityRule.objects.select_related("office").prefetch_related("municipalities"):
        towns = frozenset(town.pk for town in row.municipalities.all())
        rule = Rule(row, towns, frozenset(row.nationalities), frozenset(row.purposes), frozenset(row.stages))
        found[row.matter].append(rule)
    return {matter: sorted(some, key=lambda rule: rule.specificity, reverse=True) for matter, some in found.items()}


rules = Kept(_read)


def rule_for(case: Case) -> Rule | None:
    return next(fitting(case, rules()), None)


def fitting(case: Case, table: Rules) -> Iterator[Rule]:
    """Yield the rules that fit a case, the most specific first."""
    return (rule for rule in table.get(case.matter, ()) if rule.fits(case))


def answer(case: Case) -> Answer:
    """Return who is responsible in a case."""
    rule = rule_for(case)
    if rule is None:
        return Answer(case, None, AnswerKind.MUNICIPALITY)
    row = rule.row
    kind, offices = AnswerKind(row.answer), _offices(row, case.town)
    # Who answers does not help besides as well.
    answering = {office.pk for office in offices}
    also = [office for kind in row.also for office in offices_of_kind(case.town, kind) if office.pk not in answering]
    missing = kind == AnswerKind.OFFICE_KIND and not offices
    unverified = _unverified(case.town, row.office_kind) if missing else None
    return Answer(case, row, kind, offices, also, unverified)


def _offices(row: ResponsibilityRule, town: Municipality) -> list[Office]:
    if row.answer == AnswerKind.OFFICE and row.office and row.office.published:
        return [row.office]
    return offices_of_kind(town, row.office_kind) if row.answer == AnswerKind.OFFICE_KIND else []


def local_differences(town: Municipality) -> list[ResponsibilityRule]:
    """Return the rules for registering that hold in this town alone: what newcomers hear elsewhere is wrong here.

    Of those that differ in the passport alone, only the one for most newcomers; what holds for all comes first.
    """
    found: dict[tuple[frozenset[str], frozenset[str]], Rule] = {}
    for rule in sorted(rules().get(Matter.REGISTRATION, ()), key=_how_special):
        if rule.towns == {town.pk}:
            found.setdefault((rule.purpose, rule.stage), rule)
    return [rule.row for rule in found.values()]


def _how_special(rule: Rule) -> tuple[bool, bool]:
    return bool(rule.purpose), bool(rule.nationality) and Nationality.OTHER not in rule.nationality


def _unverified(town: Municipality, kind: str) -> Office | None:
    table = directory()
    waiting = (
        office
        for pk, office in table.offices.items()
        if office.kind == kind and not office.published and town.pk in table.served.get(pk, ())
    )
    return next(waiting, None)


def open_question(case: Case) -> str:
    """Return what else has to be known: "nationality", "stage" or "purpose"; empty when nothing changes the answer."""
    table = rules()
    for name in ASKED:
        if not getattr(case, name) and len({_winners(_with(case, name, one), table) for one in ASKED[name]}) > 1:
            return name
    return ""


def offered(case: Case, name: str) -> tuple[str, ...]:
    """Return the answers to a question that make sense in a place and a matter.

    Becoming German is no reason to ask a chamber: it is offered where a rule names it.
    """
    here = (rule for rule in rules().get(case.matter, ()) if not rule.towns or case.town.pk in rule.towns)
    named = {value for rule in here for value in getattr(rule, name)}
    return tuple(value for value in ASKED[name] if value != Purpose.NATURALISATION or value in named)


def _with(case: Case, name: str, value: str) -> Case:
    return Case(**{**vars(case), name: value})


def _winners(case: Case, table: Rules) -> tuple[int, ...]:
    """Return the rules that win, whatever is not said of a case."""
    found = (next(fitting(one, table), None) for one in every_case(case))
    return tuple(rule.row.pk if rule else 0 for rule in found)


def every_case(case: Case) -> Iterator[Case]:
    """Yield a case with all that may still be said of it."""
    choices = {name: (getattr(case, name),) if getattr(case, name) else ASKED[name] for name in ASKED}
    for nationality, stage, purpose in product(*choices.values()):
        yield replace(case, nationality=nationality, stage=stage, purpose=purpose)
