"""The shapes of answers as JSON Schema (2020-12), under the names by which they refer to each other."""

from __future__ import annotations

from typing import Any

from welcome_ruhr.directory.enums import (
    AnswerKind,
    Certainty,
    Matter,
    MunicipalityType,
    Nationality,
    OfficeKind,
    Purpose,
    Stage,
)
from welcome_ruhr.facts.enums import Standing, Status, Unit

from .asking import LANGUAGES
from .responsibility import UNVERIFIED

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
URI: Schema = {"type": "string", "format": "uri"}
DAY: Schema = {"type": "string", "format": "date"}
NUMBER: Schema = {"type": "number"}
COUNT: Schema = {"type": "integer"}
YES_NO: Schema = {"type": "boolean"}
AGS: Schema = {"type": "string", "pattern": r"^\d{8}$", "description": "official key of a municipality"}


def record(**properties: Schema) -> Schema:
    """An object that has all of these; later versions may add to them."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def listed(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def one_of(values: Any) -> Schema:
    return {"type": "string", "enum": [str(value) for value in values]}


def or_null(schema: Schema, description: str = "") -> Schema:
    found: Schema = {"anyOf": [schema, {"type": "null"}]}
    return {**found, "description": description} if description else found


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def answer(**properties: Schema) -> Schema:
    """An answer with its licence and the moment at which it was made."""
    return record(licence=listed(ref("Licence")), generated_at={"type": "string", "format": "date-time"}, **properties)


KIND: Schema = one_of(OfficeKind.values)
LANGUAGE: Schema = one_of(LANGUAGES)
LINK = or_null(record(title=TEXT, page=URI))
AS_OF = or_null(TEXT, "year, month or day of the source; null: the source has no date")
VERIFIED = "null: not verified"
TEXT_IN = or_null(record(text=TEXT, language=LANGUAGE))

IN_SHORT: dict[str, Schema] = {
    "ags": AGS,
    "slug": TEXT,
    "name": TEXT,
    "website": or_null(URI),
    "page": {**URI, "description": "its page in the portal"},
}
JOURNEY: dict[str, Schema] = {"id": TEXT, "title": TEXT, "summary": TEXT, "language": LANGUAGE, "page": URI}

SCHEMAS: dict[str, Schema] = {
    "Licence": record(name=TEXT, url=URI, attribution=TEXT, covers=TEXT),
    "Office": record(
        id=TEXT,
        kind=KIND,
        kind_label={**TEXT, "description": "the kind in the language of the answer"},
        german_kind={**TEXT, "description": "the word on the door"},
        name=TEXT,
        serves=listed(AGS),
        address=or_null(TEXT, VERIFIED),
        phone=or_null(TEXT, VERIFIED),
        email=or_null(TEXT, VERIFIED),
        website=or_null(URI, VERIFIED),
        languages={**listed(TEXT), "description": "codes; empty: not verified"},
        as_of=AS_OF,
        source=or_null(TEXT),
        next_check_on=or_null(DAY),
        vcard=URI,
    ),
    "OfficeGroup": record(
        kind=KIND,
        kind_label=TEXT,
        german_kind=TEXT,
        whole_region={**YES_NO, "description": "whether its offices serve more than half of the municipalities"},
        office_ids={**listed(TEXT), "description": "empty: no office of this kind is verified; see the website"},
    ),
    "MunicipalityInShort": record(**IN_SHORT),
    "Municipality": record(
        **IN_SHORT,
        kind=one_of(MunicipalityType.values),
        district=or_null(TEXT, "null: independent city"),
        population=COUNT,
        population_on=DAY,
        area_km2=NUMBER,
        postcodes=listed({"type": "string", "pattern": r"^\d{5}$"}),
        latitude=NUMBER,
        longitude=NUMBER,
        tile={**record(q=COUNT, r=COUNT), "description": "place on the tile map, in axial co-ordinates"},
        neighbours=listed(AGS),
    ),
    "Place": record(
        name={**TEXT, "description": "the name by which it was found"},
        is_part={**YES_NO, "description": "whether the name is that of a part or a former town"},
        is_exact=YES_NO,
        municipality=ref("MunicipalityInShort"),
    ),
    "JourneyInShort": record(**JOURNEY),
    "Journey": record(
        **JOURNEY,
        checked_on=or_null(DAY),
        steps=listed(
            record(
                id=TEXT,
                title=TEXT,
                text=TEXT,
                deadline=or_null(TEXT),
                papers=listed(TEXT),
                article=LINK,
                office=LINK,
            )
        ),
    ),
    "Figure": record(
        id=TEXT,
        label=TEXT,
        value=NUMBER,
        unit=one_of(Unit.values),
        unit_label=TEXT,
        printed={**TEXT, "description": "value and unit in words"},
        holds={**TEXT, "description": "when it holds, in words; print it with the value"},
        standing=one_of(value for value in Standing.values if value != Standing.UNVERIFIED),
        valid_from=or_null(DAY),
        valid_to=or_null(DAY),
        verified_by=one_of(value for value in Status.values if value != Status.UNVERIFIED),
        source_title=or_null(TEXT),
        source=or_null(URI),
        as_of=DAY,
    ),
    "Responsibility": answer(
        place={**TEXT, "description": "the part of the town that was named, else the municipality"},
        municipality=ref("MunicipalityInShort"),
        matter=one_of(Matter.values),
        nationality=or_null(one_of(Nationality.values)),
        stage=or_null(one_of(Stage.values)),
        purpose=or_null(one_of(Purpose.values)),
        answer=one_of(AnswerKind.values),
        certainty={
            **one_of((*Certainty.values, UNVERIFIED)),
            "description": "probable: have the office confirm it; unverified: no office is named, see ask_instead",
        },
        office_ids=listed(TEXT),
        also_office_ids={**listed(TEXT), "description": "who helps besides"},
        offices={**listed(ref("Office")), "description": "all offices that are named, with what was verified"},
        reason=TEXT_IN,
        booking=TEXT_IN,
        papers=TEXT_IN,
        next_pages=listed(record(title=TEXT, page=URI)),
        legal_bases=listed(record(label=TEXT, url=URI)),
        source=or_null(URI, "of the rule"),
        as_of=or_null(DAY, "when the source of the rule was read"),
        ask_instead=or_null(record(name=TEXT, website=or_null(URI), page=URI, next_check_on=or_null(DAY))),
        page={**URI, "description": "the same answer in the portal"},
    ),
    "Problem": {
        **record(type=TEXT, title=TEXT, status=COUNT, detail={**TEXT, "description": "what is wrong, in a sentence"}),
        "description": "RFC 9457",
    },
}
SCHEMAS["Problem"]["properties"] |= {
    "parameter": {**TEXT, "description": "the parameter it is about"},
    "allowed": {**listed(TEXT), "description": "its values"},
    "choices": {**listed(ref("Place")), "description": "places that may be meant: ask again with the slug of one"},
}
