"""Page files: front matter in YAML, body in Markdown; and what a journey's YAML holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

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


def read_page_file(path: Path, shown: str, kind: str, own_id: str, language: str) -> PageFile:
    """Read a Markdown page file. Raises BadFile with the line."""
    text = path.read_text(encoding="utf-8")
    match = FRONT.match(text)
    if not match:
        raise BadFile("The file must begin with front matter between two lines of “---”.")
    front = load_yaml(match["front"], offset=1)
    refuse_unknown(front, OWN_FIELDS | SHARED_FIELDS)
    require(front, "title", "slug")
    body_line = text[: match.start("body")].count("\n")
    return PageFile(kind, own_id, language, shown, text, front, match["body"], body_line)


def read_journey_file(path: Path, shown: str) -> list[PageFile]:
    """Read a journey: one PageFile per language; the text that decides about changes is that language's part."""
    data = load_yaml(path.read_text(encoding="utf-8"))
    require(data, "id", "steps")
    languages = [code for code, part in data.items() if isinstance(part, dict)]
    shared = {name: value for name, value in data.items() if name not in languages and name not in ("id", "steps")}
    refuse_unknown(shared, SHARED_FIELDS)
    return [_journey_in(data, code, shared, shown) for code in languages]


def _journey_in(data: dict[str, Any], language: str, shared: dict[str, Any], shown: str) -> PageFile:
    own = dict(data[language])
    intro = own.pop("intro", "")
    refuse_unknown(own, OWN_FIELDS)
    steps = []
    for step in data["steps"]:
        if language not in step:
            raise BadFile(f"Step “{step.get('id', '?')}” has no text in {language}.")
        common = {name: step.get(name, "") for name in ("id", "article", "office")}
        steps.append({**common, **step[language]})
    front = {**shared, **own}
    text = yaml.safe_dump({**front, "intro": intro, "steps": steps}, allow_unicode=True, sort_keys=False, width=10_000)
    return PageFile("journey", data["id"], language, shown, text, front, intro, 0, tuple(steps))


def load_yaml(text: str, offset: int = 0) -> dict[str, Any]:
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = offset + (mark.line + 1 if mark else 1)
        raise BadFile(f"This is not valid YAML: {getattr(error, 'problem', None) or error}.", line) from None
    if not isinstance(data, dict):
        raise BadFile("A list of “name: value” lines is expected here.", offset + 1)
    return data


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
