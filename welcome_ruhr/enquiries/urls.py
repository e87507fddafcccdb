from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from .asking import urls as asking
from .desk import urls as desk
from .incoming import urls as incoming
from .mine import urls as mine
from .numbers import urls as numbers
from .office import urls as office
from .outgoing import urls as outgoing
from .persons import urls as persons
from .rules import urls as rules

public = ([*asking.patterns, *mine.patterns, *office.patterns], "enquiries")
staff = (
    [
        *numbers.patterns,
        *incoming.patterns,
        *outgoing.patterns,
        *persons.patterns,
        *rules.patterns,
        *desk.patterns,
    ],
    "enquiries_desk",
)

pages: list[URLPattern | URLResolver] = [path("", include(public))]
"""In each language, before the pages of the portal."""

workspace: list[URLPattern | URLResolver] = [path("", include(staff))]
"""Without a language, below workspace/enquiries/."""
