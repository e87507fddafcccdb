"""Incoming mail in words: the mailbox, a line for each mail, and the page of one that is no enquiry."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from welcome_ruhr.enquiries.desk import shown
from welcome_ruhr.enquiries.models import Enquiry
from welcome_ruhr.enquiries.opening import is_open
from welcome_ruhr.enquiries.queries.incoming import may_be_opened, may_be_taken_in
from welcome_ruhr.foundation import clock, incoming, mailbox
from welcome_ruhr.foundation.enums import IncomingState
from welcome_ruhr.foundation.models import IncomingMail

from .raw_text import raw_text
from .states import KINDS, MEANINGS, SHORT, reason_of, what_to_do

__all__ = ["MEANINGS", "box", "href", "line", "meaning", "opened", "outcome", "tabs"]

Context = dict[str, Any]
LARGEST_READ = 5 * 1024**2
"""bytes of a mail that is read while somebody waits for the page; of larger ones the raw text alone is shown"""
MOST_TEXT = 2000
A_WHILE = timedelta(minutes=15)
"""after which a mailbox that is looked into every minute is one that nobody looks into"""


def box() -> Context:
    """Return how the mailbox fares, and what to do where it does not fare well."""
    state = mailbox.state()
    return {
        "is_set": state.is_set,
        "address": state.address,
        "server": f"{state.host}/{state.folder}",
        "fetched": shown.moment(state.fetched_at) if state.fetched_at else "",
        "trouble": list(_troubles(state)),
    }


def tabs(chosen: str) -> list[Context]:
    counts = mailbox.state().counts
    every = {"title": _("All"), "href": href(), "count": sum(counts.values()), "current": not chosen}
    return [every] + [
        {"title": SHORT[state], "href": href(state=state), "count": counts[state], "current": state == chosen}
        for state in IncomingState
    ]


def href(**said: object) -> str:
    kept = urlencode({name: value for name, value in said.items() if value})
    return reverse("enquiries_desk:incoming") + (f"?{kept}" if kept else "")


def line(mail: IncomingMail) -> Context:
    """Return what the list says of a mail: nothing of its sender, subject or text."""
    return {
        "pk": mail.pk,
        "arrived": shown.moment(mail.arrived_at),
        "size": filesizeformat(mail.size),
        "state": IncomingState(mail.state).label,
        "state_kind": KINDS[mail.state],
        "reason": reason_of(mail.reason),
        "about": number_of(mail.about),
        "attempts": mail.attempts,
        "from_file": mail.mailbox_id is None,
        "is_erased": mail.erased_at is not None,
        "href": reverse("enquiries_desk:incoming_mail", args=[mail.pk]) if may_be_opened(mail) else "",
        "may_be_taken_in": may_be_taken_in(mail),
    }


def meaning(mail: IncomingMail) -> str:
    return str(MEANINGS[mail.state])


def opened(mail: IncomingMail, raw: bytes) -> Context:
    """Return what the page of a mail that is no enquiry shows."""
    shown_text = raw_text(raw)
    return {
        "raw": shown_text,
        "read": _read(mail, raw),
        "may_be_tried": mail.state == IncomingState.UNREAD,
    }


def outcome(mail: IncomingMail) -> str:
    """Return what became of a mail after somebody did something with it."""
    said = {"number": number_of(mail.about), "reason": reason_of(mail.reason)}
    match mail.state:
        case IncomingState.TAKEN:
            return _("The mail was taken in: %(number)s.") % said
        case IncomingState.SET_ASIDE:
            return _("The mail was set aside: %(reason)s.") % said
        case IncomingState.DOUBLE:
            return _("This mail has come before. It was not taken in once more.")
        case IncomingState.UNREAD:
            return _("The mail could not be read. Here is its text.")
        case _:
            return _("The mail is being read. Load this page again in a moment.")


def number_of(about: str) -> str:
    """Return what the desk calls the subject of a mail: “enquiry:12” → “A-12”."""
    kind, _colon, number = about.partition(":")
    return Enquiry(pk=int(number)).number if kind == "enquiry" and number.isdecimal() else about


def _troubles(state: mailbox.BoxState) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the mailbox, each with what to do."""
    if not state.is_set:
        return
    if not is_open():
        yield (
            _("Nothing is fetched yet: nobody has tried to restore a backup."),
            _("Try it with `manage.py restore FILE --try`: docs/backup.md says how."),
        )
    if state.problem:
        yield state.problem, what_to_do(state.problem)
    if not state.address:
        yield _("Nobody knows which address leads here."), _("Set MAILBOX_ADDRESS: answers to our mails go to it.")
    if state.tried_at and clock.now() - state.tried_at > A_WHILE:
        yield (
            _("Nobody has looked into the mailbox since %(moment)s.") % {"moment": shown.moment(state.tried_at)},
            _("Look whether the portal’s worker runs: `make run` starts it, and it restarts by itself."),
        )


def _read(mail: IncomingMail, raw: bytes) -> Context:
    """Return what was read of a mail; of one that could not be read it is not tried while a page waits for it."""
    if mail.state == IncomingState.UNREAD or len(raw) > LARGEST_READ:
        return {}
    found = incoming.read(raw)
    return {
        "subject": found.subject,
        "sender": found.sender,
        "sender_name": found.sender_name,
        "text": found.text[:MOST_TEXT],
        "files": [file.name for file in found.files],
    }
