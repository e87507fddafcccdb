"""The inbox: saved views of what waits, and the search."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.views.decorators.http import require_http_methods, require_safe

from welcome_ruhr.accounts.models import User
from welcome_ruhr.accounts.workspace import WorkspaceRequest
from welcome_ruhr.enquiries.desk import narrowing, shown, ways
from welcome_ruhr.enquiries.desk.pages import desk_page
from welcome_ruhr.enquiries.queries import inbox as lists
from welcome_ruhr.enquiries.queries import searching
from welcome_ruhr.enquiries.queries.inbox import Page, Place, Reader, View, ViewKey
from welcome_ruhr.enquiries.queries.waiting import MOST_COUNTED
from welcome_ruhr.foundation import clock

Context = dict[str, Any]


@require_safe
@desk_page
def inbox(request: WorkspaceRequest) -> HttpResponse:
    """What waits, in the view that was chosen; the page asks for its list anew by itself."""
    reader = Reader.of(request.user)
    context = _listed(request, reader)
    if request.htmx:
        return render(request, "enquiries/desk/_inbox_now.html", context)
    return render(request, "enquiries/desk/inbox.html", {**context, **_around(reader)})


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def search(request: WorkspaceRequest) -> HttpResponse:
    """Find enquiries; what is typed comes in the body, so that it stands in no address and no log.

    The page that it leads to can be opened again: "back" from an enquiry shows what was found.
    """
    if request.method == "POST":
        return _looked_for(request, request.POST.get("q", ""))
    typed = ways.kept_search(request)
    found = searching.find(typed, request.user)
    if found.only is not None:
        return redirect("enquiries_desk:case", found.only)
    way = ways.way({"view": ways.SEARCH})
    rows = [shown.row(hit.row, way, title=hit.excerpt, why=hit.reason) for hit in found.hits]
    context = {"typed": typed, "found": found, "rows": rows, "most_read": searching.MOST_READ}
    return render(request, "enquiries/desk/search.html", context)


def _looked_for(request: WorkspaceRequest, typed: str) -> HttpResponse:
    """Lead to the one enquiry whose code or number was typed, else to all that fits."""
    if (only := searching.named(typed, request.user)) is not None:
        return redirect("enquiries_desk:case", only)
    ways.keep_search(request, typed)
    return redirect("enquiries_desk:search")


def _listed(request: WorkspaceRequest, reader: Reader) -> Context:
    views = lists.views_of(reader)
    view = next((one for one in views if one.key == request.GET.get("view")), views[0])
    fields = narrowing.fields(request.GET)
    narrowed = narrowing.narrowed(request.GET)
    kept = {field["name"]: field["value"] for field in fields if field["value"]}
    after = Place.read(request.GET.get("after", ""))
    found = lists.page(reader, view, narrowed, after)
    return {
        "view": view,
        "fields": fields,
        "is_narrowed": bool(kept),
        "tabs": _tabs(reader, views, view, kept),
        "rows": _rows(reader.user, view, found, ways.way({"view": view.key, **kept})),
        "next_href": _href(view, kept, after=str(found.next)) if found.next else "",
        "first_href": _href(view, kept) if after else "",
        "unnarrowed_href": _href(view, {}),
        **_freshness(request, reader, view),
    }


def _rows(user: User, view: View, found: Page, way: str) -> list[shown.Inputs]:
    if view.key == ViewKey.ASKED:
        return [shown.offer(one, way) for one in lists.offers(user)]
    return [shown.row(one, way) for one in found.rows]


def _tabs(reader: Reader, views: list[View], chosen: View, kept: dict[str, str]) -> list[Context]:
    numbers = lists.counts(reader, views)
    return [
        {
            "title": view.title,
            "href": _href(view, kept),
            "count": _capped(numbers[view.key]) if view.key in numbers else None,
            "current": view.key == chosen.key,
        }
        for view in views
        if numbers.get(view.key) or view.key == chosen.key or view.key not in lists.ONLY_WITH_ROWS
    ]


def _around(reader: Reader) -> Context:
    """Return what stands around the list and is not asked for anew."""
    return {
        "is_guide": reader.is_guide,
        "is_desk": reader.is_desk,
        "reminders": [{"row": one, "day": shown.day(one.due_on)} for one in lists.reminders_due(reader)],
        "calls": lists.calls_unseen(reader),
    }


def _freshness(request: WorkspaceRequest, reader: Reader, view: View) -> Context:
    """Return what the list is asked for anew with, and how much came since the page was opened.

    The view stays the one that is read, also when the person would begin with another one by now. What was said already
    is not said again: a screen reader would read it out every time.
    """
    since = _moment(request.GET.get("since", "")) or clock.now()
    number = lists.since(reader, since) if request.htmx else 0
    asked = {name: value for name, value in request.GET.items() if name not in ("since", "told")}
    again = urlencode({**asked, "view": view.key, "since": since.isoformat(), "told": number})
    return {
        "refresh_href": f"{reverse('enquiries_desk:inbox')}?{again}",
        "new_since": _capped(number) if number else "",
        "is_told": request.GET.get("told") == str(number),
    }


def _href(view: View, kept: dict[str, str], **more: str) -> str:
    return f"{reverse('enquiries_desk:inbox')}?{urlencode({'view': view.key, **kept, **more})}"


def _capped(number: int) -> str:
    return f"{MOST_COUNTED}+" if number > MOST_COUNTED else str(number)


def _moment(typed: str) -> datetime | None:
    try:
        found = parse_datetime(typed)
    except ValueError:
        return None
    return found if found and is_aware(found) else None
