"""What IMAP servers answer, and what it means when they do not (RFC 3501 § 7)."""

from __future__ import annotations

import imaplib
import re
import socket
import ssl
from collections.abc import Iterable, Sequence

from imap_tools.errors import ImapToolsError

from welcome_ruhr.foundation.enums import FetchProblem

Item = bytes | tuple[bytes, bytes] | None
"""as imaplib gives a line: with a literal, what stood before it and its bytes"""
HIGHEST = 2**32 - 1
"""of all numbers in IMAP"""
_UID = re.compile(rb"\bUID (\d{1,10})\b")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d{1,19})\b")
_BODY = re.compile(rb'\bBODY\[\] (?:NIL|"((?:[^"\\]|\\.)*)")')
_QUOTED = re.compile(rb"\\(.)")


class Nonsense(Exception):
    """The answer is no IMAP, or not to what was asked."""


def numbers(answer: Iterable[Item]) -> list[int]:
    """Return the numbers of a SEARCH in rising order; raise Nonsense."""
    found = {_number(word) for line in answer for word in _words(line)}
    return sorted(found)


def sizes(answer: Iterable[Item]) -> dict[int, int]:
    """Return the bytes of each mail by its number, of those that the server tells."""
    found = {}
    for line in answer:
        said = _said(line)
        uid, size = _UID.search(said), _SIZE.search(said)
        if uid and size:
            found[int(uid[1])] = min(int(size[1]), 2**31 - 1)
    return found


def body(answer: Sequence[Item], uid: int) -> bytes | None:
    """Return the mail of this number; None where the server sends none; raise Nonsense for another mail's."""
    for at, line in enumerate(answer):
        found = _body(line)
        if found is not None:
            # A server may name the number before the mail or behind it.
            named = _UID.search(_said(line)) or _UID.search(_said(answer[at + 1]) if at + 1 < len(answer) else b"")
            if named and int(named[1]) != uid:
                raise Nonsense
            return found
    return None


def problem_of(error: Exception, *, connecting: bool = False) -> FetchProblem:  # noqa: PLR0911 — a table of cases
    """Return what it means that imaplib or imap-tools raised this."""
    match error:
        case ssl.SSLCertVerificationError():
            return FetchProblem.BAD_CERTIFICATE
        case socket.gaierror():
            return FetchProblem.UNKNOWN_NAME
        case TimeoutError():
            return FetchProblem.TOO_SLOW
        case ssl.SSLError() if connecting:
            return FetchProblem.NOT_ENCRYPTED
        case OSError():
            return FetchProblem.UNREACHABLE if connecting else FetchProblem.BROKEN_OFF
        case imaplib.IMAP4.abort() if "unexpected" not in str(error):
            return FetchProblem.BROKEN_OFF
        case ImapToolsError():
            return FetchProblem.REFUSED
        case _:
            return FetchProblem.NONSENSE


def _words(line: Item) -> list[bytes]:
    if isinstance(line, tuple):
        raise Nonsense
    return (line or b"").split()


def _number(word: bytes) -> int:
    if not word.isdigit() or not 0 < int(word) <= HIGHEST:
        raise Nonsense
    return int(word)


def _said(line: Item) -> bytes:
    return (line[0] if isinstance(line, tuple) else line) or b""


def _body(line: Item) -> bytes | None:
    if isinstance(line, tuple):
        return line[1] if b"BODY[]" in line[0] else None
    found = _BODY.search(line or b"")
    return _QUOTED.sub(rb"\1", found[1] or b"") if found else None
