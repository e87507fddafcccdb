"""The address to which somebody answers a mail of ours: it says what the mail was about, and nobody can make one up.

    reply_address("enquiry:12")                     "desk+enquiry-12-k3…@example.org"
    about_of_addresses(["desk+enquiry-12-k3…@…"])   "enquiry:12"

The sign at its end is a fingerprint under the key file. Who knows the address was written to, or was handed the mail:
it says what a mail belongs to, and alone it opens nothing.
"""

from __future__ import annotations

import hmac
import re
from base64 import b32encode
from collections.abc import Iterable

from django.conf import settings

from welcome_ruhr.foundation import vault

PURPOSE = "reply address"
SIGN_BYTES = 10
"""80 bits, 16 letters and digits: the least that RFC 2104 § 5 lets an HMAC be cut to, and more than mails can try"""
LONGEST_LOCAL_PART = 64
"""before the @ (RFC 5321 § 4.5.3.1.1)"""
TAG = re.compile(r"([a-z]{1,20})-([0-9]{1,18})-([a-z2-7]{16})", re.ASCII)


def reply_address(about: str) -> str:
    """Return where an answer to a mail about something ("enquiry:12") goes; "" while no mailbox is set.

    It is the plain address where the mailbox takes no tags, or where one would make it too long.
    """
    name, at, domain = settings.MAILBOX_ADDRESS.rpartition("@")
    tagged = f"{name}+{_tag(about)}"
    takes_tag = settings.MAILBOX_TAKES_TAGS and name and about and len(tagged) <= LONGEST_LOCAL_PART
    return f"{tagged if takes_tag else name}{at}{domain}"


def about_of_addresses(recipients: Iterable[str]) -> str:
    """Return what the first of these addresses that is one of ours says a mail is about; "" when none is.

    The sign alone counts: mail servers change capitals, and a mailbox may have had another name when the mail left.
    """
    return next((about for recipient in recipients if (about := _about(recipient))), "")


def _about(recipient: str) -> str:
    name = recipient.strip().lower().rpartition("@")[0]
    found = TAG.fullmatch(name.rpartition("+")[2])
    about = f"{found[1]}:{found[2]}" if found else ""
    return about if found and hmac.compare_digest(found[3], _sign(about)) else ""


def _tag(about: str) -> str:
    return f"{about.replace(':', '-')}-{_sign(about)}"


def _sign(about: str) -> str:
    signed = bytes.fromhex(vault.fingerprint(PURPOSE, about))[:SIGN_BYTES]
    return b32encode(signed).decode().lower()
