"""What can be said about a page file before anything is stored: lengths, choices, the address."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug

from .page_kinds import model_of
from .problems import BadFile, reason_of
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
    try:
        validate_slug(file.front["slug"])
    except ValidationError as error:
        raise BadFile(f"slug: {reason_of(error)}") from None
