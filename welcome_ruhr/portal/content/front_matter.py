"""YAML of content files: names and values as they must be, each complaint with the way to the value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

import yaml
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, make_aware

from welcome_ruhr.foundation.nearest import meant, meant_all
from welcome_ruhr.portal.enums import Maker

from .places import line_of_bad_day
from .problems import At, BadFile

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


def load_yaml(text: str, offset: int = 0) -> dict[str, Any]:
    """Return the names and values of a YAML text that begins after `offset` lines of its file. Raises BadFile."""
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = offset + (mark.line + 1 if mark else 1)
        raise BadFile(f"This is not valid YAML: {getattr(error, 'problem', None) or error}.", line) from None
    except ValueError as error:  # what looks like a date and is none, such as 2026-13-40
        raise BadFile(f"A date does not exist: {error}.", line_of_bad_day(text, offset)) from None
    if not isinstance(data, dict):
        raise BadFile("A list of “name: value” lines is expected here.", offset + 1)
    return data


def check_front(front: dict[str, Any], at: At = ()) -> None:
    """Refuse values that are not of the kind their field takes. Raises BadFile."""
    require(front, "title", "slug", at=at)
    for name in TEXTS & set(front):
        if not isinstance(front[name] or "", str):
            raise BadFile(f"{name}: “{front[name]}” is not a text; put it between quotation marks.", at=(*at, name))
    for name in LISTS:
        if not all(isinstance(one, str) for one in listed(front, name, at)):
            raise BadFile(f"{name}: a list of ids is expected.", at=(*at, name))
    for name in DAYS:
        as_day(front.get(name), name, at)
    for name in MOMENTS & set(front):
        front[name] = as_moment(front[name], name, at)
    for number, source in enumerate(listed(front, "sources", at)):
        _check_source(source, (*at, "sources", number))
    maker = front.get("translation", Maker.MACHINE)
    if maker not in Maker.values:
        hint = meant(str(maker), Maker.values)
        raise BadFile(f"translation: “{maker}” is neither machine nor human.{hint}", at=(*at, "translation"))


def _check_source(source: Any, at: At) -> None:
    if not isinstance(source, dict):
        raise BadFile("sources: each source is “{title: …, url: …, retrieved_on: …}”.", at=at)
    if wrong := set(source) - SOURCE_FIELDS:
        hint = meant_all(map(str, wrong), SOURCE_FIELDS - set(source))
        raise BadFile(
            f"sources: each source has {', '.join(sorted(SOURCE_FIELDS))}, and nothing else.{hint}",
            at=(*at, min(map(str, wrong))),
        )
    if missing := SOURCE_FIELDS - set(source):
        raise BadFile(f"sources: this source has no {', '.join(sorted(missing))}.", at=at)
    as_day(source["retrieved_on"], "retrieved_on", at)


def listed(data: Mapping[str, Any], name: str, at: At = ()) -> list[Any]:
    """Return a list, empty where the name is missing. Raises BadFile for anything else."""
    value = data.get(name) or []
    if not isinstance(value, list):
        raise BadFile(f"{name}: a list is expected.", at=(*at, name))
    return value


def require(front: Mapping[str, Any], *names: str, at: At = ()) -> None:
    """Raise BadFile when one of `names` is missing or empty."""
    if missing := [name for name in names if not front.get(name)]:
        raise BadFile(f"Missing: {', '.join(missing)}.", at=at)


def refuse_unknown(front: Mapping[Any, Any], known: Iterable[str], at: At = ()) -> None:
    """Raise BadFile for names that nothing reads, with the known names they are most like."""
    known = set(known)
    if unknown := sorted(map(str, set(front) - known)):
        hint = meant_all(unknown, known) or f" Known: {', '.join(sorted(known))}."
        raise BadFile(f"Unknown: {', '.join(unknown)}.{hint}", at=(*at, unknown[0]))


def as_day(value: Any, name: str, at: At = ()) -> date | None:
    """Return a day, or None where there is none. Raises BadFile for what is no date."""
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    raise BadFile(f"{name}: “{value}” is not a date such as 2026-11-22.", at=(*at, name))


def as_moment(value: Any, name: str, at: At = ()) -> datetime | None:
    """Return a moment; without a zone it is meant in the portal's. Raises BadFile for what is none."""
    try:
        moment = parse_datetime(value) if isinstance(value, str) else value
    except ValueError:  # written like a moment, but no clock shows it
        moment = None
    if value and not isinstance(moment, datetime):
        raise BadFile(f"{name}: “{value}” is not a moment such as 2026-11-22 18:00.", at=(*at, name))
    return make_aware(moment) if moment and is_naive(moment) else moment
