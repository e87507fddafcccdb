"""What a page prints cannot be deleted under it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import ReferenceIndex

from welcome_ruhr.directory.models import Office
from welcome_ruhr.facts.models import Figure, LegalBasis
from welcome_ruhr.portal.models import KeptPage
from welcome_ruhr.portal.queries import KEPT_MODELS
from welcome_ruhr.vocabulary.models import Audience, Phase

INDEXED = (Figure, Office)
TAGS: dict[type[Model], str] = {LegalBasis: "legal_bases", Audience: "audiences", Phase: "phases"}
"""What pages are tagged with, and the field that holds it: the reference index does not follow these."""


def refuse_what_is_used(request: HttpRequest, instances: Iterable[Model]) -> HttpResponse | None:
    """Refuse to delete figures, offices, legal bases and terms in use, with the way to the pages; else None."""
    used = [(one, count) for one in instances if (count := uses(one))]
    for one, count in used:
        sentence = ngettext(
            "“%(name)s” cannot be deleted: %(count)d page or entry uses it. Take it out of there first.",
            "“%(name)s” cannot be deleted: %(count)d pages or entries use it. Take it out of them first.",
            count,
        )
        messages.error(request, sentence % {"name": one, "count": count}, buttons=_way_to_uses(one))
    return redirect(_view(used[0][0], "list")) if used else None


def uses(instance: Model) -> int:
    """Return how many pages and other entries use a row of the facts, the directory or the vocabulary."""
    if isinstance(instance, INDEXED):
        return len(ReferenceIndex.get_references_to(instance).group_by_source_object())
    field = TAGS.get(type(instance))
    return sum(_tagged(model, field, instance) for model in KEPT_MODELS) if field else 0


def _tagged(model: type[KeptPage], field: str, instance: Model) -> int:
    return model.objects.filter(**{field: instance}).count()


def _way_to_uses(instance: Model) -> list[Any]:
    if not isinstance(instance, INDEXED):
        return []
    return [messages.button(reverse(_view(instance, "usage"), args=[instance.pk]), _("Show them"))]


def _view(instance: Model, name: str) -> str:
    return str(instance.snippet_viewset.get_url_name(name))  # type: ignore[attr-defined]  # set by Wagtail
