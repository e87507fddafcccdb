"""An office as a card for an address book: vCard 4.0 (RFC 6350)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from .licences import Licence

LINE_OCTETS = 75
"""Without the line break (RFC 6350, 3.2)."""
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
WITH_POSTCODE = re.compile(r"^(?P<street>.+), (?P<code>\d{5}) (?P<town>.+)$")
PHONE = re.compile(r"\+[\d]+")


def vcard(card: dict[str, Any], licences: tuple[Licence, ...], moment: datetime) -> str:
    """Return the card of an office record (`offices.office_record`)."""
    return "".join(f"{folded(line)}\r\n" for line in _lines(card, licences, moment))


def _lines(card: dict[str, Any], licences: tuple[Licence, ...], moment: datetime) -> Iterator[str]:
    yield from ("BEGIN:VCARD", "VERSION:4.0", "PRODID:-//welcome.RUHR//offices//DE", "KIND:org")
    yield f"UID:{escaped(card['vcard'])}"
    yield f"SOURCE:{escaped(card['vcard'])}"
    yield f"REV:{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"FN:{escaped(card['name'])}"
    yield f"ORG:{escaped(card['name'])}"
    yield f"CATEGORIES:{escaped(card['german_kind'])}"
    if card["address"]:
        yield _address(card["address"])
    if card["phone"]:
        yield _phone(card["phone"])
    if card["email"]:
        yield f"EMAIL;TYPE=work:{escaped(card['email'])}"
    if card["website"]:
        yield f"URL:{escaped(card['website'])}"
    yield from (f"LANG:{escaped(language)}" for language in card["languages"])
    yield f"NOTE:{escaped(_note(card, licences))}"
    yield "END:VCARD"


def _address(text: str) -> str:
    """Street, town and postcode as far as the text tells them apart; what it does not is the street."""
    found = WITH_POSTCODE.match(text)
    street, town, code = (found["street"], found["town"], found["code"]) if found else (text, "", "")
    label = text.replace("^", "^^").replace('"', "^'").replace("\n", "^n")  # RFC 6868
    return f'ADR;TYPE=work;LABEL="{CONTROL.sub("", label)}":;;{escaped(street)};{escaped(town)};;{escaped(code)};'


def _phone(text: str) -> str:
    bare = re.sub(r"[^\d+]", "", text)
    return f"TEL;VALUE=uri;TYPE=work:tel:{bare}" if PHONE.fullmatch(bare) else f"TEL;TYPE=work:{escaped(text)}"


def _note(card: dict[str, Any], licences: tuple[Licence, ...]) -> str:
    return "\n".join(
        [
            f"Stand / as of: {card['as_of'] or 'undatierte Quelle / undated source'}",
            *([f"Quelle / source: {card['source']}"] if card["source"] else []),
            f"Lizenz / licence: {'; '.join(licence.in_short for licence in licences)}",
        ]
    )


def escaped(text: str) -> str:
    """Return a value with what would end or split it escaped (RFC 6350, 3.4); other control characters are left out."""
    text = CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return re.sub(r"([\\,;])", r"\\\1", text).replace("\n", "\\n")


def folded(line: str) -> str:
    """Return a line in pieces of at most 75 octets, no character cut in two."""
    pieces, size = [""], 0
    for character in line:
        octets = len(character.encode())
        if size + octets > LINE_OCTETS:
            pieces.append("")
            size = 1  # the space that a piece begins with
        pieces[-1] += character
        size += octets
    return "\r\n ".join(pieces)
