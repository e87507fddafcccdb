"""What a self-check is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

Texts = Mapping[str, str]
"""Language → text."""
OUTCOME = "outcome:"
"""How `next` names an outcome; a question or a decision goes by its id alone."""


@dataclass(frozen=True)
class AnswerChoice:
    id: str
    texts: Texts
    next: str
    points: int = 0


@dataclass(frozen=True)
class Question:
    id: str
    texts: Texts
    help: Texts
    answers: tuple[AnswerChoice, ...]

    def answer(self, answer_id: str) -> AnswerChoice | None:
        return next((one for one in self.answers if one.id == answer_id), None)


@dataclass(frozen=True)
class Decision:
    """A branch by the points of the answers given so far."""

    id: str
    then: str
    otherwise: str
    at_least: int = 0
    figure: str = ""
    """key of the figure that says how many points are needed, where `at_least` does not"""


@dataclass(frozen=True)
class Because:
    """Which answer led to an outcome, and the rule behind it."""

    question: str
    texts: Texts
    legal: str = ""


@dataclass(frozen=True)
class Outcome:
    id: str
    certainty: str
    titles: Texts
    texts: Texts
    """Markdown"""
    because: tuple[Because, ...]
    figures: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    matter: str = ""
    purpose: str = ""


Step = Question | Decision | Outcome


@dataclass(frozen=True)
class Flow:
    """One self-check: from `start` over questions and decisions to an outcome."""

    id: str
    checked_on: date
    next_check_on: date
    illustration: str
    titles: Texts
    slugs: Texts
    summaries: Texts
    intros: Texts
    start: str
    questions: Mapping[str, Question]
    decisions: Mapping[str, Decision]
    outcomes: Mapping[str, Outcome]

    def step(self, target: str) -> Step | None:
        """Return what `next` leads to; None for a dead end."""
        if target.startswith(OUTCOME):
            return self.outcomes.get(target.removeprefix(OUTCOME))
        return self.questions.get(target) or self.decisions.get(target)

    def targets(self, target: str) -> list[str]:
        """Return where it may go on from there, each once."""
        step = self.step(target)
        if isinstance(step, Question):
            return list(dict.fromkeys(answer.next for answer in step.answers))
        return list(dict.fromkeys((step.then, step.otherwise))) if isinstance(step, Decision) else []

    def all_targets(self) -> list[str]:
        return [*self.questions, *self.decisions, *(OUTCOME + one for one in self.outcomes)]
