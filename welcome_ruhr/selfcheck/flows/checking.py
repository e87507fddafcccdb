"""What is to be mended in a self-check, found by walking every way through it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from welcome_ruhr.design import drawings, tokens
from welcome_ruhr.facts.enums import Standing
from welcome_ruhr.facts.models import LegalBasis
from welcome_ruhr.facts.queries import FigureToday, figure_today
from welcome_ruhr.foundation.nearest import meant
from welcome_ruhr.portal.content.markdown import BodyReader
from welcome_ruhr.portal.content.page_kinds import meant_entry, stored_entries
from welcome_ruhr.portal.content.problems import BadFile

from .parts import OUTCOME, Decision, Flow, Question, Texts
from .texts import texts_of
from .walking import NOT_ANSWERS, State, longest_way, next_states

MOST_QUESTIONS = 12
LANGUAGES = ("de", "en")
"""What has to be complete."""
SLUG = re.compile(r"[a-z0-9-]+")


@dataclass(frozen=True)
class Known:
    """What a flow may name."""

    legal: Collection[str]
    pages: Collection[str]
    figure: Callable[[str], FigureToday | None]

    def figure_value(self, key: str) -> Decimal | None:
        found = self.figure(key)
        return found.value.value if found and found.standing == Standing.CURRENT else None


def known_here() -> Known:
    """Return what the database holds."""
    return Known(set(LegalBasis.objects.values_list("key", flat=True)), stored_entries(), figure_today)


def check_flows(flows: Iterable[Flow], known: Known) -> dict[str, list[str]]:
    """Return for each flow, by id, one sentence for each thing to mend."""
    flows = list(flows)
    return {flow.id: [*check_flow(flow, known), *_shared_addresses(flow, flows)] for flow in flows}


def check_flow(flow: Flow, known: Known) -> list[str]:
    broken = structure(flow)
    # Every way can only be walked where each of them ends.
    walked = [] if broken else [*_too_long(flow, known), *_not_reached(flow, known), *_reasons_on_the_way(flow)]
    return [*broken, *walked, *_parts(flow), *_names(flow, known), *_figures(flow, known), *_languages(flow)]


def structure(flow: Flow) -> list[str]:
    """Say what keeps a way from ending at all."""
    return [*_dead_ends(flow), *_circles(flow)]


def _dead_ends(flow: Flow) -> Iterator[str]:
    targets = flow.all_targets()
    for here, target in [("start", flow.start), *((one, to) for one in targets for to in flow.targets(one))]:
        if flow.step(target) is None:
            yield f"“{here}” leads to “{target}”, which is not there.{meant(target, targets)}"


def _circles(flow: Flow) -> Iterator[str]:
    """Look for ways that come back to where they were; each circle is told once."""
    done: set[str] = set()

    def look(target: str, way: tuple[str, ...]) -> Iterator[str]:
        if target in way:
            yield f"This leads in a circle: {' → '.join((*way[way.index(target) :], target))}."
        elif target not in done:
            for following in flow.targets(target):
                yield from look(following, (*way, target))
            done.add(target)

    for target in flow.all_targets():
        yield from look(target, ())


def _too_long(flow: Flow, known: Known) -> Iterator[str]:
    longest = longest_way(flow, (flow.start, 0), known.figure_value)
    if len(longest) > MOST_QUESTIONS:
        yield f"A way takes {len(longest)} questions, {MOST_QUESTIONS} are the most: {' → '.join(longest)}."


def _not_reached(flow: Flow, known: Known) -> Iterator[str]:
    """Walk with the points, so that an outcome for which nobody can have enough of them is found."""
    reached: set[State] = set()
    waiting: list[State] = [(flow.start, 0)]
    while waiting:
        state = waiting.pop()
        if state not in reached:
            reached.add(state)
            waiting += next_states(flow, state, known.figure_value)
    found = {target for target, _points in reached}
    yield from (f"Nothing leads to “{target}”." for target in flow.all_targets() if target not in found)


def _reasons_on_the_way(flow: Flow) -> Iterator[str]:
    """A reader sees the reasons that rest on questions he was asked: on each way there has to be one."""
    for outcome in flow.outcomes.values():
        reasons = {one.question for one in outcome.because}
        target = OUTCOME + outcome.id
        for question in sorted(reasons & set(flow.questions)):
            if target not in _reached_from(flow, question):
                yield f"“{target}”: its reason “{question}” is not on the way to it."
        if reasons and target in _reached_from(flow, flow.start, without=reasons):
            yield f"“{target}” can be reached without any of the questions that its reasons name."


def _reached_from(flow: Flow, start: str, without: Collection[str] = ()) -> set[str]:
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        target = waiting.pop()
        if target not in reached and target not in without:
            reached.add(target)
            waiting += flow.targets(target)
    return reached


def _parts(flow: Flow) -> Iterator[str]:
    drawn = drawings.names("illustrations")
    if flow.illustration and flow.illustration not in drawn:
        yield f"There is no illustration “{flow.illustration}”.{meant(flow.illustration, drawn)}"
    for question in flow.questions.values():
        if question.id.startswith(NOT_ANSWERS):
            yield f"“{question.id}” means something else in an address: give the question another id."
        if len(question.answers) < 2:
            yield f"“{question.id}” has only one answer."
    for outcome in flow.outcomes.values():
        if not outcome.because:
            yield f"“{OUTCOME}{outcome.id}” names no reason (because)."
        for reason in outcome.because:
            if reason.question not in flow.questions:
                hint = meant(reason.question, flow.questions)
                yield f"“{OUTCOME}{outcome.id}” names a question “{reason.question}”, which is not there.{hint}"


def _names(flow: Flow, known: Known) -> Iterator[str]:
    """Legal bases and pages, also those that links in texts lead to."""
    for outcome in flow.outcomes.values():
        here = f"“{OUTCOME}{outcome.id}”"
        for reason in outcome.because:
            if reason.legal and reason.legal not in known.legal:
                yield f"{here}: there is no legal basis “{reason.legal}”.{meant(reason.legal, known.legal)}"
        for page in outcome.pages:
            if page not in known.pages:
                yield f"{here}: there is no page “{page}”.{meant_entry(page, known.pages)}"
        for language, text in outcome.texts.items():
            try:
                BodyReader(_Pages(known.pages)).html(text)
            except BadFile as error:
                yield f"{here}, text in {language}: {error.reason}"


class _Pages:
    """Knows which pages there are; a text of an outcome holds nothing else that has to be looked up."""

    def __init__(self, pages: Collection[str]) -> None:
        self.pages = pages

    def page(self, reference: str, line: int) -> int:
        if reference not in self.pages:
            raise BadFile(f"there is no page “{reference}”.{meant_entry(reference, self.pages)}", line)
        return 0

    def _refuse(self, name: str, line: int) -> int:
        raise BadFile(f"“{name}” is a part that only pages can have.", line)

    figure = image = document = film = _refuse

    def office(self, key: str, line: int) -> dict[str, object]:
        raise BadFile(f"“{key}” is a part that only pages can have.", line)


def _figures(flow: Flow, known: Known) -> Iterator[str]:
    keys = {decision.figure for decision in flow.decisions.values() if decision.figure}
    keys |= {key for outcome in flow.outcomes.values() for key in outcome.figures}
    for where, texts in texts_of(flow):
        for text in texts.values():
            keys |= {key for prefix, key in tokens.found(text) if prefix == "fact"}
            yield from (f"{where}: {match[0]} is not a complete token." for match in tokens.MALFORMED.finditer(text))
    for key in sorted(keys):
        figure = known.figure(key)
        if figure is None:
            yield f"There is no figure “{key}”."
        elif figure.standing != Standing.CURRENT:
            yield f"The figure “{key}” is {Standing(figure.standing).label}."


def _languages(flow: Flow) -> Iterator[str]:
    for where, texts in texts_of(flow):
        # What helps to answer a question may be missing, but not in one of the languages.
        if where.endswith("help") and not texts:
            continue
        yield from (f"{where} is missing in {language}." for language in LANGUAGES if language not in texts)
        if len({_keys(texts, language) for language in LANGUAGES if language in texts}) > 1:
            yield f"{where}: German and English do not print the same figures."


def _keys(texts: Texts, language: str) -> tuple[str, ...]:
    return tuple(sorted({key for _prefix, key in tokens.found(texts[language])}))


def _shared_addresses(flow: Flow, flows: list[Flow]) -> Iterator[str]:
    for language, slug in flow.slugs.items():
        if not SLUG.fullmatch(slug):
            yield f"The address “{slug}” ({language}) may hold a–z, 0–9 and “-” only."
        for other in flows:
            if other.id != flow.id and slug in other.slugs.values():
                yield f"The address “{slug}” ({language}) is also that of “{other.id}”."


def size_of(flow: Flow, known: Known) -> str:
    """Say how large a flow is, for who reads the findings."""
    longest = longest_way(flow, (flow.start, 0), known.figure_value)
    kinds = [sum(isinstance(flow.step(one), kind) for one in flow.all_targets()) for kind in (Question, Decision)]
    return (
        f"{kinds[0]} questions, {kinds[1]} decisions, {len(flow.outcomes)} outcomes, "
        f"at most {len(longest)} questions on a way"
    )
