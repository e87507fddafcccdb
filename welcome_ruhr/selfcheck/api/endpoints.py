"""Every address of the API in one table: views, addresses and the description (OpenAPI) are made from it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import override

from welcome_ruhr.selfcheck.finder.asking import CHOICES

from . import figures, journeys, offices, responsibility
from .asking import LONGEST, Asking, language_of
from .licences import OF_ANSWERS, OF_MUNICIPALITIES, OF_OFFICES, OF_OWN_DATA, OF_PLACES, Licence
from .schemas import LANGUAGE, Schema, answer, listed, one_of, ref
from .writing import CSV, JSON, VCARD, table

Read = Callable[..., dict[str, Any]]


@dataclass(frozen=True)
class Parameter:
    name: str
    description: str
    schema: Schema
    required: bool = False


@dataclass(frozen=True)
class Endpoint:
    """`read(asking, **path)` returns what is answered, without the licence and the moment."""

    name: str
    route: str
    """as Django has it, such as "offices/<slug:key>"; the parts in brackets go to `read`"""
    summary: str
    read: Read
    schema: Schema
    parameters: tuple[Parameter, ...] = ()
    licences: tuple[Licence, ...] = OF_OWN_DATA
    media_type: str = JSON
    says_of_reader: bool = False
    """whether the address says something about a person: then nobody keeps the answer"""

    def reply(self, query: Mapping[str, str], **path: str) -> tuple[dict[str, Any], str]:
        """Return the answer and its language; raises Refused."""
        language = language_of(query)
        with override(language):
            return self.read(Asking(query, language), **path), language

    @property
    def path(self) -> str:
        """The route as OpenAPI has it: "/offices/{key}"."""
        return "/" + re.sub(r"<\w+:(\w+)>", r"{\1}", self.route)

    @property
    def path_parameters(self) -> list[str]:
        return re.findall(r"<\w+:(\w+)>", self.route)


IN_LANGUAGE = (
    Parameter(
        "language",
        "language of labels and texts; where a text is missing in it, English or German",
        {**LANGUAGE, "default": settings.LANGUAGE_CODE},
    ),
)
PLACE = "a town, a part of it, a former town, in any of the portal’s languages, or a postcode"
PLACE_SCHEMA: Schema = {"type": "string", "minLength": 1, "maxLength": LONGEST}
CASE = tuple(
    Parameter(
        name,
        "always needed" if name == "matter" else "needed where the answer depends on it",
        one_of(choices.values),
        required=name == "matter",
    )
    for name, choices in CHOICES.items()
)


def _offices_table(asking: Asking) -> dict[str, Any]:
    return table(offices.OFFICE_COLUMNS, offices.offices(asking)["offices"])


def _municipalities_table(asking: Asking) -> dict[str, Any]:
    return table(offices.MUNICIPALITY_COLUMNS, offices.municipalities(asking)["municipalities"])


def _description(asking: Asking) -> dict[str, Any]:
    from .openapi import description

    return description(ENDPOINTS)


ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        *("openapi", "openapi.json", "This description (OpenAPI 3.1)", _description),
        {"type": "object", "required": ["openapi", "info", "paths"]},
        licences=(),
    ),
    Endpoint(
        *("offices", "offices", "All verified offices", offices.offices),
        answer(offices=listed(ref("Office"))),
        IN_LANGUAGE,
        OF_OFFICES,
    ),
    Endpoint(
        *("offices_table", "offices.csv", "All verified offices as a table (CSV, UTF-8)", _offices_table),
        {"type": "string"},
        licences=OF_OFFICES,
        media_type=CSV,
    ),
    Endpoint(
        *("office_vcard", "offices/<slug:key>.vcf", "An office for an address book (vCard 4.0)", offices.office),
        {"type": "string"},
        licences=OF_OFFICES,
        media_type=VCARD,
    ),
    Endpoint(
        *("office", "offices/<slug:key>", "An office by its id", offices.office),
        answer(office=ref("Office")),
        IN_LANGUAGE,
        OF_OFFICES,
    ),
    Endpoint(
        *("municipalities", "municipalities", "The 53 municipalities", offices.municipalities),
        answer(municipalities=listed(ref("Municipality"))),
        IN_LANGUAGE,
        OF_MUNICIPALITIES,
    ),
    Endpoint(
        *("municipalities_table", "municipalities.csv", "The 53 municipalities as a table (CSV, UTF-8)"),
        _municipalities_table,
        {"type": "string"},
        licences=OF_MUNICIPALITIES,
        media_type=CSV,
    ),
    Endpoint(
        *("municipality", "municipalities/<slug:slug>", "A municipality with its offices", offices.municipality),
        answer(
            municipality=ref("Municipality"),
            offices=listed(ref("OfficeGroup")),
            advice_nearby={**listed({"type": "string"}), "description": "ids of advice offices in towns beside it"},
        ),
        IN_LANGUAGE,
        OF_MUNICIPALITIES,
    ),
    Endpoint(
        *("places", "places", "Which municipality a name or postcode means, the likeliest first"),
        responsibility.places,
        answer(places=listed(ref("Place"))),
        (Parameter("q", PLACE, PLACE_SCHEMA, required=True), *IN_LANGUAGE),
        OF_PLACES,
        says_of_reader=True,
    ),
    Endpoint(
        *("journeys", "journeys", "Step-by-step journeys", journeys.journeys),
        answer(journeys=listed(ref("JourneyInShort"))),
        IN_LANGUAGE,
    ),
    Endpoint(
        *("journey", "journeys/<slug:key>", "A journey with its steps", journeys.journey),
        answer(journey=ref("Journey")),
        IN_LANGUAGE,
    ),
    Endpoint(
        *("figures", "figures", "Verified figures with the value of today", figures.figures),
        answer(figures=listed(ref("Figure"))),
        IN_LANGUAGE,
    ),
    Endpoint(
        *("figure", "figures/<slug:key>", "A figure by its id", figures.figure),
        answer(figure=ref("Figure")),
        IN_LANGUAGE,
    ),
    Endpoint(
        *("responsibility", "responsibility", "Which office is responsible in a case", responsibility.responsibility),
        ref("Responsibility"),
        (Parameter("place", PLACE, PLACE_SCHEMA, required=True), *CASE, *IN_LANGUAGE),
        OF_ANSWERS,
        says_of_reader=True,
    ),
)
BY_NAME = {endpoint.name: endpoint for endpoint in ENDPOINTS}
