"""A CSV file of offices as rows that can be stored, or what is wrong with it, line by line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from welcome_ruhr.directory.enums import OfficeKind
from welcome_ruhr.directory.models import Municipality, Office
from welcome_ruhr.foundation.nearest import meant

from .rows import COLUMNS, Row, fields_of, without_guard

LARGEST = 1_000_000
"""bytes; the file with all offices of the region has some 60,000"""
WORKBOOK = b"PK\x03\x04"
"""how an .xlsx or .ods file begins"""
QUOTED = re.compile(r'"[^"]*"')


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong with a line of the file."""

    line: int
    reason: str


@dataclass(frozen=True)
class Line:
    """A good row and the line it begins in."""

    number: int
    row: Row


@dataclass(frozen=True)
class Reading:
    """What a file holds; where anything is wrong with it nothing of it may be stored."""

    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class BadRow(Exception):
    """Raised for a cell that cannot be stored, with a sentence for the person who wrote it."""


@dataclass(frozen=True)
class Decoded:
    """The text of a file, and whether its umlauts were guessed: a German Excel writes Windows-1252."""

    text: str
    is_guess: bool = False


def decoded(content: bytes) -> Decoded:
    """Return the text of an uploaded file. Raises BadRow."""
    if len(content) > LARGEST:
        raise BadRow(_("This file is larger than a megabyte. Is it the right one?"))
    if content.startswith(WORKBOOK):
        raise BadRow(_("This is a workbook and no CSV file: in the spreadsheet, save it as CSV."))
    try:
        return Decoded(_with_plain_ends(content.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
    try:
        return Decoded(_with_plain_ends(content.decode("cp1252")), is_guess=True)
    except UnicodeDecodeError:
        raise BadRow(_("Line %(line)d is not written in UTF-8: save the file as UTF-8.") % {"line": line}) from None


def _with_plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read(text: str) -> Reading:
    """Read the rows of a file, each checked against the others and against the towns there are."""
    reading = Reading()
    towns = set(Municipality.objects.values_list("ags", flat=True))
    first_line: dict[str, int] = {}
    for found in _lines(text):
        if isinstance(found, Problem):
            reading.problems.append(found)
            continue
        try:
            _check(found.row, towns)
            key = found.row["key"]
            if key in first_line:
                raise BadRow(
                    _("The key “%(key)s” stands in line %(line)d already.") % {"key": key, "line": first_line[key]}
                )
        except BadRow as error:
            reading.problems.append(Problem(found.number, str(error)))
            continue
        first_line[key] = found.number
        reading.lines.append(found)
    if not reading.lines and not reading.problems:
        reading.problems.append(Problem(1, _("This file has no rows below its header.")))
    return reading


def _lines(text: str) -> Iterator[Line | Problem]:
    separator = _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=separator)
    begin = 1
    try:
        header = next(reader, [])
        if reason := _wrong_header(header):
            yield Problem(1, reason)
            return
        begin = reader.line_num + 1
        for cells in reader:
            if len(cells) == len(COLUMNS):
                said = [cell.strip() for cell in cells]
                # Of the file for Excel, and of what Excel makes of it.
                plain = map(without_guard, said) if separator == ";" else said
                yield Line(begin, dict(zip(COLUMNS, plain, strict=True)))
            elif cells:
                reason = _("This row has %(count)d cells; %(expected)d are expected.")
                yield Problem(begin, reason % {"count": len(cells), "expected": len(COLUMNS)})
            begin = reader.line_num + 1
    except csv.Error as error:
        yield Problem(begin, _("This row is not valid CSV: %(error)s.") % {"error": error})


def _separator(text: str) -> str:
    """Return what stands between the cells: a German Excel writes semicolons."""
    header = QUOTED.sub("", text.partition("\n")[0])
    return ";" if ";" in header and "," not in header else ","


def _wrong_header(header: list[str]) -> str:
    names = [name.strip() for name in header]
    if tuple(names) == COLUMNS:
        return ""
    reason = _("The first line must be: %(columns)s") % {"columns": ",".join(COLUMNS)}
    missing = [name for name in COLUMNS if name not in names]
    return f"{reason}. " + _("Missing: %(names)s.") % {"names": ", ".join(missing)} if missing else reason


def _check(row: Row, towns: set[str]) -> None:
    if row["published"] not in ("yes", "no"):
        raise BadRow(_("published: “%(cell)s” is neither yes nor no.") % {"cell": row["published"]})
    if row["kind"] not in OfficeKind.values:
        hint = meant(row["kind"], OfficeKind.values)
        raise BadRow(_("kind: there is no kind “%(cell)s”.%(hint)s") % {"cell": row["kind"], "hint": hint})
    if unknown := sorted(set(row["serves"].split()) - towns):
        raise BadRow(_("serves: there is no municipality %(keys)s.") % {"keys": ", ".join(unknown)})
    try:
        fields = fields_of(row)
    except ValueError:
        reason = _("next_check_on: “%(cell)s” is not a date such as 2026-11-22.")
        raise BadRow(reason % {"cell": row["next_check_on"]}) from None
    office = Office(**fields)
    for check in (office.clean_fields, office.clean):
        try:
            check()
        except ValidationError as error:
            sentences = (f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items())
            raise BadRow(" ".join(sentences)) from None


__all__ = ["LARGEST", "BadRow", "Decoded", "Line", "Problem", "Reading", "decoded", "read"]
