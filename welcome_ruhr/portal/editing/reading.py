"""The text of a source page as a translator reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

PART_LABELS = {
    "steps": gettext_lazy("Steps"),
    "checklist": gettext_lazy("Checklist"),
    "notice": gettext_lazy("Notice"),
    "figures": gettext_lazy("Table of figures"),
    "office": gettext_lazy("Office or contact"),
    "links": gettext_lazy("Link list"),
    "faq": gettext_lazy("Questions and answers"),
    "image": gettext_lazy("Image"),
    "download": gettext_lazy("Download"),
}
FRONT = re.compile(r"^(title|lead|summary|german_term): ")
PART = re.compile(r"^:::\s*(?P<name>\w*)\s*(?P<argument>.*)$")
FIRST_STEP = re.compile(r"^- id: ", re.MULTILINE)


def readable(text: str) -> str:
    """Turn what `content.writing.translatable_text` gives into lines for a person: labels in place of YAML."""
    lines = text.splitlines()
    front_end = next((n for n, line in enumerate(lines) if not FRONT.match(line)), len(lines))
    body = "\n".join(line for raw in lines[front_end:] if (line := _part_line(raw)).strip())
    front = [_front_line(line) for line in lines[:front_end]]
    return "\n".join([*front, _with_readable_steps(body)]).strip()


def _part_line(line: str) -> str:
    """Name a part by its label in the editor; the line that closes a part says nothing to a reader."""
    part = PART.match(line)
    if part is None:
        return line
    label = PART_LABELS.get(part["name"], part["name"])
    return ": ".join(str(word) for word in (label, part["argument"]) if word)


def _front_line(line: str) -> str:
    labels = {
        "title": _("Title"),
        "lead": _("One sentence"),
        "summary": _("Summary"),
        "german_term": _("German term"),
    }
    name, _colon, raw = line.partition(": ")
    loaded = _loaded(f"{name}: {raw}")
    return f"{labels[name]}: {loaded[name] if isinstance(loaded, dict) else raw}"


def _with_readable_steps(body: str) -> str:
    first = FIRST_STEP.search(body)
    steps = _loaded(body[first.start() :]) if first else None
    if not first or not isinstance(steps, list) or not all(isinstance(step, dict) for step in steps):
        return body
    shown = [line for number, step in enumerate(steps, 1) for line in _step_lines(number, step)]
    return "\n".join([body[: first.start()].rstrip(), *shown])


def _step_lines(number: int, step: dict[str, Any]) -> Iterator[str]:
    yield f"{number}. {step.get('title', '')}"
    if step.get("text"):
        yield step["text"]
    if step.get("deadline"):
        yield f"{_('Deadline')}: {step['deadline']}"
    for paper in step.get("papers", []):
        yield f"{_('Paper')}: {paper}"


def _loaded(text: str) -> Any:
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError:
        return None
