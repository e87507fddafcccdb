"""Who is responsible where. Responsibility goes by municipality (AGS), never by district."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Count, Prefetch, Q, QuerySet

from .enums import ADVICE_KINDS, OfficeKind
from .models import Institution, Municipality, Office

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


def municipalities() -> QuerySet[Municipality]:
    return Municipality.objects.order_by("name")


def municipality(slug: str) -> Municipality | None:
    return Municipality.objects.filter(slug=slug).first()


def municipalities_named(text: str) -> QuerySet[Municipality]:
    """Towns whose name, district or postcode begins with or contains `text`."""
    words = text.strip()
    matches = Q(name__icontains=words) | Q(postcodes__contains=words) if words else Q(pk__in=[])
    return Municipality.objects.filter(matches).order_by("name")


def responsible_offices(town: Municipality) -> list[OfficeGroup]:
    """Return one group per kind with the verified offices that serve the town; those for the whole region last.

    A kind that the town itself should have stands in the list even when nothing about it is verified.
    """
    offices = Office.objects.filter(pk__in=town.offices.filter(published=True)).annotate(reach=Count("serves"))
    local: dict[OfficeKind, list[Office]] = {kind: [] for kind in LOCAL_KINDS}
    regional: dict[OfficeKind, list[Office]] = {}
    for office in offices.order_by("name"):
        groups = regional if office.reach > WHOLE_REGION else local
        groups.setdefault(OfficeKind(office.kind), []).append(office)
    order = list(OfficeKind)
    return [
        OfficeGroup(kind, found, whole_region=whole)
        for groups, whole in ((local, False), (regional, True))
        for kind, found in sorted(groups.items(), key=lambda pair: order.index(pair[0]))
    ]


def advice_nearby(town: Municipality) -> list[tuple[Office, list[Municipality]]]:
    """Advice offices of neighbouring towns that do not serve `town`, each with its neighbouring places."""
    neighbours = list(town.neighbours.all())
    offices = (
        Office.objects.filter(kind__in=ADVICE_KINDS[:2], published=True, serves__in=neighbours)
        .exclude(serves=town)
        .distinct()
        .prefetch_related(Prefetch("serves", queryset=Municipality.objects.filter(pk__in=[n.pk for n in neighbours])))
    )
    order = {kind: position for position, kind in enumerate(ADVICE_KINDS)}
    ranked = sorted(offices, key=lambda office: (order[OfficeKind(office.kind)], office.name))
    return [(office, list(office.serves.all())) for office in ranked]


def institutions_in(town: Municipality) -> QuerySet[Institution]:
    return Institution.objects.filter(municipalities=town, published=True)


def office(key: str) -> Office | None:
    return Office.objects.filter(key=key, published=True).first()


def offices_to_check() -> QuerySet[Office]:
    """Offices with something unverified: for the review desk."""
    return Office.objects.filter(Q(published=False) | ~Q(review_note="")).order_by("kind", "name")
