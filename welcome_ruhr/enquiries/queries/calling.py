"""Who is called in a note: @kim, or @kim@example.org where two are called Kim."""

from __future__ import annotations

import re
from dataclasses import dataclass

from welcome_ruhr.accounts.models import User
from welcome_ruhr.enquiries import access
from welcome_ruhr.enquiries.models import Enquiry

CALLED = re.compile(r"""(?<![^\s(\["'„“«])@([^\s@,;:!?()\[\]"„“”«»]{1,80}(?:@[^\s@,;:!?()\[\]"„“”«»]{1,80})?)""")
"""Where a word begins alone: the @ of an address, or of a name within a link, calls nobody."""


@dataclass(frozen=True)
class Called:
    """Whom a note calls."""

    people: list[User]
    barred: list[str]
    """names of colleagues who may not read the enquiry"""
    unknown: list[str]
    """names of nobody here: most likely of somebody elsewhere"""


def called(text: str, enquiry: Enquiry) -> Called:
    """Return who is called by the part of their address before the @, or by the whole of it."""
    names = {name.lower().rstrip(".") for name in CALLED.findall(text)}
    if not names:
        return Called([], [], [])
    readers = User.objects.filter(access.readers_of(enquiry), is_active=True).distinct()
    people = [one for one in readers if _names_of(one.email) & names]
    others = names - {name for one in people for name in _names_of(one.email)}
    emails = User.objects.filter(is_active=True).values_list("email", flat=True) if others else []
    here = {name for email in emails for name in _names_of(email)}
    return Called(people, sorted(others & here), sorted(others - here))


def _names_of(email: str) -> set[str]:
    return {email.lower(), email.lower().partition("@")[0]}
