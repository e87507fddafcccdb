"""Where the self-checks stand: /<language>/check/ and one address for each of them and each language."""

from __future__ import annotations

from django.conf import settings

from welcome_ruhr.foundation.fields import text_in
from welcome_ruhr.portal.queries import absolute

from .parts import Flow
from .reading import flow_files

PLACE = "check/"


def slug_in(flow: Flow, language: str) -> str:
    """Return the address of a flow below the list: in a language without one of its own, the English one."""
    return text_in(flow.slugs, language)


def place_of(flow: Flow | None, language: str) -> str:
    """Return the address below the language, such as "check/which-residence-title/"; without a flow, the list's."""
    return f"{PLACE}{slug_in(flow, language)}/" if flow else PLACE


def address_of(flow: Flow | None, language: str) -> str:
    return f"/{language}/{place_of(flow, language)}"


def flow_at(slug: str) -> Flow | None:
    """Return the flow that has this address in any of its languages."""
    return next((flow for flow in flow_files().flows.values() if slug in flow.slugs.values()), None)


def alternates(flow: Flow | None) -> list[tuple[str, str]]:
    """Return the same page in the languages it is written in, for search engines; the list is in all of them."""
    written = flow.titles if flow else [code for code, _name in settings.LANGUAGES]
    found = [(code, absolute(address_of(flow, code))) for code in written]
    return [*found, ("x-default", absolute(address_of(flow, "en")))]
