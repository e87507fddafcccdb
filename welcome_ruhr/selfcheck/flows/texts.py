"""Every text of a flow with a name for where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from .parts import OUTCOME, Flow, Texts


def texts_of(flow: Flow) -> Iterator[tuple[str, Texts]]:
    yield "title", flow.titles
    yield "slug", flow.slugs
    yield "summary", flow.summaries
    yield "intro", flow.intros
    for question in flow.questions.values():
        yield f"“{question.id}” text", question.texts
        yield f"“{question.id}” help", question.help
        for answer in question.answers:
            yield f"“{question.id}” answer “{answer.id}”", answer.texts
    for outcome in flow.outcomes.values():
        yield f"“{OUTCOME}{outcome.id}” title", outcome.titles
        yield f"“{OUTCOME}{outcome.id}” text", outcome.texts
        for number, reason in enumerate(outcome.because, 1):
            yield f"“{OUTCOME}{outcome.id}” reason {number}", reason.texts
