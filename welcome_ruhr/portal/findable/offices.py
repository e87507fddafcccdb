"""Towns, offices and institutions as documents of the search: their names are German, and so in every language."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from welcome_ruhr.directory.enums import InstitutionKind, MunicipalityType, OfficeKind
from welcome_ruhr.directory.models import Institution, Municipality, Office
from welcome_ruhr.directory.queries import WHOLE_REGION, directory
from welcome_ruhr.portal.queries.towns import cities_address
from welcome_ruhr.search.documents import Document, Place

OFFICE, INSTITUTION = 0.8, 0.8
"""Without a town in the question there are too many of a kind for one of them to be the answer."""
SHOWN_TOWNS = 6


def read_towns(numbers: Collection[int] | None) -> Iterator[Document]:
    towns = Municipality.objects.all() if numbers is None else Municipality.objects.filter(pk__in=numbers)
    for town in towns.order_by("pk"):
        for language in _languages():
            yield Document(
                source="town",
                number=town.pk,
                language=language,
                subject=f"town:{town.slug}",
                name=f"town:{town.slug}",
                kind="town",
                title=town.name,
                terms=town.postcodes,
                summary=_("%(kind)s in the Ruhr: offices, figures, neighbours")
                % {"kind": capfirst(MunicipalityType(town.kind).label)},
                text=" ".join((town.name, town.district)),
                facets=(f"place:{town.slug}",),
            )


def read_offices(numbers: Collection[int] | None) -> Iterator[Document]:
    offices = Office.objects.filter(published=True).prefetch_related("serves").order_by("pk")
    for office in offices if numbers is None else offices.filter(pk__in=numbers):
        towns = sorted(office.serves.all(), key=lambda town: town.name)
        if towns:
            for language in _languages():
                yield _office(office, towns, language)


def _office(office: Office, towns: list[Municipality], language: str) -> Document:
    kind = str(OfficeKind(office.kind).label)
    named = ", ".join(town.name for town in towns[:SHOWN_TOWNS]) if len(towns) <= WHOLE_REGION else _("The whole Ruhr")
    return Document(
        source="office",
        number=office.pk,
        language=language,
        subject=f"office:{office.key}",
        name=f"office:{office.key}",
        kind="office",
        title=office.name,
        terms=" · ".join([kind, office.german_kind, *(town.name for town in towns if len(towns) <= WHOLE_REGION)]),
        summary=f"{kind} · {named}" + (" …" if SHOWN_TOWNS < len(towns) <= WHOLE_REGION else ""),
        text=" ".join((office.address, office.languages)),
        facets=tuple(f"place:{town.slug}" for town in towns),
        weight=OFFICE,
    )


def read_institutions(numbers: Collection[int] | None) -> Iterator[Document]:
    found = Institution.objects.filter(published=True).prefetch_related("municipalities").order_by("pk")
    for one in found if numbers is None else found.filter(pk__in=numbers):
        towns = sorted(one.municipalities.all(), key=lambda town: town.name)
        for language in _languages() if towns else ():
            kind = str(InstitutionKind(one.kind).label)
            yield Document(
                source="institution",
                number=one.pk,
                language=language,
                subject=f"institution:{one.key}",
                name=f"institution:{one.key}",
                kind="institution",
                title=one.name,
                terms=" · ".join([kind, one.international_name, *(town.name for town in towns)]),
                summary=f"{kind} · {', '.join(town.name for town in towns)}",
                facets=tuple(f"place:{town.slug}" for town in towns),
                weight=INSTITUTION,
            )


def _languages() -> Iterator[str]:
    """Yield every language, and speak it meanwhile."""
    for language, _name in settings.LANGUAGES:
        with override(language):
            yield language


def places_of_towns(numbers: Collection[int], language: str) -> dict[int, Place]:
    base, towns = cities_address(language), directory().towns
    return {number: Place(f"{base}{towns[number].slug}/", language) for number in numbers if number in towns}


def places_of_offices(numbers: Collection[int], language: str) -> dict[int, Place]:
    """Return where an office's card is: on the page of the town it stands in, or else of the first one it serves."""
    table, base = directory(), cities_address(language)
    places = {}
    for number in numbers:
        office = table.offices.get(number)
        served = sorted((table.towns[pk] for pk in table.served.get(number, ())), key=lambda town: town.name)
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
