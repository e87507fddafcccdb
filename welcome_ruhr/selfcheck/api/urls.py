"""`api` stands below api/v1/, `widget` below each language."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path

from . import widget as widget_views
from .endpoints import ENDPOINTS
from .views import unknown_address, view_of

_addresses = [
    *(path(endpoint.route, view_of(endpoint), name=endpoint.name) for endpoint in ENDPOINTS),
    re_path(r"^.*$", unknown_address, name="unknown"),
]

api: list[URLPattern | URLResolver] = [path("", include((_addresses, "api")))]

widget: list[URLPattern | URLResolver] = [
    path("find-office/widget/", widget_views.find_office_widget, name="find_office_widget"),
]

urlpatterns = [path("api/v1/", include(api))]
"""The API alone, for answers that nothing else is to be looked for (`views`)."""
