"""From the names and values of a YAML file to a flow; each complaint says on which value it stumbled.

Whether the parts fit together is not looked at here: that is for `checking`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Protocol, TypeVar

from django.conf import settings

from welcome_ruhr.directory.enums import Matter, Purpose
from welcome_ruhr.foundation.nearest import meant
from welcome_ruhr.portal.content.front_matter import as_day, listed, refuse_unknown, require
from welcome_ruhr.portal.content.problems import At, BadFile

from .parts import AnswerChoice, Because, Decision, Flow, Outcome, Question, Texts
from .words import CERTAINTIES

ID = re.compile(r"[a-z0-9][a-z0-9_-]*")
NEEDED_POINTS = re.compile(r"\{\{\s*fact:([a-z0-9_-]+)\s*\}\}")
Raw = dict[str, Any]
FIELDS = {
    "id", "checked_on", "next_check_on", "illustration", "start", "questions", "decisions", "outcomes",
}  # fmt: skip


class Part(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=Part)


def flow_of(data: Raw, name: str) -> Flow:
    """Return the flow that a file called `name` holds. Raises BadFile."""
    languages = _languages(data)
    refuse_unknown(data, {*FIELDS, *languages})
    require(data, "id", "start", "checked_on", "next_check_on", "questions", "outcomes")
    if data["id"] != name:
        raise BadFile(f"id: “{data['id']}” is not the name of the file, {name}.", at=("id",))
    words = {field: _words(data, field, ()) for field in ("title", "slug", "summary", "intro")}
    for code in languages:
        refuse_unknown(data[code], words, (code,))
    flow = Flow(
        id=name,
        checked_on=_day(data, "checked_on"),
        next_check_on=_day(data, "next_check_on"),
        illustration=_text(data, "illustration", ()),
        titles=words["title"],
        slugs=words["slug"],
        summaries=words["summary"],
        intros=words["intro"],
        start=_text(data, "start", ()),
        questions=_parts(data, "questions", _question),
        decisions=_parts(data, "decisions", _decision),
        outcomes=_parts(data, "outcomes", _outcome),
    )
    for double in flow.questions.keys() & flow.decisions.keys():
        raise BadFile(f"“{double}” is a question and a decision: one of them needs another id.", at=("decisions",))
    return flow


def _parts(data: Raw, name: str, make: Callable[[Raw, At], T], at: At = ()) -> dict[str, T]:
    found: dict[str, T] = {}
    for number, raw in enumerate(listed(data, name, at)):
        here = (*at, name, number)
        if not isinstance(raw, dict):
            raise BadFile(f"{name}: “id: …” and what belongs to it are expected.", at=here)
        if not ID.fullmatch(_text(raw, "id", here)):
            raise BadFile(f"id: “{raw.get('id', '')}” is not an id such as card-german.", at=(*here, "id"))
        part = make(raw, here)
        if part.id in found:
            raise BadFile(f"{name}: “{part.id}” stands here twice.", at=(*here, "id"))
        found[part.id] = part
    return found


def _question(raw: Raw, at: At) -> Question:
    languages = _languages(raw)
    refuse_unknown(raw, {"id", "answers", *languages}, at)
    for code in languages:
        refuse_unknown(_block(raw, code, at), {"text", "help"}, (*at, code))
    require(raw, "answers", at=at)
    answers = _parts(raw, "answers", _answer, at)
    return Question(raw["id"], _words(raw, "text", at), _words(raw, "help", at), tuple(answers.values()))


def _answer(raw: Raw, at: At) -> AnswerChoice:
    refuse_unknown(raw, {"id", "next", "points", *_languages(raw)}, at)
    require(raw, "next", at=at)
    return AnswerChoice(raw["id"], _lines(raw, at), _text(raw, "next", at), _whole(raw, "points", at))


def _decision(raw: Raw, at: At) -> Decision:
    refuse_unknown(raw, {"id", "at_least", "then", "otherwise"}, at)
    require(raw, "at_least", "then", "otherwise", at=at)
    figure = NEEDED_POINTS.fullmatch(str(raw["at_least"]))
    return Decision(
        raw["id"],
        _text(raw, "then", at),
        _text(raw, "otherwise", at),
        at_least=0 if figure else _whole(raw, "at_least", at),
        figure=figure[1] if figure else "",
    )


def _outcome(raw: Raw, at: At) -> Outcome:
    languages = _languages(raw)
    refuse_unknown(raw, {"id", "certainty", "because", "figures", "pages", "matter", "purpose", *languages}, at)
    for code in languages:
        refuse_unknown(_block(raw, code, at), {"title", "text"}, (*at, code))
    return Outcome(
        raw["id"],
        certainty=_one_of(raw, "certainty", CERTAINTIES, at),
        titles=_words(raw, "title", at),
        texts=_words(raw, "text", at),
        because=tuple(_because(one, (*at, "because", n)) for n, one in enumerate(listed(raw, "because", at))),
        figures=_ids(raw, "figures", at),
        pages=_ids(raw, "pages", at),
        matter=_one_of(raw, "matter", ["", *Matter.values], at),
        purpose=_one_of(raw, "purpose", ["", *Purpose.values], at),
    )


def _because(raw: Any, at: At) -> Because:
    if not isinstance(raw, dict):
        raise BadFile("because: “{question: …, legal: …, de: …, en: …}” is expected.", at=at)
    refuse_unknown(raw, {"question", "legal", *_languages(raw)}, at)
    require(raw, "question", at=at)
    return Because(_text(raw, "question", at), _lines(raw, at), _text(raw, "legal", at))


def _languages(raw: Raw) -> list[str]:
    return [code for code, _name in settings.LANGUAGES if code in raw]


def _words(raw: Raw, name: str, at: At) -> Texts:
    """Collect one text of each language's block: `de: {text: …}`."""
    found = {code: _text(_block(raw, code, at), name, (*at, code)) for code in _languages(raw)}
    return {code: text for code, text in found.items() if text}


def _lines(raw: Raw, at: At) -> Texts:
    """Collect texts that stand beside their language: `de: …`."""
    return {code: text for code in _languages(raw) if (text := _text(raw, code, at))}


def _block(raw: Raw, code: str, at: At) -> Raw:
    block = raw[code]
    if not isinstance(block, dict):
        raise BadFile(f"{code}: “name: text” lines are expected.", at=(*at, code))
    return block


def _text(raw: Raw, name: str, at: At) -> str:
    value = raw.get(name)
    if value is not None and not isinstance(value, str):
        raise BadFile(f"{name}: “{value}” is not a text; put it between quotation marks.", at=(*at, name))
    return (value or "").strip()


def _ids(raw: Raw, name: str, at: At) -> tuple[str, ...]:
    values = listed(raw, name, at)
    if not all(isinstance(one, str) for one in values):
        raise BadFile(f"{name}: a list of ids is expected.", at=(*at, name))
    return tuple(values)


def _whole(raw: Raw, name: str, at: At) -> int:
    value = raw.get(name, 0)
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadFile(f"{name}: “{value}” is not a whole number.", at=(*at, name))
    return value


def _one_of(raw: Raw, name: str, known: Iterable[str], at: At) -> str:
    value = _text(raw, name, at)
    if value not in known:
        hint = meant(value, known) or f" Known: {', '.join(sorted(filter(None, known)))}."
        raise BadFile(f"{name}: there is no “{value}”.{hint}", at=(*at, name))
    return value


def _day(raw: Raw, name: str) -> date:
    day = as_day(raw[name], name)
    if day is None:
        raise BadFile(f"Missing: {name}.")
    return day
