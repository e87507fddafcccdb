"""What the inbox can be narrowed to, as an address says it: ?topic=residence&place=bochum&language=ar."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from welcome_ruhr.directory import queries as directory
from welcome_ruhr.enquiries.queries.inbox import Narrowed
from welcome_ruhr.foundation.languages import own_name
from welcome_ruhr.vocabulary.models import Topic


def narrowed(said: Mapping[str, str]) -> Narrowed:
    """Return what a list is narrowed to; what is none is left out."""
    topic = Topic.objects.filter(key=said["topic"]).first() if said.get("topic") else None
    language = said.get("language", "")
    known = language if language in dict(settings.LANGUAGES) else ""
    return Narrowed(topic, directory.municipality(said.get("place", "")), known)


def fields(said: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the fields to narrow a list with, each with its choices and what is chosen."""
    topics = [(topic.key, topic.name) for topic in Topic.objects.all()]
    places = [(town.slug, town.name) for town in directory.municipalities()]
    languages = [(code, own_name(code)) for code, _name in settings.LANGUAGES]
    offered = (("topic", _("Topic"), topics), ("place", _("Place"), places), ("language", _("Language"), languages))
    return [
        {"name": name, "label": label, "choices": choices, "value": _chosen(said.get(name, ""), choices)}
        for name, label, choices in offered
    ]


def _chosen(typed: str, choices: list[tuple[str, str]]) -> str:
    return typed if typed in dict(choices) else ""
