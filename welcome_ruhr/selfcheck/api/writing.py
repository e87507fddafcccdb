"""Answers as bytes: JSON, tables and cards. Each carries its licence and the moment at which it was made."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from .licences import Licence
from .vcard import vcard

Licences = tuple[Licence, ...]
JSON, CSV, VCARD, PROBLEM = "application/json", "text/csv", "text/vcard", "application/problem+json"


def written(data: dict[str, Any], media_type: str, licences: Licences, moment: datetime) -> bytes:
    """Write what an endpoint read; without licences it is no data, but a description of them."""
    return _WRITERS[media_type](data, licences, moment).encode()


def as_json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def enveloped(data: dict[str, Any], licences: Licences, moment: datetime) -> dict[str, Any]:
    if not licences:
        return data
    return {"licence": [one.as_json() for one in licences], "generated_at": timestamp(moment), **data}


def timestamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def table(columns: Sequence[str], records: list[dict[str, Any]]) -> dict[str, Any]:
    """Return rows for a file of comma-separated values; lists stand in a cell with spaces between, as in `content/`."""
    return {"columns": list(columns), "rows": [[_cell(record[name]) for name in columns] for record in records]}


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return " ".join(value) if isinstance(value, list) else str(value)


def _as_json(data: dict[str, Any], licences: Licences, moment: datetime) -> str:
    return as_json(enveloped(data, licences, moment))


def _as_csv(data: dict[str, Any], licences: Licences, moment: datetime) -> str:
    """RFC 4180; a file that lost its address still says what it is, for each row does."""
    stamp = ["; ".join(one.in_short for one in licences), timestamp(moment)]
    file = io.StringIO(newline="")
    rows = csv.writer(file, lineterminator="\r\n")
    rows.writerow([*data["columns"], "licence", "generated_at"])
    rows.writerows([*row, *stamp] for row in data["rows"])
    return file.getvalue()


def _as_vcard(data: dict[str, Any], licences: Licences, moment: datetime) -> str:
    return vcard(data["office"], licences, moment)


_WRITERS: dict[str, Callable[[dict[str, Any], Licences, datetime], str]] = {
    JSON: _as_json,
    CSV: _as_csv,
    VCARD: _as_vcard,
}
