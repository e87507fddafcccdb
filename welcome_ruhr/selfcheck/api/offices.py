"""Offices and municipalities as other programs take them: only what is published, and only verified fields."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from welcome_ruhr.directory import queries as directory
from welcome_ruhr.directory.enums import GERMAN_TERMS, OfficeKind
from welcome_ruhr.directory.models import Municipality, Office
from welcome_ruhr.portal.queries import absolute, cities_address

from .asking import Asking, not_found

OFFICE_COLUMNS = (
    *("id", "kind", "german_kind", "name", "serves", "address", "phone", "email", "website", "languages"),
    *("as_of", "source", "next_check_on"),
)
MUNICIPALITY_COLUMNS = (
    *("ags", "slug", "name", "kind", "district", "website", "population", "population_on", "area_km2", "postcodes"),
    *("latitude", "longitude", "neighbours"),
)


def offices(asking: Asking) -> dict[str, Any]:
    table = directory.directory()
    return {"offices": [office_record(one) for one in table.offices.values() if one.published]}


def office(asking: Asking, key: str) -> dict[str, Any]:
    return {"office": office_record(published_office(key))}


def published_office(key: str) -> Office:
    """Return a verified office; raises Refused when there is none with this key."""
    found = directory.office(key)
    if found is None:
        raise not_found(_("We know no verified office “%(key)s”. The list is at /api/v1/offices.") % {"key": key})
    return found


def municipalities(asking: Asking) -> dict[str, Any]:
    return {"municipalities": [municipality_record(town, asking.language) for town in directory.municipalities()]}


def municipality(asking: Asking, slug: str) -> dict[str, Any]:
    town = directory.municipality(slug)
    if town is None:
        sentence = _("“%(slug)s” is none of the 53 municipalities. The list is at /api/v1/municipalities.")
        raise not_found(sentence % {"slug": slug})
    return {
        "municipality": municipality_record(town, asking.language),
        "offices": [_group(group) for group in directory.responsible_offices(town)],
        "advice_nearby": [one.key for one, _places in directory.advice_nearby(town)],
    }


def office_record(office: Office) -> dict[str, Any]:
    """Each field by name: what an office gets besides, such as a note for the editors, does not leave by itself."""
    table = directory.directory()
    kind = OfficeKind(office.kind)
    return {
        "id": office.key,
        "kind": kind.value,
        "kind_label": str(kind.label),
        "german_kind": GERMAN_TERMS[kind],
        "name": office.name,
        "serves": sorted(table.towns[pk].ags for pk in table.served.get(office.pk, ())),
        "address": office.address or None,
        "phone": office.phone or None,
        "email": office.email or None,
        "website": office.website or None,
        "languages": office.languages.split(),
        "as_of": office.as_of or None,
        "source": office.source or None,
        "next_check_on": office.next_check_on.isoformat() if office.next_check_on else None,
        "vcard": vcard_address(office),
    }


def vcard_address(office: Office) -> str:
    return absolute(reverse("api:office_vcard", args=[office.key]))


def municipality_record(town: Municipality, language: str) -> dict[str, Any]:
    return {
        **municipality_in_short(town, language),
        "kind": town.kind,
        "district": town.district or None,
        "population": town.population,
        "population_on": town.population_on.isoformat(),
        "area_km2": float(town.area_km2),
        "postcodes": town.postcodes.split(),
        "latitude": town.latitude,
        "longitude": town.longitude,
        "tile": {"q": town.q, "r": town.r},
        "neighbours": sorted(other.ags for other in directory.neighbours_of(town)),
    }


def municipality_in_short(town: Municipality, language: str) -> dict[str, Any]:
    """A municipality where an answer only has to say which one it is."""
    return {
        "ags": town.ags,
        "slug": town.slug,
        "name": town.name,
        "website": town.website or None,
        "page": absolute(f"{cities_address(language)}{town.slug}/"),
    }


def _group(group: directory.OfficeGroup) -> dict[str, Any]:
    return {
        "kind": group.kind.value,
        "kind_label": str(group.kind.label),
        "german_kind": GERMAN_TERMS[group.kind],
        "whole_region": group.whole_region,
        "office_ids": [one.key for one in group.offices],
    }
