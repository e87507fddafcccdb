"""What a page file must hold to: lengths, choices, the address, and parts that an editor could save as well."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from wagtail.fields import StreamField

from welcome_ruhr.design import drawings
from welcome_ruhr.foundation.nearest import meant
from welcome_ruhr.portal.models import PortalPage

from .front_matter import OWN_FIELDS
from .markdown import BodyReader, Resolver
from .page_kinds import model_of
from .problems import At, BadEntry, BadFile, Problem, reason_of
from .reading import PageFile

NEEDED = {"news": "published_on", "event": "starts_at"}
"""The field a kind of page cannot be stored without, beside title and slug; in the source file."""


def check_values(file: PageFile) -> None:
    """Refuse what the database has no room for or does not know, and an address that is none. Raises BadFile."""
    for field in model_of(file.kind, file.content_id)._meta.get_fields():
        most = getattr(field, "max_length", None)
        text = file.front.get(field.name) or ""
        if most and isinstance(text, str) and len(text) > most:
            raise BadFile(f"{field.name}: this text has {len(text)} characters; {most} fit.", at=_at(file, field.name))
        known = [value for value, _label in getattr(field, "choices", None) or ()]
        if known and text and text not in known:
            reason = f"{field.name}: “{text}” is none of {', '.join(known)}.{meant(str(text), known)}"
            raise BadFile(reason, at=_at(file, field.name))
    drawing = file.front.get("illustration")
    if drawing and drawing not in drawings.names("illustrations"):
        hint = meant(drawing, drawings.names("illustrations"))
        raise BadFile(f"illustration: there is no drawing “{drawing}”.{hint}", at=_at(file, "illustration"))
    try:
        validate_slug(file.front["slug"])
    except ValidationError as error:
        raise BadFile(f"slug: {reason_of(error)}", at=_at(file, "slug")) from None


def check_steps(file: PageFile, resolver: Resolver) -> None:
    """Refuse what the steps of a journey lead to and is not there. Raises BadFile."""
    for number, step in enumerate(file.steps):
        own: At = ("steps", step["id"]) if _is_translation_file(file) else ("steps", number, file.language)
        with _standing_at((*own, "text")):
            BodyReader(resolver).html(step.get("text", ""))
        with _standing_at(("steps", number, "article")):
            if step["article"]:
                resolver.page(f"article:{step['article']}", 1)
        with _standing_at(("steps", number, "office")):
            if step["office"]:
                resolver.office(step["office"], 1)


def check_chosen(file: PageFile, resolver: Resolver) -> None:
    """Refuse pages that the front matter names and that are not there. Raises BadFile."""
    for name, prefix in (("related", "article:"), ("top_tasks", "")):
        for number, one in enumerate(file.front.get(name) or []):
            with _standing_at((name, number)):
                resolver.page(f"{prefix}{one}", 1)


@contextmanager
def _standing_at(at: At) -> Iterator[None]:
    try:
        yield
    except BadFile as error:
        error.at = error.at or at
        raise


def _at(file: PageFile, name: str) -> At:
    """The way to a field: in a journey with all its languages, those of a language stand below its code."""
    together = file.kind == "journey" and not _is_translation_file(file)
    return (file.language, name) if together and name in OWN_FIELDS else (name,)


def _is_translation_file(file: PageFile) -> bool:
    return file.path.endswith(f".{file.language}.yaml")


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
