"""Who is responsible where. Responsibility goes by municipality (AGS), never by district."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q, QuerySet

from .enums import ADVICE_KINDS, OfficeKind
from .models import Institution, Municipality, Office


@dataclass(frozen=True)
class OfficeGroup:
    """Offices of one kind; `verified` is empty where only the town's website can help."""

    kind: OfficeKind
    offices: list[Office] = field(default_factory=list)


def municipalities() -> QuerySet[Municipality]:
    return Municipality.objects.order_by("name")


def municipality(slug: str) -> Municipality | None:
    return Municipality.objects.filter(slug=slug).first()


def municipalities_named(text: str) -> QuerySet[Municipality]:
    """Towns whose name, district or postcode begins with or contains `text`."""
    words = text.strip()
    matches = Q(name__icontains=words) | Q(postcodes__contains=words) if words else Q(pk__in=[])
    return Municipality.objects.filter(matches).order_by("name")


def responsible_offices(town: Municipality, kinds: Sequence[OfficeKind] = tuple(OfficeKind)) -> list[OfficeGroup]:
    """Return one group per kind, in the order of `kinds`, with the verified offices that serve the town."""
    found: dict[str, list[Office]] = {kind: [] for kind in kinds}
    for office in Office.objects.filter(serves=town, published=True, kind__in=kinds).order_by("name"):
        found[office.kind].append(office)
    return [OfficeGroup(OfficeKind(kind), offices) for kind, offices in found.items()]


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
    """Offices with something unverified: for the editors' review list."""
    return Office.objects.filter(Q(published=False) | ~Q(review_note="")).order_by("kind", "name")
