"""Towns and offices for tests of every room; an office is verified and shown unless a test says otherwise."""

import itertools
from datetime import date

from django.utils.text import slugify

from welcome_ruhr.directory.enums import AnswerKind, InstitutionKind, MunicipalityType, OfficeKind
from welcome_ruhr.directory.models import Institution, Municipality, Office, ResponsibilityRule

_number = itertools.count(1)


def make_town(name="", *, neighbours=(), **fields):
    """Store a town on a tile of its own."""
    number = next(_number)
    name = name or f"Stadt {number}"
    values = {
        "ags": f"{number:08}",
        "slug": slugify(name),
        "kind": MunicipalityType.TOWN,
        "website": f"https://www.{slugify(name)}.example",
        "population": 1000,
        "population_on": date(2022, 5, 15),
        "area_km2": 10,
        "latitude": 51.5,
        "longitude": 7.2,
        "q": number,
        "r": 0,
    }
    town = Municipality.objects.create(name=name, **{**values, **fields})
    town.neighbours.set(neighbours)
    return town


def make_towns(count):
    return [make_town() for _ in range(count)]


def make_office(name="", *, serves=(), kind=OfficeKind.FOREIGNERS_OFFICE, published=True, **fields):
    number = next(_number)
    office = Office.objects.create(
        key=f"office-{number}", name=name or f"Amt {number}", kind=kind, published=published, **fields
    )
    office.serves.set(serves)
    return office


def make_institution(name="", *, places=(), published=True, **fields):
    number = next(_number)
    institution = Institution.objects.create(
        key=f"institution-{number}",
        name=name or f"Hochschule {number}",
        kind=InstitutionKind.UNIVERSITY,
        published=published,
        **fields,
    )
    institution.municipalities.set(places)
    return institution


def make_rule(matter="residence", *, towns=(), **fields):
    """Store a rule that answers with the foreigners' office, unless told otherwise."""
    number = next(_number)
    values = {
        "key": f"rule-{number}",
        "answer": AnswerKind.OFFICE_KIND,
        "office_kind": OfficeKind.FOREIGNERS_OFFICE,
        "reasons": {"de": "Weil es so ist.", "en": "Because it is so."},
        "source": "https://www.example.org/rule",
        "as_of": date(2026, 11, 22),
        "next_check_on": date(2027, 5, 22),
    }
    rule = ResponsibilityRule.objects.create(matter=matter, **{**values, **fields})
    rule.municipalities.set(towns)
    return rule
