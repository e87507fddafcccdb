"""Page files: front matter in YAML, body in Markdown; and what a journey's YAML holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from welcome_ruhr.foundation.nearest import meant

from .front_matter import OWN_FIELDS, SHARED_FIELDS, check_front, listed, load_yaml, refuse_unknown, require
from .places import FRONT, lines_from
from .problems import At, BadFile

STEP_FIELDS = {"title", "text", "deadline", "papers"}
JOURNEY_ID = re.compile(r"^[a-z0-9_-]+$")


@dataclass(frozen=True)
class PageFile:
    """One language of one entry, read but not yet checked against the other entries."""

    kind: str
    content_id: str
    language: str
    path: str
    text: str
    front: dict[str, Any]
    body: str
    body_line: int
    steps: tuple[dict[str, Any], ...] = ()

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.content_id}"

    @property
    def folder(self) -> str:
        """The topic of an article."""
        return Path(self.path).parent.name


def read_text(path: Path) -> str:
    """Return a file's text, whatever its line ends and with or without a byte order mark. Raises BadFile."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise BadFile("This file is not written in UTF-8: save it as UTF-8.", line) from None
    return text.replace("\r\n", "\n")


def read_page_file(path: Path, shown: str, kind: str, own_id: str, language: str) -> PageFile:
    """Read a Markdown page file. Raises BadFile with the line."""
    text = read_text(path)
    match = FRONT.match(text)
    if not match:
        raise BadFile("The file must begin with front matter between two lines of “---”.")
    front = load_yaml(match["front"], offset=1)
    with lines_from(match["front"], offset=1):
        refuse_unknown(front, OWN_FIELDS | SHARED_FIELDS)
        check_front(front)
    body_line = text[: match.start("body")].count("\n")
    return PageFile(kind, own_id, language, shown, text, front, match["body"], body_line)


def read_journey_file(path: Path, shown: str) -> list[PageFile]:
    """Read a journey: one PageFile per language; the text that decides about changes is that language's part."""
    text = read_text(path)
    data = load_yaml(text)
    with lines_from(text):
        require(data, "id", "steps")
        if not JOURNEY_ID.match(str(data["id"])):
            raise BadFile(f"id: “{data['id']}” is not an id such as first-days.", at=("id",))
        languages = [code for code, part in data.items() if isinstance(part, dict)]
        shared = {name: value for name, value in data.items() if name not in (*languages, "id", "steps")}
        refuse_unknown(shared, SHARED_FIELDS)
        for number, step in enumerate(listed(data, "steps"), 1):
            _check_step(step, number, languages, ("steps", number - 1))
        return [_journey_in(data, code, shared, shown, (code,)) for code in languages]


def read_journey_translation(path: Path, shown: str) -> PageFile:
    """Read `<id>.<language>.yaml`: the words of a journey, whose steps stand in `<id>.yaml`. Raises BadFile."""
    own_id, language, _yaml = path.name.split(".")
    main = path.with_name(f"{own_id}.yaml")
    if not main.exists():
        others = [other.stem for other in path.parent.glob("*.yaml") if "." not in other.stem]
        raise BadFile(f"There is no {main.name} that this could be a translation of.{meant(own_id, others)}")
    text = read_text(path)
    data = load_yaml(text)
    words = data.pop("steps", None) or {}
    if not isinstance(words, dict):
        raise BadFile("steps: “<id of the step>: …” lines are expected.")
    steps = [step for step in listed(load_yaml(read_text(main)), "steps") if isinstance(step, dict) and "id" in step]
    with lines_from(text):
        refuse_unknown(words, {step["id"] for step in steps}, ("steps",))
        for step in steps:
            step[language] = words.get(step["id"])
            _check_words(step[language], step["id"], language, ("steps", step["id"]))
        return _journey_in({"id": own_id, language: data, "steps": steps}, language, {}, shown, ())


def _check_step(step: Any, number: int, languages: list[str], at: At) -> None:
    if not isinstance(step, dict):
        raise BadFile(f"Step {number}: “id: …” and a text in each language are expected.", at=at)
    for language in languages:
        _check_words(step.get(language), step.get("id") or number, language, (*at, language))
    refuse_unknown(step, {"id", "article", "office", *languages}, at)
    require(step, "id", at=at)


def _check_words(words: Any, step: str | int, language: str, at: At) -> None:
    if not isinstance(words, dict):
        raise BadFile(f"Step “{step}” has no text in {language}.", at=at)
    refuse_unknown(words, STEP_FIELDS, at)
    require(words, "title", at=at)
    listed(words, "papers", at)


def _journey_in(data: dict[str, Any], language: str, shared: dict[str, Any], shown: str, at: At) -> PageFile:
    own = dict(data[language])
    intro = own.pop("intro", "")
    refuse_unknown(own, OWN_FIELDS | {"intro"}, at)
    steps = []
    for step in data["steps"]:
        common = {name: step.get(name, "") for name in ("id", "article", "office")}
        steps.append({**common, **step[language]})
    check_front(own, at)
    check_front(front := {**shared, **own})
    text = yaml.safe_dump({**front, "intro": intro, "steps": steps}, allow_unicode=True, sort_keys=False, width=10_000)
    return PageFile("journey", data["id"], language, shown, text, front, intro, 0, tuple(steps))
