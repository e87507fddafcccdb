"""The workspace: where people do their work beside the editors' admin. Each room registers its own entry here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_http_methods
from django_htmx.middleware import HtmxDetails

from . import roles

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from .models import User

View = Callable[..., HttpResponseBase]
SAFE = ("GET", "HEAD")
TAKES_FORMS = "takes_forms"
"""marks a view that shows nothing of its own"""


@dataclass(frozen=True)
class Entry:
    """A part of the workspace, as the navigation and the first page offer it."""

    key: str
    """Lower case, no spaces."""
    label: str | _StrPromise
    url_name: str
    """Of the page it leads to; whatever lies below the address of that page belongs to the entry."""
    icon: str
    """Name of an icon of the design room."""
    position: int
    """Small numbers come first."""
    is_for: Callable[[User], bool]
    """Whether this person works there. Asked on every page: best a permission, which Django reads once a request."""
    count: Callable[[User], int] | None = None
    """How many things wait there for this person. Asked on every page and once a minute: one quick query."""
    summary: str | _StrPromise = ""
    """What is done there, in one line below the label on the first page."""


@dataclass(frozen=True)
class Place:
    """An entry as one person sees it on one page."""

    entry: Entry
    href: str
    waiting: int | None
    """How many things wait there; None where nothing is counted."""
    current: bool


class SignedInRequest(HttpRequest):
    """A request behind an access check, which leaves no anonymous ones."""

    user: User


class WorkspaceRequest(SignedInRequest):
    """A request behind `workspace_page`; `if request.htmx` tells that only a part of the page is asked for."""

    htmx: HtmxDetails
    places: list[Place]


_registry: dict[str, Entry] = {}


def register(entry: Entry) -> Entry:
    """Add a room's entry; call it from the room's `AppConfig.ready`.

    Raises ValueError when another entry has the same key.
    """
    if _registry.setdefault(entry.key, entry) != entry:
        raise ValueError(f"The entry {entry.key} of the workspace is declared twice, and differently.")
    return entry


def entries_for(user: User) -> list[Entry]:
    """Return the entries of this person in their order."""
    return sorted((entry for entry in _registry.values() if entry.is_for(user)), key=lambda entry: entry.position)


def places_for(user: User, path: str) -> list[Place]:
    """Return what the person finds in the workspace, with what waits there, seen from the page at `path`."""
    found = [(entry, reverse(entry.url_name)) for entry in entries_for(user)]
    current = max((address for _entry, address in found if path.startswith(address)), key=len, default="")
    return [Place(entry, address, _waiting(entry, user), address == current) for entry, address in found]


def _waiting(entry: Entry, user: User) -> int | None:
    return entry.count(user) if entry.count else None


def places_of(request: WorkspaceRequest) -> list[Place]:
    """Return what the person who asks finds in the workspace; read once for each request."""
    if not hasattr(request, "places"):
        request.places = places_for(request.user, request.path)
    return request.places


def first_page(user: User) -> str:
    """Return the address to begin at after signing in: the workspace, or the editors' admin for those who only edit."""
    only_edits = user.has_perm(roles.ADMIN_ACCESS) and not entries_for(user)
    return reverse("wagtailadmin_home" if only_edits else "workspace:home")


def workspace_page(view: View) -> View:
    """Show a page of the workspace to people who are signed in, in their language, and let no cache keep it.

    Others are led to the sign-in page and back; a request of htmx, which would draw that page into ours, gets 401.
    Who of them may see what is the view's own question. The second factor is asked for by the middleware.
    """

    @wraps(view)
    def shown(request: WorkspaceRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.htmx = HtmxDetails(request)
        if not request.user.is_authenticated:
            return _ask_to_sign_in(request)
        translation.activate(language_of(request.user, request))
        request.LANGUAGE_CODE = translation.get_language()
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "same-origin"  # forms are known by where they come from
        return response

    return shown


def language_of(user: User, request: HttpRequest) -> str:
    """Return the language the person works in: that of the account, or the first permitted one the browser asks for."""
    permitted = dict(settings.WAGTAILADMIN_PERMITTED_LANGUAGES)
    asked = [code for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", ""))]
    known = (code.partition("-")[0] for code in (user.language, *asked))
    return next((code for code in known if code in permitted), settings.LANGUAGE_CODE)


def forms_only(view: View) -> View:
    """Guard an address of the workspace that shows a form again when something in it is wrong.

    Whoever opens the address again, from the history or after signing in anew, is led to the page above it.
    """

    @require_http_methods([*SAFE, "POST"])
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in SAFE:
            return view(request, *args, **kwargs)
        return redirect(page_above(request.path))

    setattr(guarded, TAKES_FORMS, True)
    return guarded


def _ask_to_sign_in(request: WorkspaceRequest) -> HttpResponseBase:
    if request.htmx:
        return HttpResponse(status=401)
    # What was to be sent is gone after signing in: lead back to the page it was written on.
    return redirect_to_login(request.get_full_path() if request.method in SAFE else page_before(request))


def page_before(request: HttpRequest) -> str:
    """Return the page of the workspace a form was sent from: the one the browser names, or else the nearest above."""
    before = urlsplit(request.headers.get("Referer", ""))
    is_ours = before.netloc == request.get_host() and before.path.startswith(reverse("workspace:home"))
    if is_ours and _is_page(before.path):
        return urlunsplit(("", "", before.path, before.query, ""))
    return page_above(before.path if is_ours else request.path)


def page_above(path: str) -> str:
    """Return the nearest page of the workspace above an address."""
    home = reverse("workspace:home")
    above = (f"{parent}/" for parent in map(str, PurePosixPath(path).parents))
    return next((page for page in above if page.startswith(home) and _is_page(page)), home)


def _is_page(path: str) -> bool:
    try:
        return not hasattr(resolve(path).func, TAKES_FORMS)
    except Resolver404:
        return False
