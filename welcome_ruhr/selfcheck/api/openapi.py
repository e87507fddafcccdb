"""The description of the API (OpenAPI 3.1), from the table of its endpoints."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from .endpoints import Endpoint, Parameter
from .licences import EUPL
from .schemas import SCHEMAS, ref
from .writing import PROBLEM

ABOUT = (
    "Offices, municipalities, journeys, figures and responsibility in the Ruhr: read-only, without a key or a cookie. "
    "What is not verified is null or missing. Every answer carries its licence and the moment at which it was made."
)
NOT_FOUND = "Nothing is known under this id."
REFUSED = "A value is missing, unknown or not clear: a sentence, with the values that are allowed."


def description(endpoints: Iterable[Endpoint]) -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{settings.SITE_NAME} API",
            "version": "1.0.0",
            "description": ABOUT,
            "license": {"name": "EUPL-1.2, parts otherwise: see “licence” in each answer", "url": EUPL},
        },
        "servers": [{"url": f"{settings.BASE_URL}/api/v1"}],
        "paths": {endpoint.path: {"get": _operation(endpoint)} for endpoint in endpoints},
        "components": {"schemas": SCHEMAS},
    }


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    in_path = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in endpoint.path_parameters
    ]
    answers = {"200": _response("The answer.", endpoint.media_type, endpoint.schema)}
    if not endpoint.says_of_reader:
        answers["304"] = {"description": "Unchanged since the answer with this ETag (If-None-Match)."}
    if endpoint.path_parameters:
        answers["404"] = _response(NOT_FOUND, PROBLEM, ref("Problem"))
    if endpoint.parameters:
        answers["422"] = _response(REFUSED, PROBLEM, ref("Problem"))
    return {
        "operationId": endpoint.name,
        "summary": endpoint.summary,
        "parameters": [*in_path, *map(_parameter, endpoint.parameters)],
        "responses": answers,
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": "query",
        "description": parameter.description,
        "required": parameter.required,
        "schema": parameter.schema,
    }


def _response(text: str, media_type: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": text, "content": {media_type: {"schema": schema}}}
