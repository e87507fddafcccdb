from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from .api import urls as api_urls
from .finder import views as finder
from .flows import urls as flow_urls
from .plan import urls as plan_urls

app_urls = (
    [
        *api_urls.widget,
        *flow_urls.patterns,
        *plan_urls.patterns,
        path("find-office/", finder.find_office, name="find_office"),
    ],
    "selfcheck",
)

pages: list[URLPattern | URLResolver] = [path("", include(app_urls))]
"""In each language, before the pages of the portal."""

api = api_urls.api
"""Without a language, below api/v1/."""
