"""Who wrote, and to whom."""

from __future__ import annotations

import re
from email.utils import getaddresses

from . import words

LONGEST = 5000
"""characters of a field that are looked at: comments within comments take the square of it"""
MOST = 200
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"\\]{1,64}@[^\s<>()\[\],;:\"\\@]{1,255}")
_BRACKETS = re.compile(r"<[<\s]*(?:mailto:|@[^<>\s:]{1,255}:)?([^<>\s]{1,320})")
_APART = re.compile(r'"(?:[^"\\]|\\.)*+"|\([^()]*+\)')
"""Names in quotes, and comments: what looks like an address in them is none"""
_GROUP = re.compile(r"^[^\"<:]{0,100}:(?=\s)")
"""“Family: Mara <…>;” is one address of several (RFC 5322 § 3.4)"""
_MESSAGE_ID = re.compile(r"<([^<>\s]{1,900})>")
MOST_REFERENCES = 300


def people(value: str) -> list[tuple[str, str]]:
    """Return name and bare address of each; whoever has no address that can be one is left out."""
    value = value[:LONGEST]
    found = [(words.decoded(name), _checked(address)) for name, address in _parsed(value)]
    found = [(name, address) for name, address in found if address]
    if not found and "=?" in value:
        value = words.decoded(value)
        found = [(name, _checked(address)) for name, address in _parsed(value) if _checked(address)]
    if not found:  # so broken that only the address itself can be found
        found = [("", _checked(address)) for address in _ADDRESS.findall(value)]
    return found[:MOST]


def author(value: str) -> tuple[str, str]:
    """Return name and bare address of who wrote, "" for what is missing; the first, where there are several.

    What stands before the first bracket is the name, even where it holds commas or an @ that should be in quotes.
    A bracket within quotes or a comment counts for nothing: whoever writes “"Otto <otto@…>" <mara@…>” is Mara.
    """
    value = value[:LONGEST]
    if not _BRACKETS.search(value) and "=?" in value and "@" not in value:
        value = words.decoded(value)
    found = _BRACKETS.search(_without_words(value))
    if found and (address := _checked(found[1])):
        return _name(_GROUP.sub("", value[: found.start()])), address
    return next(iter(people(value)), (_name(value.partition("<")[0]), ""))


def _without_words(value: str) -> str:
    """Return the field with spaces for quoted names and comments (which lie within each other)."""
    for _level in range(3):
        value = _APART.sub(lambda found: " " * len(found[0]), value)
    return value


def _name(text: str) -> str:
    return words.decoded(re.sub(r"\\(.)", r"\1", text)).strip(" \"'").removeprefix("<").strip()


def bare(values: list[str]) -> list[str]:
    """Return every address in some fields, in small letters, each once."""
    return list(dict.fromkeys(address.lower() for value in values for _name, address in people(value)))


def message_id(value: str) -> str:
    """Return a Message-ID with its brackets, also where they are missing."""
    found = _MESSAGE_ID.search(value)
    inner = found[1] if found else "".join(value[:900].split()).strip("<>")
    return f"<{inner}>" if inner else ""


def references(in_reply_to: list[str], earlier: list[str]) -> list[str]:
    """Return the Message-IDs of earlier mails, the newest first, each once."""
    newest_first = [
        *(one for value in in_reply_to for one in _MESSAGE_ID.findall(value)),
        *(one for value in earlier for one in reversed(_MESSAGE_ID.findall(value))),
    ]
    return [f"<{one}>" for one in dict.fromkeys(newest_first)][:MOST_REFERENCES]


def _parsed(value: str) -> list[tuple[str, str]]:
    try:
        return getaddresses([value])
    except (ValueError, IndexError, RecursionError, AttributeError):  # Python's parser gives up on some
        return []


def _checked(address: str) -> str:
    """Return the address with its domain in small letters; "" for what can be none."""
    found = _ADDRESS.fullmatch(address.strip().strip("<>").rstrip("."))
    if found is None:
        return ""
    name, _at, domain = found[0].rpartition("@")
    return f"{name}@{domain.lower()}"
