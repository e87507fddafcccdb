"""A plan: the steps of a journey in order, each with its day, its papers and its office, for what the address says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from welcome_ruhr.design import tokens
from welcome_ruhr.portal.models import JourneyPage
from welcome_ruhr.portal.queries import journey_steps

from .asking import PlanAsked
from .deadlines import Counting, Deadline, counted
from .offices import StepOffice, step_office


@dataclass(frozen=True)
class PlanStep:
    """One step; `shown` is what the journey's own page shows of it, its texts with tokens."""

    key: str
    """stays the same when steps are moved, and in every language"""
    shown: dict[str, Any]
    counting: Counting
    office: StepOffice | None

    @property
    def deadline(self) -> Deadline | None:
        return self.counting.deadline


@dataclass(frozen=True)
class Plan:
    page: JourneyPage
    asked: PlanAsked
    steps: list[PlanStep]

    @property
    def language(self) -> str:
        """of the journey's texts; where it is not there in the reader's, it is not the reader's"""
        return self.page.language

    @property
    def title(self) -> str:
        return tokens.in_text(self.page.title, self.language)

    @property
    def dated(self) -> list[PlanStep]:
        """The steps with a day, the earliest first."""
        with_day = [(step.deadline.last_day, number, step) for number, step in enumerate(self.steps) if step.deadline]
        return [step for _day, _number, step in sorted(with_day, key=lambda one: one[:2])]


def make_plan(page: JourneyPage, said: PlanAsked, *, language: str) -> Plan:
    """Put the plan together; its links lead to pages in `language`. To be called in the language of the page."""
    values = [block["value"] for block in page.steps.raw_data]
    shown = journey_steps(page, language)
    return Plan(page, said, [_step(*pair, said) for pair in zip(shown, values, strict=True)])


def _step(shown: dict[str, Any], value: dict[str, Any], said: PlanAsked) -> PlanStep:
    key = value.get("step_id") or shown["id"]
    nationality = said.person.given.get("nationality", "")
    counting = counted(said.journey, key, shown["deadline"], said.days, nationality)
    return PlanStep(key, shown, counting, step_office(value.get("office") or {}, said))
