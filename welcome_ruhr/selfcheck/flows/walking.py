"""From a flow and what stands in an address to the way that was taken, and what comes next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from .parts import AnswerChoice, Decision, Flow, Outcome, Question

FigureValue = Callable[[str], Decimal | None]
"""Key of a figure → its value today, None where there is none."""
State = tuple[str, int]
"""Where somebody stands (as `next` names it), with the points so far."""
NOT_ANSWERS = ("print", "utm_", "fbclid", "gclid")
"""Beginnings of names that others write into addresses; they say nothing about the answers."""


@dataclass(frozen=True)
class Said:
    question: Question
    answer: AnswerChoice


@dataclass(frozen=True)
class Walk:
    """How far the answers lead: to a question, to an outcome, or, while a figure is missing, to neither."""

    flow: Flow
    said: tuple[Said, ...]
    target: str
    """where it stopped, as `next` names it"""
    points: int
    is_outdated: bool
    """whether the address said something that does not fit; what fits before it counts"""

    @property
    def question(self) -> Question | None:
        step = self.flow.step(self.target)
        return step if isinstance(step, Question) else None

    @property
    def outcome(self) -> Outcome | None:
        step = self.flow.step(self.target)
        return step if isinstance(step, Outcome) else None

    def query(self, **more: str) -> str:
        """Return the query of the address that says just this."""
        return query_of(self.said, **more)

    def query_until(self, number: int) -> str:
        """Return the query in which answer `number` (from 0) and all after it are still to be given."""
        return query_of(self.said[:number])


def query_of(said: tuple[Said, ...], **more: str) -> str:
    given = {one.question.id: one.answer.id for one in said} | more
    return f"?{urlencode(given)}" if given else ""


def walk(flow: Flow, query: Mapping[str, str], figure_value: FigureValue) -> Walk:
    """Follow the answers of an address as far as they fit.

    An answer that does not exist, or to a question that is not on the way, is left out: its question, and what
    follows from it, is asked again.
    """
    said: list[Said] = []
    target, points = _behind_decisions(flow, (flow.start, 0), figure_value)
    while isinstance(question := flow.step(target), Question):
        answer = question.answer(query.get(question.id, ""))
        if answer is None or question.id in {one.question.id for one in said}:
            break
        said.append(Said(question, answer))
        target, points = _behind_decisions(flow, (answer.next, points + answer.points), figure_value)
    taken = {one.question.id for one in said}
    others = (name for name, value in query.items() if value and not name.startswith(NOT_ANSWERS))
    return Walk(flow, tuple(said), target, points, is_outdated=any(name not in taken for name in others))


def _behind_decisions(flow: Flow, state: State, figure_value: FigureValue) -> State:
    """Go on while the points decide; a decision whose figure is missing is where it stops."""
    passed: set[State] = set()
    while isinstance(flow.step(state[0]), Decision) and state not in passed:
        passed.add(state)
        following = next_states(flow, state, figure_value)
        if len(following) != 1:
            break
        state = following[0]
    return state


def next_states(flow: Flow, state: State, figure_value: FigureValue) -> list[State]:
    """Return where it may go on from a state; at a decision both ways while its figure is missing."""
    target, points = state
    step = flow.step(target)
    if isinstance(step, Question):
        return [(answer.next, points + answer.points) for answer in step.answers]
    if isinstance(step, Decision):
        needed = figure_value(step.figure) if step.figure else Decimal(step.at_least)
        if needed is None:
            return [(step.then, points), (step.otherwise, points)]
        return [(step.then if points >= needed else step.otherwise, points)]
    return []


def longest_way(flow: Flow, state: State, figure_value: FigureValue) -> tuple[str, ...]:
    """Return the questions of the longest way on from a state; of a circle, each once."""
    known: dict[State, tuple[str, ...]] = {}

    def from_here(here: State, passed: frozenset[str]) -> tuple[str, ...]:
        if here not in known:
            target = here[0]
            own = (target,) if isinstance(flow.step(target), Question) else ()
            ways = [
                from_here(one, passed | {target})
                for one in next_states(flow, here, figure_value)
                if one[0] not in passed | {target}
            ]
            known[here] = own + max(ways, key=len, default=())
        return known[here]

    return from_here(state, frozenset())
