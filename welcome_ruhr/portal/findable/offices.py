"""Towns, offices and institutions as documents of the search: their names are German, and so in every language."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from welcome_ruhr.directory.enums import InstitutionKind, MunicipalityType, OfficeKind, PlaceKind
from welcome_ruhr.directory.models import Institution, Municipality, Office
from welcome_ruhr.directory.queries import WHOLE_REGION, directory
from welcome_ruhr.portal.queries.towns import cities_address
from welcome_ruhr.search.documents import Document, Place

from .rows import document_of_row, each_language

ONE_OF_MANY = 0.8
"""Weight of an office or institution: every town has some like it."""
SHOWN_TOWNS = 6
NAMES_OF_TOWNS = (PlaceKind.SPELLING, PlaceKind.FORMER_TOWN)
"""Names by which a town is found; a part of a town is looked for in the finder."""


def read_towns(numbers: Collection[int] | None) -> Iterator[Document]:
    towns = Municipality.objects.all() if numbers is None else Municipality.objects.filter(pk__in=numbers)
    for town in towns.order_by("pk").prefetch_related("place_names"):
        also = " · ".join(one.name for one in town.place_names.all() if one.kind in NAMES_OF_TOWNS)
        for language in each_language():
            kind = capfirst(MunicipalityType(town.kind).label)
            yield document_of_row(
                *("town", town.pk, town.slug, language),
                title=town.name,
                terms=f"{town.postcodes} · {also}",
                summary=_("%(kind)s in the Ruhr: offices, figures, neighbours") % {"kind": kind},
                text=town.district,
                facets=_places([town]),
            )


def read_offices(numbers: Collection[int] | None) -> Iterator[Document]:
    offices = Office.objects.filter(published=True).prefetch_related("serves").order_by("pk")
    for office in offices if numbers is None else offices.filter(pk__in=numbers):
        towns = _by_name(office.serves.all())
        is_local = len(towns) <= WHOLE_REGION
        for language in each_language() if towns else ():
            kind = str(OfficeKind(office.kind).label)
            named = _named(towns) if is_local else _("The whole Ruhr")
            yield document_of_row(
                *("office", office.pk, office.key, language),
                title=office.name,
                terms=" · ".join([kind, office.german_kind, *(town.name for town in towns if is_local)]),
                summary=f"{kind} · {named}",
                text=" ".join((office.address, office.languages)),
                facets=_places(towns),
                weight=ONE_OF_MANY,
            )


def read_institutions(numbers: Collection[int] | None) -> Iterator[Document]:
    found = Institution.objects.filter(published=True).prefetch_related("municipalities").order_by("pk")
    for one in found if numbers is None else found.filter(pk__in=numbers):
        towns = _by_name(one.municipalities.all())
        for language in each_language() if towns else ():
            kind = str(InstitutionKind(one.kind).label)
            yield document_of_row(
                *("institution", one.pk, one.key, language),
                title=one.name,
                terms=" · ".join([kind, one.international_name, *(town.name for town in towns)]),
                summary=f"{kind} · {_named(towns)}",
                facets=_places(towns),
                weight=ONE_OF_MANY,
            )


def _by_name(towns: Iterable[Municipality]) -> list[Municipality]:
    return sorted(towns, key=lambda town: town.name)


def _named(towns: list[Municipality]) -> str:
    return ", ".join(town.name for town in towns[:SHOWN_TOWNS]) + (" …" if len(towns) > SHOWN_TOWNS else "")


def _places(towns: Iterable[Municipality]) -> tuple[str, ...]:
    return tuple(f"place:{town.slug}" for town in towns)


def places_of_towns(numbers: Collection[int], language: str) -> dict[int, Place]:
    base, towns = cities_address(language), directory().towns
    return {number: Place(f"{base}{towns[number].slug}/", language) for number in numbers if number in towns}


def places_of_offices(numbers: Collection[int], language: str) -> dict[int, Place]:
    """Return where an office's card is: on the page of the town it stands in, or else of the first one it serves."""
    table, base = directory(), cities_address(language)
    places = {}
    for number in numbers:
        office = table.offices.get(number)
        served = _by_name(table.towns[pk] for pk in table.served.get(number, ()))
        if office and office.published and served:
            town = next((one for one in served if one.name in f"{office.name} {office.address}"), served[0])
            group = f"region-{office.kind}" if len(served) > WHOLE_REGION else office.kind
            places[number] = Place(f"{base}{town.slug}/#{group}", language)
    return places


def places_of_institutions(numbers: Collection[int], language: str) -> dict[int, Place]:
    """Return the page of the town an institution stands in."""
    table, base = directory(), cities_address(language)
    places = {}
    for number in numbers:
        one, towns = table.institutions.get(number), sorted(table.places.get(number, ()))
        if one and one.published and towns:
            places[number] = Place(f"{base}{table.towns[towns[0]].slug}/#institutions", language)
    return places
