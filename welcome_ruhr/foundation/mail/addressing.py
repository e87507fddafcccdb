"""To whom a mail goes and what stands in its head: nothing that a stranger typed adds a recipient or a header."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from welcome_ruhr.foundation import vault

HEADER_NAME = re.compile(r"[A-Za-z0-9-]{1,60}")
LONGEST_VALUE = 998
"""Characters; a line of a mail has no more (RFC 5322 § 2.1.1)."""
# Control characters, separators of lines and paragraphs, halves of characters: Python ends a line at many of them.
BREAKING = {"Cc", "Zl", "Zp", "Cs"}
OURS = {
    *("to", "cc", "bcc", "from", "sender", "subject", "date", "message-id", "return-path"),
    *("mime-version", "content-type", "content-transfer-encoding", "content-language"),
}


class BadAddress(ValueError):
    """This is not the address of one mailbox."""


class BadHeader(ValueError):
    """A subject or header that would break the head of the mail, or one that the outbox writes itself."""


def checked_address(address: str) -> str:
    """Return the address of one mailbox, without a name; raise BadAddress."""
    try:
        validate_email(address)
    except ValidationError as error:
        raise BadAddress("This is not the address of one mailbox.") from error
    return address


def checked_value(value: str) -> str:
    """Return a subject or the value of a header; raise BadHeader."""
    if len(value) > LONGEST_VALUE or any(unicodedata.category(character) in BREAKING for character in value):
        raise BadHeader("A line in the head of a mail is one line of at most 998 characters.")
    return value


def checked_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers with their names in one spelling; raise BadHeader."""
    for name in headers:
        if not HEADER_NAME.fullmatch(name) or name.lower() in OURS:
            raise BadHeader(f"{name!r} is no header that may be given to a mail.")
    return {name.title(): checked_value(value) for name, value in headers.items()}


def key_of(address: str) -> str:
    """Return what says the same of every spelling of one mailbox, and nothing about it.

    Capitals do not count, nor what follows a + (a+1@… and a+2@… arrive in one place), nor how the domain is written.
    """
    name, _at, domain = address.strip().lower().rpartition("@")
    return vault.fingerprint("mail", f"{name.split('+')[0] or name}@{_plain(domain)}")


def _plain(domain: str) -> str:
    try:
        return domain.encode("idna").decode()
    except UnicodeError:
        return domain
