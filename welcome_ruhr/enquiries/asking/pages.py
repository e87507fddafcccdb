"""The pages of asking: the form, the receipt, and what is said when nothing could be read."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from welcome_ruhr.directory.queries import municipalities
from welcome_ruhr.enquiries.fields import LONGEST_TEXT
from welcome_ruhr.enquiries.models import USUAL_RETENTION_DAYS, RetentionPeriod
from welcome_ruhr.enquiries.opening import is_open
from welcome_ruhr.enquiries.promises import answer_days
from welcome_ruhr.foundation import mailbox
from welcome_ruhr.foundation.languages import base_of
from welcome_ruhr.portal.models import StandardPage
from welcome_ruhr.portal.queries import link
from welcome_ruhr.portal.site_tree import Node, reader_language, site_tree
from welcome_ruhr.portal.views import frame

from .about import CameFrom, came_from
from .forms import AskForm
from .trust import TRAP

CARRIED = ("about", "place")
LONGEST_CARRIED = 80


def form_page(request: HttpRequest, form: AskForm, *, status: int = 200, **more: Any) -> HttpResponse:
    """Show the form with all that was typed into it; `more` is what else the page says."""
    context = {
        **_frame(request),
        **_around(reader_language()),
        "form": form,
        "is_open": is_open(),
        "mail_address": mailbox.address() if mailbox.is_set() else "",
        "origin": origin_of(str(form["about"].value() or "")),
        "error_items": _error_items(form),
        "files_are_lost": bool(request.FILES),
        "places": [town.name for town in municipalities()],
        "most_signs": LONGEST_TEXT,
        "trap": TRAP,
        **more,
    }
    return render(request, "enquiries/ask.html", context, status=status)


def receipt_page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Show the receipt; without a code in it where the question came in longer ago."""
    return render(request, "enquiries/receipt.html", {**_frame(request), **context})


def too_large_page(request: HttpRequest) -> HttpResponse:
    """Say that nothing was read: what was typed is in the browser alone, which has to go back."""
    return render(request, "enquiries/ask_too_large.html", _frame(request), status=413)


def origin_of(key: str) -> CameFrom | None:
    return came_from(key[:LONGEST_CARRIED], reader_language()) if key else None


def _frame(request: HttpRequest) -> dict[str, Any]:
    said = {name: request.GET[name][:LONGEST_CARRIED] for name in CARRIED if request.GET.get(name)}
    is_the_plain_form = request.method in ("GET", "HEAD") and not request.GET
    return {**frame(reader_language(), "ask/", said), "no_index": not is_the_plain_form}


def _around(language: str) -> dict[str, Any]:
    """Return what is said beside the form: how soon, how long it is kept, who else advises."""
    tree = site_tree()
    privacy = StandardPage.objects.live().filter(content_id="privacy").values_list("pk", flat=True).first()
    return {
        "answer_days": answer_days(base_of(language)),
        "kept_days": max([USUAL_RETENTION_DAYS, *RetentionPeriod.objects.values_list("days", flat=True)]),
        "advisers": _link(tree.first_of_model("askpage", language), language),
        "privacy": _link(tree.node(privacy), language),
    }


def _link(node: Node | None, language: str) -> dict[str, str] | None:
    return link(node, language, site_tree()) if node else None


def _error_items(form: AskForm) -> list[dict[str, str]]:
    """Return what is wrong, each sentence leading to its field."""
    return [
        {"text": str(error), "href": f"#{form[name].auto_id}" if name in form.fields else ""}
        for name, errors in form.errors.items()
        for error in errors
    ]
