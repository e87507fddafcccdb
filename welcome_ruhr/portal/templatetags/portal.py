"""Template tags of the portal: tokens in plain text, and what components need shaped for the reader."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode, urlsplit

from babel.numbers import format_decimal
from babel.units import format_unit
from django import template
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from welcome_ruhr.design import blocks as design_blocks
from welcome_ruhr.design import tokens
from welcome_ruhr.design.kept_drawings import kept_drawings
from welcome_ruhr.design.static_files import static_address
from welcome_ruhr.directory.enums import GERMAN_TERMS, MunicipalityType, OfficeKind
from welcome_ruhr.directory.models import Institution, Municipality, Office
from welcome_ruhr.directory.queries import directory
from welcome_ruhr.foundation import formats
from welcome_ruhr.foundation.languages import name_of
from welcome_ruhr.portal import queries
from welcome_ruhr.portal.enums import TranslationState
from welcome_ruhr.portal.models import AskPage, CityIndexPage, EventPage, HomePage, KeptPage, PortalPage
from welcome_ruhr.portal.site_tree import locale_languages, reader_language, site_tree
from welcome_ruhr.portal.translations import PublicStatus

register = template.Library()
Context = dict[str, Any]


def language_here() -> str:
    """The language of the words around: the content's where a page is shown for want of the reader's version."""
    return get_language() or settings.LANGUAGE_CODE


def day(value: date | None) -> str:
    """Return a date in the reader's words: "22. November 2026"."""
    return _day(value, language_here()) if value else ""


# Formats of dates take long to apply, and pages are checked on few days.
_day = lru_cache(4096)(formats.day)


@register.filter
def asks_for_print(request: HttpRequest | None) -> bool:
    """`{% if request|asks_for_print %}`: whether the reader wants the print view."""
    return bool(request and request.GET.get("print"))


@register.simple_tag
def illustration_of(page: PortalPage) -> str:
    """The name of the drawing at the head of a page; most types have none."""
    return getattr(page, "illustration", "")


@register.simple_tag
def alternate_links(alternates: Iterable[tuple[str, str]]) -> SafeString:
    """The same page in other languages, for search engines: pairs of language and address."""
    return format_html_join("\n", '<link rel="alternate" hreflang="{}" href="{}">', alternates)


@register.simple_tag
def long_date(value: date) -> str:
    return day(value)


@register.simple_tag(takes_context=True)
def filled(context: Context, text: str) -> SafeString:
    """`{% filled page.summary %}`: plain text, escaped, its tokens filled in."""
    return tokens.as_safe_html(text or "", design_blocks.content_language(context))


