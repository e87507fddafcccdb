"""What a page file must hold to: lengths, choices, the address, and parts that an editor could save as well."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from wagtail.fields import StreamField

from welcome_ruhr.design import drawings
from welcome_ruhr.portal.models import PortalPage

from .page_kinds import model_of
from .problems import BadEntry, BadFile, Problem, reason_of
from .reading import PageFile

NEEDED = {"news": "published_on", "event": "starts_at"}
"""The field a kind of page cannot be stored without, beside title and slug; in the source file."""


def check_values(file: PageFile) -> None:
    """Refuse what the database has no room for or does not know, and an address that is none. Raises BadFile."""
    for field in model_of(file.kind, file.content_id)._meta.get_fields():
        most = getattr(field, "max_length", None)
        text = file.front.get(field.name) or ""
        if most and isinstance(text, str) and len(text) > most:
            raise BadFile(f"{field.name}: this text has {len(text)} characters; {most} fit.")
        known = [value for value, _label in getattr(field, "choices", None) or ()]
        if known and text and text not in known:
            raise BadFile(f"{field.name}: “{text}” is none of {', '.join(known)}.")
    drawing = file.front.get("illustration")
    if drawing and drawing not in drawings.names("illustrations"):
        raise BadFile(f"illustration: there is no drawing “{drawing}”.")
    try:
        validate_slug(file.front["slug"])
    except ValidationError as error:
        raise BadFile(f"slug: {reason_of(error)}") from None


def check_parts(page: PortalPage, file: PageFile) -> None:
    """Refuse parts that an editor's form would refuse too, such as a heading that is too long. Raises BadEntry."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            value = getattr(page, field.name)
            try:
                value.stream_block.clean(value)
            except ValidationError as error:
                raise BadEntry(Problem(file.path, 1, f"{field.name}: {' '.join(_sentences(error))}")) from None


def _sentences(error: ValidationError) -> Iterator[str]:
    """Yield what is wrong, with the names of the parts that lead to it."""
    data = error.as_json_data() if hasattr(error, "as_json_data") else {"messages": error.messages}
    yield from _told(data)


def _told(data: dict[str, Any]) -> Iterator[str]:
    yield from data.get("messages", [])
    inner = data.get("blockErrors", {})
    for name, found in inner.items() if isinstance(inner, dict) else enumerate(inner):
        for sentence in _told(found or {}):
            yield f"{name}: {sentence}" if isinstance(name, str) else sentence
