"""Journeys with their steps, as plain text, in the reader's best version."""

from __future__ import annotations

from html import unescape
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import override

from welcome_ruhr.design import tokens
from welcome_ruhr.foundation.ingredients import made_of
from welcome_ruhr.portal.models import JourneyPage
from welcome_ruhr.portal.queries import Entry, absolute, journey_steps, read_page
from welcome_ruhr.portal.queries import journeys as journeys_of

from .asking import Asking, not_found


def journeys(asking: Asking) -> dict[str, Any]:
    return {"journeys": [_record(key, entry) for key, entry in _public(asking.language)]}


def journey(asking: Asking, key: str) -> dict[str, Any]:
    entry = next((entry for one, entry in _public(asking.language) if one == key), None)
    page = read_page(entry.node) if entry else None
    if entry is None or not isinstance(page, JourneyPage):
        raise not_found(_("We know no journey “%(key)s”. The list is at /api/v1/journeys.") % {"key": key})
    own = page.language
    with override(own):
        steps = [_step(step, own) for step in journey_steps(page, asking.language)]
    return {
        "journey": {
            **_record(key, entry),
            "checked_on": page.checked_on.isoformat() if page.checked_on else None,
            "steps": steps,
        }
    }


def _public(language: str) -> list[tuple[str, Entry]]:
    """Journeys that anybody may read, each with its id."""
    made_of("kind:journeypage")
    ids = dict(JourneyPage.objects.live().values_list("pk", "content_id"))
    entries = (entry for entry in journeys_of(language) if not entry.node.is_private)
    return [(ids[entry.node.pk], entry) for entry in entries if entry.node.pk in ids]


def _record(key: str, entry: Entry) -> dict[str, Any]:
    own = entry.node.language
    return {
        "id": key,
        "title": tokens.in_text(entry.title, own),
        "summary": entry.summary,
        "language": own,
        "page": absolute(entry.href),
    }


def _step(step: dict[str, Any], language: str) -> dict[str, Any]:
    return {
        "id": step["id"],
        "title": tokens.in_text(step["title"], language),
        "text": tokens.in_text(plain(step["text"].source), language),
        "deadline": tokens.in_text(step["deadline"], language) or None,
        "papers": [tokens.in_text(paper, language) for paper in step["papers"]],
        "article": _link(step["article"]),
        "office": _link(step["office"]),
    }


def plain(html: str) -> str:
    """Return the text of a paragraph or list, a line for each."""
    lines = html.replace("</p>", "\n").replace("</li>", "\n").replace("<br/>", "\n")
    return "\n".join(line for one in unescape(strip_tags(lines)).splitlines() if (line := one.strip()))


def _link(found: dict[str, str] | None) -> dict[str, str] | None:
    if found is None:
        return None
    href = found["href"]
    return {"title": found["title"], "page": absolute(href) if href.startswith("/") else href}
