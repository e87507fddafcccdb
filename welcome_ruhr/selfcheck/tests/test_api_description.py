"""The description of the API and what it really answers are the same."""

import pytest
from jsonschema import Draft202012Validator
from jsonschema.validators import validator_for

from welcome_ruhr.directory.enums import OfficeKind
from welcome_ruhr.directory.tests.factories import make_office, make_town
from welcome_ruhr.facts.tests.factories import make_figure
from welcome_ruhr.portal.tests.factories import make_article, make_city_index, make_journey, make_journey_index
from welcome_ruhr.selfcheck.api.endpoints import ENDPOINTS
from welcome_ruhr.selfcheck.api.openapi import description
from welcome_ruhr.selfcheck.api.urls import api

from .asking_api import ask, make_rule

pytestmark = pytest.mark.django_db
IN_JSON = [one for one in ENDPOINTS if one.media_type == "application/json"]


def closed(schema):
    """The same schema without leave for anything it does not name."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {name: closed(one) for name, one in schema.items()}
    return {**inner, "additionalProperties": False} if isinstance(schema.get("properties"), dict) else inner


def complaints(schema, answer):
    whole = closed({**schema, "components": description(ENDPOINTS)["components"]})
    checker = Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [f"{error.json_path}: {error.message}" for error in checker.iter_errors(answer)]


@pytest.fixture
def region():
    """Something of everything; returns what stands for the parts of addresses and for needed parameters."""
    make_city_index()
    herne = make_town("Herne", ags="05916000", postcodes="44623", neighbours=[make_town("Bochum")])
    office = make_office(serves=[herne], address="Ring 1, 44623 Herne", email="a@b.example", source="https://a.example")
    make_office(serves=[herne], kind=OfficeKind.WELCOME_CENTRE, website="https://w.example", as_of="2025-05")
    make_rule(also=[OfficeKind.WELCOME_CENTRE], papers={"de": "Pass"}, next_page="journey:way")
    article = make_article()
    step = {"title": "Eins", "text": "<p>Text</p>", "article": article.pk, "office": {"kind": "citizens_office"}}
    make_journey("Weg", index=make_journey_index(), content_id="way", steps=[step])
    make_figure("amount")
    of_path = {"office": office.key, "municipality": "herne", "journey": "way", "figure": "amount"}
    return of_path, {"q": "herne", "place": "44623", "matter": "residence"}


def asked(endpoint, of_path):
    for name in endpoint.path_parameters:
        return endpoint.path.replace(f"{{{name}}}", of_path[endpoint.name]).removeprefix("/")
    return endpoint.route


@pytest.mark.parametrize("endpoint", IN_JSON, ids=lambda one: one.name)
@pytest.mark.parametrize("language", ["de", "en", "ar"])
def test_each_answer_fits_its_schema_and_has_nothing_besides(client, region, endpoint, language):
    of_path, values = region
    query = {one.name: values[one.name] for one in endpoint.parameters if one.required}
    answer = ask(client, asked(endpoint, of_path), language=language, **query)
    schema = endpoint.schema if endpoint.name != "openapi" else {}
    assert complaints(schema, answer) == []
    lists = [value for value in answer.values() if isinstance(value, list)]
    assert [] not in lists or endpoint.name in ("municipality", "responsibility", "openapi")


@pytest.mark.parametrize(
    "path",
    ["offices/none", "offices?language=xx", "responsibility", "responsibility?place=Hern&matter=residence", "nothing"],
)
def test_each_refusal_fits_the_schema_of_problems(client, region, path):
    response = client.get(f"/api/v1/{path}")
    assert response.status_code in (404, 422)
    assert complaints({"$ref": "#/components/schemas/Problem"}, response.json()) == []


def test_field_that_is_not_described_would_be_found():
    answer = {"ags": "05916000", "slug": "h", "name": "H", "website": None, "page": "https://a.example", "note": "x"}
    [complaint] = complaints({"$ref": "#/components/schemas/MunicipalityInShort"}, answer)
    assert "'note' was unexpected" in complaint


def test_description_names_every_address_there_is_and_no_other():
    [included] = api
    routes = [str(one.pattern) for one in included.url_patterns if one.name != "unknown"]
    assert routes == [one.route for one in ENDPOINTS]
    assert list(description(ENDPOINTS)["paths"]) == [one.path for one in ENDPOINTS]


def test_description_is_served_and_its_schemas_are_schemas(client):
    told = ask(client, "openapi.json")
    assert (told["openapi"], told["servers"]) == ("3.1.0", [{"url": "http://localhost:8000/api/v1"}])
    for schema in told["components"]["schemas"].values():
        validator_for(schema, default=Draft202012Validator).check_schema(schema)
    choices = {one["name"]: one["schema"].get("enum") for one in told["paths"]["/responsibility"]["get"]["parameters"]}
    assert choices["nationality"] == ["eu", "visa_free", "other"]


def test_every_reference_of_the_description_leads_somewhere(client):
    told = ask(client, "openapi.json")

    def references(part):
        if isinstance(part, dict):
            yield from ([part["$ref"]] if "$ref" in part else [])
            part = list(part.values())
        for one in part if isinstance(part, list) else ():
            yield from references(one)

    known = {f"#/components/schemas/{name}" for name in told["components"]["schemas"]}
    assert set(references(told)) <= known
