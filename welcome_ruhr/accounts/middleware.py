from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseForbidden
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property

from . import queries


class SecondFactorRequired:
    """Staff without a second factor get no further than the page where they set one up, in every mode.

    Only demo accounts are let through, and only while the demo is on. Visitors without a session cookie are
    not asked who they are: that alone would make their answers differ by cookie and spoil every cache.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if self._must_stop(request):
            # htmx would follow the way to the other page and draw it into this one.
            return HttpResponseForbidden() if "HX-Request" in request.headers else redirect("mfa_index")
        return self.get_response(request)

    def _must_stop(self, request: HttpRequest) -> bool:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or request.path_info.startswith(self._open_paths):
            return False
        return request.user.is_authenticated and queries.needs_second_factor(request.user)

    @cached_property
    def _open_paths(self) -> tuple[str, ...]:
        own_pages = reverse("account_overview")
        return (own_pages, reverse("wagtailadmin_logout"), settings.STATIC_URL, settings.MEDIA_URL)
