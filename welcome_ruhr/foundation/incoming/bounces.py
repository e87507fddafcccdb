"""Which mail came back, and what the other server said (RFC 3464, and what servers write instead)."""

from __future__ import annotations

import re

from .charsets import decode
from .heads import Head, read_head
from .mail import Bounce
from .parts import Part

_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
LONGEST = 300
LOOKED_AT = 200_000
"""bytes: what stands behind a report may be a whole mail with its attachments"""


def bounce(whole: Part, text: str) -> Bounce:
    """Return what a mail that says it is about a failed delivery is about."""
    leaves = list(_leaves(whole))
    reports = [part for part in leaves if part.content_type == "message/delivery-status"]
    returned = [part for part in leaves if part.content_type in ("message/rfc822", "text/rfc822-headers")]
    groups = [head for part in reports for head in _groups(part)]
    about = [head for head in groups if head.first("action").lower() == "failed"] or groups
    said = next(filter(None, (head.first("diagnostic-code") for head in about)), "")
    status = next(filter(None, (head.first("status") for head in about)), "")
    found = _STATUS.search(status) or _STATUS.search(said) or _STATUS.search(text)
    message_id = next(filter(None, map(_id_of, returned)), "") or _id_in(text, whole)
    return Bounce(message_id, found[0] if found else "", " ".join(said.split())[:LONGEST])


def action(whole: Part) -> str:
    """Return what the report says happened: "failed" where that is true of one recipient; "" where it says nothing."""
    reports = (part for part in _leaves(whole) if part.content_type == "message/delivery-status")
    found = {head.first("action").lower() for part in reports for head in _groups(part)} - {""}
    return "failed" if "failed" in found or len(found) > 1 else next(iter(found), "")


def _leaves(part: Part) -> list[Part]:
    waiting, found = [part], []
    while waiting:
        one = waiting.pop(0)
        found.append(one)
        waiting[:0] = one.children
    return found


def _groups(part: Part) -> list[Head]:
    """A report is some heads, one behind the other."""
    raw, at = bytes(part.body[:LOOKED_AT]), 0
    heads: list[Head] = []
    while at < len(raw) and len(heads) < 50:
        head, after = read_head(raw, at, len(raw))
        at = max(after, at + 1)
        heads.append(head)
    return heads


def _id_of(part: Part) -> str:
    head, _at = read_head(bytes(part.body[:LOOKED_AT]), 0, min(len(part.body), LOOKED_AT))
    return head.first("message-id")


def _id_in(text: str, whole: Part) -> str:
    """Servers without a report return the mail as text below their own words."""
    looked_at = text or decode(bytes(whole.body[:LOOKED_AT]))
    found = re.search(r"^[>\s]{0,4}Message-ID:\s*(<[^<>\s]{1,900}>)", looked_at, re.IGNORECASE | re.MULTILINE)
    return found[1] if found else ""
