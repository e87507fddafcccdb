"""Page files: front matter in YAML, body in Markdown; and what a journey's YAML holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, make_aware

from welcome_ruhr.portal.enums import Maker

from .problems import BadFile

FRONT = re.compile(r"\A---\n(?P<front>.*?\n)---\n?(?P<body>.*)\Z", re.DOTALL)
OWN_FIELDS = {
    "title",
    "slug",
    "summary",
    "lead",
    "german_term",
    "source_digest",
    "translation",
    "released_by",
    "source",
}
SHARED_FIELDS = {
    "audiences", "phases", "legal_bases", "sources", "owner_role", "checked_on", "next_check_on", "related",
    "illustration", "top_tasks", "published_on", "starts_at", "ends_at", "place", "registration_url",
}  # fmt: skip
TEXTS = {"title", "slug", "summary", "lead", "german_term", "owner_role", "illustration", "place", "registration_url"}
LISTS = ("audiences", "phases", "legal_bases", "related", "top_tasks")
DAYS = ("checked_on", "next_check_on", "published_on")
MOMENTS = {"starts_at", "ends_at"}
SOURCE_FIELDS = {"title", "url", "retrieved_on"}
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
    refuse_unknown(front, OWN_FIELDS | SHARED_FIELDS)
    check_front(front)
    body_line = text[: match.start("body")].count("\n")
    return PageFile(kind, own_id, language, shown, text, front, match["body"], body_line)


def read_journey_file(path: Path, shown: str) -> list[PageFile]:
    """Read a journey: one PageFile per language; the text that decides about changes is that language's part."""
    data = load_yaml(read_text(path))
    require(data, "id", "steps")
    if not JOURNEY_ID.match(str(data["id"])):
        raise BadFile(f"id: “{data['id']}” is not an id such as first-days.")
    languages = [code for code, part in data.items() if isinstance(part, dict)]
    shared = {name: value for name, value in data.items() if name not in languages and name not in ("id", "steps")}
    refuse_unknown(shared, SHARED_FIELDS)
    for number, step in enumerate(_listed(data, "steps"), 1):
        _check_step(step, number, languages)
    return [_journey_in(data, code, shared, shown) for code in languages]


def _check_step(step: Any, number: int, languages: list[str]) -> None:
    if not isinstance(step, dict):
        raise BadFile(f"Step {number}: “id: …” and a text in each language are expected.")
    name = step.get("id") or number
    for language in languages:
        if not isinstance(step.get(language), dict):
            raise BadFile(f"Step “{name}” has no text in {language}.")
        refuse_unknown(step[language], STEP_FIELDS)
        require(step[language], "title")
        _listed(step[language], "papers")
    refuse_unknown(step, {"id", "article", "office", *languages})
    require(step, "id")


def _journey_in(data: dict[str, Any], language: str, shared: dict[str, Any], shown: str) -> PageFile:
    own = dict(data[language])
    intro = own.pop("intro", "")
    refuse_unknown(own, OWN_FIELDS)
    steps = []
    for step in data["steps"]:
        common = {name: step.get(name, "") for name in ("id", "article", "office")}
        steps.append({**common, **step[language]})
    front = {**shared, **own}
    check_front(front)
    text = yaml.safe_dump({**front, "intro": intro, "steps": steps}, allow_unicode=True, sort_keys=False, width=10_000)
    return PageFile("journey", data["id"], language, shown, text, front, intro, 0, tuple(steps))


def load_yaml(text: str, offset: int = 0) -> dict[str, Any]:
    """Return the names and values of a YAML text that begins after `offset` lines of its file. Raises BadFile."""
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = offset + (mark.line + 1 if mark else 1)
        raise BadFile(f"This is not valid YAML: {getattr(error, 'problem', None) or error}.", line) from None
    except ValueError as error:  # what looks like a date and is none, such as 2026-13-40
        raise BadFile(f"A date does not exist: {error}.", offset + 1) from None
    if not isinstance(data, dict):
        raise BadFile("A list of “name: value” lines is expected here.", offset + 1)
    return data


def check_front(front: dict[str, Any]) -> None:
    """Refuse values that are not of the kind their field takes. Raises BadFile."""
    require(front, "title", "slug")
    for name in TEXTS & set(front):
        if not isinstance(front[name] or "", str):
            raise BadFile(f"{name}: “{front[name]}” is not a text; put it between quotation marks.")
    for name in LISTS:
        if not all(isinstance(one, str) for one in _listed(front, name)):
            raise BadFile(f"{name}: a list of ids is expected.")
    for name in DAYS:
        as_day(front.get(name), name)
    for name in MOMENTS & set(front):
        front[name] = as_moment(front[name], name)
    for source in _listed(front, "sources"):
        _check_source(source)
    if front.get("translation", Maker.MACHINE) not in Maker.values:
        raise BadFile(f"translation: “{front['translation']}” is neither machine nor human.")


def _check_source(source: Any) -> None:
    if not isinstance(source, dict):
        raise BadFile("sources: each source is “{title: …, url: …, retrieved_on: …}”.")
    if set(source) != SOURCE_FIELDS:
        raise BadFile(f"sources: each source has {', '.join(sorted(SOURCE_FIELDS))}, and nothing else.")
    as_day(source["retrieved_on"], "retrieved_on")


def _listed(data: dict[str, Any], name: str) -> list[Any]:
    value = data.get(name) or []
    if not isinstance(value, list):
        raise BadFile(f"{name}: a list is expected.")
    return value


def require(front: dict[str, Any], *names: str) -> None:
    if missing := [name for name in names if not front.get(name)]:
        raise BadFile(f"Missing: {', '.join(missing)}.")


def refuse_unknown(front: dict[str, Any], known: set[str]) -> None:
    if unknown := sorted(set(front) - known):
        raise BadFile(f"Unknown: {', '.join(unknown)}.")


def as_day(value: Any, name: str) -> date | None:
    if value is None or isinstance(value, date):
        return value
    raise BadFile(f"{name}: “{value}” is not a date such as 2026-11-22.")


def as_moment(value: Any, name: str) -> datetime | None:
    """Return a moment; without a zone it is meant in the portal's."""
    moment = parse_datetime(value) if isinstance(value, str) else value
    if value and not isinstance(moment, datetime):
        raise BadFile(f"{name}: “{value}” is not a moment such as 2026-11-22 18:00.")
    return make_aware(moment) if moment and is_naive(moment) else moment