@register.simple_tag
def film_length(seconds: int) -> str:
    return _("%(minutes)d:%(seconds)s minutes") % {"minutes": seconds // 60, "seconds": f"{seconds % 60:02}"}


@register.simple_tag
def absolute_static(path: str) -> str:
    return queries.absolute(static_address(path))


@register.simple_tag
def language_name(code: str) -> str:
    """The name of a language in the reader's language."""
    return name_of(code)


@register.simple_tag(takes_context=True)
def ask_address(context: Context) -> str:
    """The form of “Ask us”, told what the reader looks at: "/en/ask/?about=article:eu-blue-card".

    Pages without an entry in the tree say it as `asks_about`.
    """
    carried = context.get("asks_about") or _looked_at(context.get("page"), context.get("town"))
    query = urlencode({name: value for name, value in carried.items() if value}, safe=":")
    href: str = context["ask"]["href"]
    return f"{href}?{query}" if query else href


def _looked_at(page: Any, town: Municipality | None) -> dict[str, str]:
    if isinstance(page, CityIndexPage) and town:
        return {"about": f"town:{town.slug}", "place": town.slug}
    tells = isinstance(page, PortalPage) and not isinstance(page, HomePage | AskPage)
    return {"about": page.key} if tells else {}


@register.simple_tag
def feedback_address(page: PortalPage) -> str:
    return feedback_about(page.key)


def feedback_about(key: str, **answers: str) -> str:
    return f"{_address('portal:feedback', language_here())}?{urlencode({'page': key, **answers})}"


@lru_cache(256)
def _address(name: str, language: str) -> str:
    with override(language):
        return reverse(name)


@register.simple_tag
def german_term(kind: str, language: str) -> SafeString | str:
    """The word on the door, in small print beside a translation."""
    if language.startswith("de"):
        return ""
    return format_html('<bdi class="german-term" lang="de">{}</bdi>', GERMAN_TERMS[OfficeKind(kind)])


@register.simple_tag(takes_context=True)
def shown_steps(context: Context, steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The steps of a journey with their texts filled in."""
    language = design_blocks.content_language(context)
    return [
        {
            **step,
            "title": tokens.as_safe_html(step["title"], language),
            "html": design_blocks.filled(step["text"], context),
            "deadline": tokens.as_safe_html(step["deadline"] or "", language),
            "papers": [tokens.as_safe_html(paper, language) for paper in step["papers"]],
        }
        for step in steps
    ]


@register.simple_tag
def contact_card(
    office: Office,
    level: int = 3,
    places: Iterable[Municipality] = (),
    *,
    town: Municipality | None = None,
    show_kind: bool = True,
) -> SafeString:
    """An office's card; only verified details are in the row. `town`: whose pages lead to an office without any."""
    names = formats.listed([place.name for place in places], language_here())
    helping = None if office.can_be_reached else town or _only_town(office)
    inputs: Context = {"office": office, "level": level, "names": names, "show_kind": show_kind, "helping": helping}
    return kept_drawings.get("contact_card", inputs, lambda: _contact_card(**inputs))


def _only_town(office: Office) -> Municipality | None:
    """The town that an office is for, if that is one."""
    table = directory()
    served = table.served.get(office.pk, set())
    return table.towns[next(iter(served))] if len(served) == 1 else None


def _contact_card(office: Office, level: int, names: str, show_kind: bool, helping: Municipality | None) -> SafeString:
    kind = OfficeKind(office.kind)
    saved = office.published and office.can_be_reached
    return render_to_string(
        "design/components/contact_card.html",
        {
            "name": office.name,
            "kind": kind.label if show_kind else "",
            "serves": _("For people in %(places)s") % {"places": names} if names else "",
            "address": office.address,
            "phone": office.phone,
            "phone_href": f"tel:{office.phone.replace(' ', '').replace('-', '')}" if office.phone else "",
            "email": office.email,
            "website": office.website,
            "website_label": urlsplit(office.website).hostname or "",
            "languages": formats.listed(_language_names(office.languages), language_here()),
            "unknown": "" if office.can_be_reached else _unknown(helping),
            "unknown_href": helping.website if helping else "",
            "unknown_label": (urlsplit(helping.website).hostname if helping else "") or "",
            "as_of": formats.partial_day(office.as_of, language_here()) or _("an undated source"),
            "card_href": reverse("api:office_vcard", kwargs={"key": office.key}) if saved else "",
            "report_href": feedback_about(f"office:{office.key}", helpful="no"),
            "level": level,
        },
    )


def _unknown(helping: Municipality | None) -> str:
    """Say that no way to an office is known, and who leads to it."""
    if helping is None or not helping.website:
        return _("How to reach this office we do not know yet.")
    return _("We have no checked details yet. The website of %(name)s will help you on:") % {"name": helping.name}


def _language_names(codes: str) -> list[str]:
    return [language_name(code) if code in LANG_INFO else code for code in codes.split()]


@register.simple_tag
def jump_links(*lists: Any) -> list[dict[str, str]]:
    """Links to the office groups of a town's page and to the advice nearby."""
    here, region, nearby = lists
    links = [{"title": group.kind.label, "href": f"#{group.anchor}"} for group in here]
    links += [{"title": _("Advice in towns nearby"), "href": "#nearby"}] if nearby else []
    return links + ([{"title": _("For the whole region"), "href": "#region"}] if region else [])


@register.simple_tag
def map_around(town: Municipality) -> dict[str, Any]:
    """The tile map with one town marked, and the names of the districts."""
    region = queries.places(reader_language())
    tiles = [{**tile, "current": (tile["q"], tile["r"]) == (town.q, town.r)} for tile in region["tiles"]]
    return {"tiles": tiles, "areas": region["areas"]}


@register.simple_tag
def town_kind(town: Municipality) -> str:
    kind = capfirst(MunicipalityType(town.kind).label)
    return f"{kind}, {town.district}" if town.district else str(kind)


@register.simple_tag
def town_facts(town: Municipality) -> list[dict[str, Any]]:
    language = reader_language()
    counted = formats.day(town.population_on, language)
    people = format_decimal(town.population, locale=formats.locale_of(language))
    area = format_unit(town.area_km2, "area-square-kilometer", "short", locale=formats.locale_of(language))
    facts = [
        (_("People"), _("%(number)s (census of %(date)s)") % {"number": people, "date": counted}),
        (_("Area"), format_html("<bdi>{}</bdi>", area)),
        (_("Postcodes"), ", ".join(town.postcodes.split())),
    ]
    items = [{"term": term, "html": value} for term, value in facts if value]
    if town.website:
        items.append({"term": _("Website"), "html": format_html('<a href="{0}"><bdi>{0}</bdi></a>', town.website)})
    return items


@register.simple_tag
def institution_links(institutions: Iterable[Institution]) -> list[dict[str, Any]]:
    return [
        {
            "title": institution.name,
            "href": institution.international_url or institution.website,
            "text": institution.international_name,
            "external": True,
            "lang": "de",
        }
        for institution in institutions
        if institution.website or institution.international_url
    ]


@register.simple_tag
def neighbour_links(neighbours: Iterable[Municipality]) -> list[dict[str, Any]]:
    base = queries.cities_address(reader_language())
    return [{"title": town.name, "href": f"{base}{town.slug}/"} for town in neighbours]


@register.simple_tag
def event_facts(page: EventPage) -> list[dict[str, Any]]:
    language = reader_language()
    begins = formats.moment(localtime(page.starts_at), language)
    ends = formats.moment(localtime(page.ends_at), language) if page.ends_at else ""
    facts = [(_("Begins"), begins), (_("Ends"), ends), (_("Place"), page.place)]
    return [{"term": term, "html": value} for term, value in facts if value]


@register.simple_tag
def about(page: KeptPage, status: PublicStatus | None) -> dict[str, Any]:
    """What "About this page" says, dates in the reader's words."""
    return {
        "checked_on": day(page.checked_on),
        "next_check_on": day(page.next_check_on),
        "legal_bases": [{"title": base.label, "href": base.url} for base in queries.laws_of(page)],
        # From the raw value: as blocks they would have to be made first.
        "sources": [_source(one["value"]) for one in page.sources.raw_data],
        **_translation(page, status),
    }


def _source(value: dict[str, Any]) -> dict[str, str]:
    read_on = value["retrieved_on"]
    on = date.fromisoformat(read_on) if isinstance(read_on, str) else read_on
    return {"title": value["title"], "href": value["url"], "retrieved_on": day(on), "lang": ""}


def _translation(page: KeptPage, status: PublicStatus | None) -> dict[str, Any]:
    if status is None:
        return dict.fromkeys(("translation", "source_href", "source_label", "source_lang"), "")
    language = locale_languages()[status.translation.source_locale_id]
    node = site_tree().versions(page.translation_key).get(language)
    return {
        "translation": format_html_join(" ", "{}", [(sentence,) for sentence in translation_sentences(status)]),
        "source_href": f"/{node.language}/{node.place}" if node else "",
        "source_label": _("Read the original (%(language)s)") % {"language": language_name(language)},
        "source_lang": language,
    }


def translation_sentences(status: PublicStatus) -> list[str]:
    """Say honestly how a translation stands to its source."""
    sentences = []
    if status.is_checked:
        sentences.append(_("Checked by a person and released by %(name)s.") % {"name": status.translation.released_by})
    else:
        sentences.append(_("Translated by machine, not yet checked by a person."))
    if status.state == TranslationState.OUTDATED:
        sentences.append(_("The original has changed since: where they differ, the original is right."))
    if status.state == TranslationState.SOURCE_GONE:
        sentences.append(_("The original is not public any more."))
    return sentences
