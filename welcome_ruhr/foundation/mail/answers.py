"""What came of offering a mail: it was not taken, it is refused for good, or nobody knows.

Errors of Python's smtplib name the command that failed; these say what it means for the mail. They are
SMTPExceptions too, so that code which sends mail by Django alone meets what it expects.
"""

from __future__ import annotations

import re
import smtplib
import ssl

LONGEST_PROBLEM = 300
LONGEST_READ = 1000
ADDRESS = re.compile(r"[^\s<>\"'(),;:]+@[^\s<>\"'(),;:]+")
CUT = "…"


class NotTaken(smtplib.SMTPException):
    """The mail is still ours alone: no server was reached, or it says to come back later."""


class Refused(smtplib.SMTPException):
    """The server does not take this mail, however often it is offered."""


class Unsure(smtplib.SMTPException):
    """The text was handed over and no answer came: the mail may have arrived."""


def code_of(error: OSError) -> int:
    """Return the code of the server's answer (RFC 5321 § 4.2); 0 when there was none."""
    return _answer(error)[0]


def said(error: OSError) -> str:
    """Return in a few words what the server answered, or what went wrong on the way to it."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"The mail server’s certificate does not hold: {error.verify_message}"
    code, text = _answer(error)
    return f"{code} {text}" if code else text


def without_addresses(text: str, recipient: str) -> str:
    """Return a server's answer fit to be kept: no address, nor the part of it before the @; shortened."""
    local_part = recipient.partition("@")[0]
    if len(text) > LONGEST_READ:  # searching takes the square of the length; half an address must not be left
        text = text[:LONGEST_READ].rpartition(" ")[0]
    text = ADDRESS.sub(CUT, text)
    if local_part:
        text = re.sub(rf"(?<!\w){re.escape(local_part)}(?!\w)", CUT, text, flags=re.IGNORECASE)
    return " ".join(text.split())[:LONGEST_PROBLEM]


def _answer(error: OSError) -> tuple[int, str]:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, text = next(iter(error.recipients.values()))
        return code, _decoded(text)
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code, _decoded(error.smtp_error)
    return 0, str(error)


def _decoded(text: bytes | str) -> str:
    return text.decode(errors="replace") if isinstance(text, bytes) else text
