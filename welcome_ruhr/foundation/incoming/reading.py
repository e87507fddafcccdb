"""A mail from its first byte to what somebody would read."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from . import addresses, bounces, quotes, words
from .automatic import automatic
from .bodies import Body, body_of
from .heads import Head
from .mail import Automatic, Mail
from .parts import Part, split

_DELIVERED_TO = ("to", "cc", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "resent-to")
_KINDS_OF_REPORTS = {
    "delayed": Automatic.DELAYED,
    **dict.fromkeys(("delivered", "relayed", "expanded"), Automatic.GENERATED),
}
"""What a report on a delivery is that is about no failure (RFC 3464 § 2.3.3)"""
LONGEST_SUBJECT = 1000
LONGEST_TEXT = 2_000_000
"""characters; what a mail holds beyond that stays in the mail as it came"""


def read(raw: bytes) -> Mail:
    """Return what the bytes are as a mail. Never raises, whatever they are."""
    whole = split(raw)
    body = body_of(whole)
    head, text = whole.head, body.whole_text[:LONGEST_TEXT]
    subject = words.decoded(head.first("subject"))[:LONGEST_SUBJECT]
    name, sender = _sender(head)
    why = automatic(head, sender, subject)
    if why == Automatic.BOUNCE:
        why = _KINDS_OF_REPORTS.get(bounces.action(whole), why)
    new = quotes.split(text, subject)
    report = bounces.bounce(whole, text) if why in (Automatic.BOUNCE, Automatic.DELAYED) else None
    return Mail(
        subject=subject,
        sender_name=name,
        sender=sender,
        reply_to=_reply_to(head, sender),
        recipients=addresses.bare([value for field in _DELIVERED_TO for value in head.every(field)]),
        message_id=addresses.message_id(head.first("message-id")),
        references=addresses.references(head.every("in-reply-to"), head.every("references")),
        written_at=_moment(head.first("date")),
        text=new.text,
        quoted=new.quoted,
        html="\n".join(body.html),
        files=body.files,
        automatic=why,
        bounce=report,
        problems=_problems(whole, body),
    )


def _sender(head: Head) -> tuple[str, str]:
    """Return name and address of who wrote: the first address of the first field that has one."""
    authors = [
        addresses.author(value)
        for field in ("from", "sender", "reply-to", "return-path")
        for value in head.every(field)
    ]
    address = next((address for _name, address in authors if address), "")
    return next((name for name, _address in authors if name), ""), address


def _reply_to(head: Head, sender: str) -> str:
    found = [address for value in head.every("reply-to") for _name, address in addresses.people(value)]
    return found[0] if found and found[0].lower() != sender.lower() else ""


def _moment(value: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(value[:200])
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _problems(whole: Part, body: Body) -> list[str]:
    return list(dict.fromkeys([*([] if whole.head.fields else ["no_head"]), *body.problems]))
