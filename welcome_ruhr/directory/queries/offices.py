"""Who is responsible where. Responsibility goes by municipality (AGS), never by district."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from welcome_ruhr.delivery.memory import Kept
from welcome_ruhr.directory.enums import ADVICE_KINDS, OfficeKind
from welcome_ruhr.directory.models import Institution, Municipality, Office
from welcome_ruhr.foundation.ingredients import made_of

WHOLE_REGION = 26
"""An office that serves more municipalities than this, half of the 53, is one for the region."""
LOCAL_KINDS = (
    OfficeKind.CITIZENS_OFFICE,
    OfficeKind.FOREIGNERS_OFFICE,
    OfficeKind.INTEGRATION_CENTRE,
    OfficeKind.EMPLOYMENT_AGENCY,
    OfficeKind.JOB_CENTRE,
)
"""What every town has, whether we know its details or not."""


@dataclass(frozen=True)
class OfficeGroup:
    """Offices of one kind; `offices` is empty where only the town's website can help."""

    kind: OfficeKind
    offices: list[Office] = field(default_factory=list)
    whole_region: bool = False

    @property
    def anchor(self) -> str:
        """Where the group stands on a page, unique there."""
        return f"region-{self.kind.value}" if self.whole_region else self.kind.value


@dataclass(frozen=True)
class Directory:
    """All rows, in the order of their names, and which belong together, by number."""

    towns: dict[int, Municipality]
    offices: dict[int, Office]
    institutions: dict[int, Institution]
    neighbours: dict[int, set[int]]
    """of each town"""
    served: dict[int, set[int]]
    """the towns of each office"""
    places: dict[int, set[int]]
    """the towns of each institution"""


def _read() -> Directory:
    made_of("directory")
    return Directory(
        towns={town.pk: town for town in Municipality.objects.order_by("name")},
        offices={office.pk: office for office in Office.objects.order_by("name")},
        institutions={one.pk: one for one in Institution.objects.all()},
        neighbours=_pairs(Municipality.neighbours.through.objects.values_list("from_municipality", "to_municipality")),
        served=_pairs(Office.serves.through.objects.values_list("office", "municipality")),
        places=_pairs(Institution.municipalities.through.objects.values_list("institution", "municipality")),
    )


def _pairs(rows: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    table: dict[int, set[int]] = defaultdict(set)
    for one, other in rows:
        table[one].add(other)
    return dict(table)


directory = Kept(_read)
"""The whole directory, kept in memory; there are 53 towns and some hundred offices."""


def municipalities() -> list[Municipality]:
    return list(directory().towns.values())


def municipality(slug: str) -> Municipality | None:
    return next((town for town in directory().towns.values() if town.slug == slug), None)


def neighbours_of(town: Municipality) -> list[Municipality]:
    table = directory()
    beside = table.neighbours.get(town.pk, set())
    return [other for pk, other in table.towns.items() if pk in beside]


def responsible_offices(town: Municipality) -> list[OfficeGroup]:
    """Return one group per kind with the verified offices that serve the town; those for the whole region last.

    A kind that the town itself should have stands in the list even when nothing about it is verified.
    """
    table = directory()
    local: dict[OfficeKind, list[Office]] = {kind: [] for kind in LOCAL_KINDS}
    regional: dict[OfficeKind, list[Office]] = {}
    for pk, office in table.offices.items():
        served = table.served.get(pk, set())
        if office.published and town.pk in served:
            groups = regional if len(served) > WHOLE_REGION else local
            groups.setdefault(OfficeKind(office.kind), []).append(office)
    order = list(OfficeKind)
    return [
        OfficeGroup(kind, found, whole_region=whole)
        for groups, whole in ((local, False), (regional, True))
        for kind, found in sorted(groups.items(), key=lambda pair: order.index(pair[0]))
    ]


def offices_of_kind(town: Municipality, kind: str) -> list[Office]:
    """Return the verified offices of a kind that serve the town; what is near it before what serves the region."""
    table = directory()
    found = [
        (len(table.served.get(pk, ())), office)
        for pk, office in table.offices.items()
        if office.published and office.kind == kind and town.pk in table.served.get(pk, ())
    ]
    return [office for _size, office in sorted(found, key=lambda pair: (pair[0], pair[1].name))]


def advice_nearby(town: Municipality) -> list[tuple[Office, list[Municipality]]]:
    """Advice offices of neighbouring towns that do not serve `town`, each with its neighbouring places."""
    table, neighbours = directory(), neighbours_of(town)
    order = {kind: position for position, kind in enumerate(ADVICE_KINDS[:2])}
    found = []
    for pk, office in table.offices.items():
        served = table.served.get(pk, set())
        places = [other for other in neighbours if other.pk in served]
        if office.published and office.kind in order and places and town.pk not in served:
            found.append((office, places))
    return sorted(found, key=lambda pair: (order[OfficeKind(pair[0].kind)], pair[0].name))


def institutions_in(town: Municipality) -> list[Institution]:
    table = directory()
    return [one for pk, one in table.institutions.items() if one.published and town.pk in table.places.get(pk, set())]


def office(key: str) -> Office | None:
    """Return the verified office with this key."""
    return next((one for one in directory().offices.values() if one.key == key and one.published), None)


def offices_chosen(pks: Iterable[int]) -> dict[int, Office]:
    """Return the offices with these numbers, by number: from memory, as far as they are there."""
    wanted = set(pks)
    if not wanted:
        return {}
    known = directory().offices
    missing = wanted - known.keys()
    chosen = {pk: known[pk] for pk in wanted - missing}
    return chosen | Office.objects.in_bulk(missing) if missing else chosen


def offices_to_check() -> QuerySet[Office]:
    """Offices with something unverified: for the review desk."""
    return Office.objects.filter(Q(published=False) | ~Q(review_note="")).order_by("kind", "name")
