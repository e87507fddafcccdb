"""The office of a step: the one that is responsible for this person in this place, where the rules say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from welcome_ruhr.directory.enums import AnswerKind, Matter, OfficeKind, Stage
from welcome_ruhr.directory.models import Office
from welcome_ruhr.directory.queries import Answer, Case, answer, offices_chosen, offices_of_kind, open_question

from .asking import PlanAsked

MATTERS = {
    OfficeKind.CITIZENS_OFFICE: Matter.REGISTRATION,
    OfficeKind.FOREIGNERS_OFFICE: Matter.RESIDENCE,
    OfficeKind.RECOGNITION_ADVICE: Matter.RECOGNITION,
    OfficeKind.INTEGRATION_CENTRE: Matter.SCHOOL,
    OfficeKind.CHAMBER_IHK: Matter.CHAMBER,
}
"""Why a step leads to an office of a kind. Who is responsible for that may be another office: in Essen, people from
outside the EU register at the foreigners' office."""

DONE_HERE = (Matter.REGISTRATION, Matter.RESIDENCE, Matter.SCHOOL)
"""What a journey's step does at an office of the town, and nobody from abroad."""


@dataclass(frozen=True)
class StepOffice:
    """Who helps with a step. Without offices, what is missing, or the town's own pages, has to help on."""

    kind: str
    offices: list[Office] = field(default_factory=list)
    question: str = ""
    """what has to be known first: "place", "nationality" or "purpose"; empty where nothing has"""
    answer: Answer | None = None
    """of the rules, where they decide"""
    finder: str = ""
    """query of the finder's page that says the same with reasons and papers"""

    @property
    def is_not_needed(self) -> bool:
        return self.answer is not None and self.answer.kind == AnswerKind.NOT_NEEDED

    @property
    def is_unsure(self) -> bool:
        return self.answer is not None and bool(self.offices) and not self.answer.is_sure


def step_office(value: Mapping[str, Any], said: PlanAsked) -> StepOffice | None:
    """Return the office of a step from its stored value; None where the step needs none."""
    if number := value.get("office"):
        chosen = offices_chosen([number]).get(number)
        return StepOffice("", [chosen]) if chosen and chosen.published else None
    kind = value.get("kind") or ""
    if not kind:
        return None
    town = said.person.town
    if town is None:
        return StepOffice(kind, question="place")
    matter = MATTERS.get(OfficeKind(kind))
    if matter is None or said.is_about_others:
        return StepOffice(kind, offices_of_kind(town, kind))
    return _responsible(kind, Case(town, matter, **_person(matter, said)), said)


def _person(matter: Matter, said: PlanAsked) -> dict[str, str]:
    given = {name: said.person.given.get(name, "") for name in ("nationality", "purpose")}
    return {**given, "stage": _stage(matter, said)}


def _stage(matter: Matter, said: PlanAsked) -> str:
    """Where the person stands when the step is taken: whoever is abroad today will then have arrived."""
    usual = Stage.ABROAD if said.is_before_arrival else Stage.ARRIVED
    stage = said.person.given.get("stage") or usual
    return Stage.ARRIVED if stage == Stage.ABROAD and matter in DONE_HERE else stage


def _responsible(kind: str, case: Case, said: PlanAsked) -> StepOffice:
    finder = said.person.address(matter=case.matter, stage=case.stage)
    if question := open_question(case):
        return StepOffice(kind, question=question, finder=finder)
    found = answer(case)
    return StepOffice(kind, found.offices, answer=found, finder=finder)
