"""Enquiries in the words of the desk: rows, conversations and days as the components of `design` take them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from babel.dates import format_skeleton
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from welcome_ruhr.accounts.models import User
from welcome_ruhr.enquiries.enums import Author, CameBy, Event, ScanState, State, Trust
from welcome_ruhr.enquiries.models import Attachment, Enquiry, GuideRequest, Message
from welcome_ruhr.enquiries.queries.case import ANSWERS
from welcome_ruhr.enquiries.queries.inbox import Row
from welcome_ruhr.foundation import clock, formats, uploads
from welcome_ruhr.foundation.languages import own_name

from . import mailed

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

STATE_KINDS: Mapping[str, str] = {
    State.NEW: "new",
    State.OPEN: "attention",
    State.WAITING: "waiting",
    State.REFERRED: "waiting",
    State.CLOSED: "good",
}
"""How each state looks as a badge."""
KINDS: Mapping[str, str] = {
    Author.ENQUIRER: "asker",
    Author.ADVISER: "us",
    Author.GUIDE: "us",
    Author.OFFICE: "office",
    Author.NOTE: "note",
    Author.SYSTEM: "system",
}
"""What each author is called in the component `conversation`."""
FROM_OUTSIDE = (Author.ENQUIRER, Author.OFFICE)
HAPPENED: Mapping[str, _StrPromise] = {
    Event.ACKNOWLEDGED: gettext_lazy("The question arrived"),
    Event.TAKEN: gettext_lazy("Somebody became responsible"),
    Event.HANDED_OVER: gettext_lazy("Handed over to somebody else"),
    Event.LATE: gettext_lazy("The person was told that it takes longer"),
    Event.CONSENT_ASKED: gettext_lazy("The person was asked whether we may pass it on"),
    Event.CONSENT_GIVEN: gettext_lazy("The person agreed that we pass it on"),
    Event.CONSENT_REFUSED: gettext_lazy("The person did not want us to pass it on"),
    Event.REFERRED: gettext_lazy("Passed on to an office"),
    Event.OUTCOME: gettext_lazy("The outcome of a referral is known"),
    Event.WITH_GUIDE: gettext_lazy("A Welcome Guide helps as well"),
    Event.DONE: gettext_lazy("The person needs nothing more"),
    Event.CLOSED: gettext_lazy("Closed"),
    Event.REOPENED: gettext_lazy("Open again"),
    Event.SOON_FORGOTTEN: gettext_lazy("The person was told that it will be deleted soon"),
    Event.CAME_BACK: gettext_lazy("Our mail to the person came back"),
}
"""What each event is called at the desk; to the enquirer it is told in words of their own."""
HAPPENED_BY: Mapping[str, _StrPromise] = {
    Event.TAKEN: gettext_lazy("%(name)s became responsible"),
    Event.HANDED_OVER: gettext_lazy("Handed over to %(name)s"),
}
"""The same, where it is known who."""
SOON = timedelta(days=2)
PERMIT_ENDS_SOON = timedelta(days=30)
"""A permit that ends later sorts nothing yet, and stands on the page of the enquiry alone."""

Inputs = dict[str, Any]
NOTHING_MORE: Inputs = {"dir": "", "status": "", "via": "", "subject": "", "quoted": "", "links": []}
"""What the component `conversation` asks of every message; a name that is missing costs a template the most."""


def row(found: Row, way: str = "", *, title: str = "", why: str = "") -> Inputs:
    """Return a row of a list; `title` stands in for the first words, `why` says how it was found, `way` as in ways."""
    enquiry = found.enquiry
    due, due_kind = due_in_words(enquiry)
    return {
        "title": title or found.words or _("No words are left"),
        "href": reverse("enquiries_desk:case", args=[enquiry.pk]) + way,
        "lang": enquiry.language,
        "unread": enquiry.has_news or found.calls_me,
        "state": State(enquiry.state).label,
        "state_kind": STATE_KINDS[enquiry.state],
        "meta": [part for part in _meta(found, why) if part],
        "due": due,
        "due_kind": due_kind,
        "person": str(enquiry.responsible or ""),
        "time": day(localtime(enquiry.news_at).date()),
        "datetime": localtime(enquiry.news_at).date().isoformat(),
    }


def offer(request: GuideRequest, way: str = "") -> Inputs:
    """Return a row for what a guide is asked: not a word of the question."""
    enquiry = request.enquiry
    return {
        "title": _("Could you help somebody?"),
        "href": reverse("enquiries_desk:case", args=[enquiry.pk]) + way,
        "unread": True,
        "meta": [part for part in (enquiry.number, *_about(enquiry)) if part],
        "time": day(localtime(request.asked_at).date()),
        "datetime": localtime(request.asked_at).date().isoformat(),
    }


def item(message: Message, *, is_new: bool = False, for_desk: bool = False, who: User | None = None) -> Inputs:
    """Return a message of the conversation; `for_desk` also what a guide does not see of a mail.

    `who` became responsible, where that is what happened: the desk alone reads it.
    """
    return {
        **NOTHING_MORE,
        "kind": KINDS[message.author],
        "author": author(message),
        "time": moment(message.written_at),
        "datetime": localtime(message.written_at).isoformat(timespec="minutes"),
        "text": _happened(message, who) if message.event else message.text,
        "lang": message.language,
        "id": f"message-{message.pk}",
        "is_new": is_new,
        "attachments": [_file(file, message.enquiry_id) for file in message.attachments.all()],
        **mailed.parts(message, for_desk=for_desk),
    }


def items(
    said: Iterable[Message],
    *,
    is_new: Callable[[Message], bool],
    for_desk: bool,
    became_responsible: Mapping[int, User] | None = None,
) -> list[Inputs]:
    who = became_responsible or {}
    return [item(message, is_new=is_new(message), for_desk=for_desk, who=who.get(message.pk)) for message in said]


def _happened(message: Message, who: User | None) -> str:
    if who is None or message.event not in HAPPENED_BY:
        return str(HAPPENED[message.event])
    return HAPPENED_BY[message.event] % {"name": who}


def written_after(pk: int, reader: User) -> Callable[[Message], bool]:
    """Return what tells whether somebody other than the reader wrote a message after that of this number."""
    return lambda message: message.pk > pk and message.author != Author.SYSTEM and message.by_id != reader.pk


def unread(enquiry: Enquiry, said: Iterable[Message]) -> Callable[[Message], bool]:
    """Return what tells whether a message came from outside, and nobody responsible has answered or looked since."""
    answered = max((one.pk for one in said if one.author in ANSWERS), default=0)
    return lambda message: enquiry.has_news and message.author in FROM_OUTSIDE and message.pk > answered


def author(message: Message) -> str:
    if message.author == Author.GUIDE:
        return _("%(name)s, Welcome Guide") % {"name": message.by}
    return str(message.by or Author(message.author).label)


def due_in_words(enquiry: Enquiry) -> tuple[str, str]:
    """Return until when somebody has to act, in words, and "late" or "soon" where that is worth a colour."""
    if enquiry.due_on is None:
        return "", ""
    left = enquiry.due_on - clock.today()
    if left < timedelta(0):
        late = ngettext("%(days)d day late", "%(days)d days late", -left.days) % {"days": -left.days}
        return late, "late"
    kind = "soon" if left < SOON else ""
    if enquiry.due_on == enquiry.permit_ends_on:
        return permit_in_words(enquiry.due_on), "soon"
    return _day_ahead(enquiry.due_on, left.days), kind


def permit_in_words(ends_on: date) -> str:
    if ends_on < clock.today():
        return _("permit ended %(day)s") % {"day": day(ends_on)}
    return _("permit ends %(day)s") % {"day": day(ends_on)}


def told(newest: int, writers: Iterable[User]) -> str:
    """Return a sign of what a page says of others, so that it is only said again when it changes."""
    return "-".join(str(number) for number in (newest, *sorted(one.pk for one in writers)))


def people(found: Iterable[User]) -> str:
    """Return the names of some people, in one line."""
    return ", ".join(str(one) for one in found)


def day(value: date) -> str:
    """Return a day as short as can be: "3 Dec", with the year where it is another one."""
    skeleton = "MMMd" if value.year == clock.today().year else "yMMMd"
    return str(format_skeleton(skeleton, value, locale=formats.locale_of(get_language() or "de")))


def long_day(value: date) -> str:
    return formats.day(value, get_language() or "de")


def moment(value: datetime) -> str:
    """Return day and time of day, as short as can be."""
    here = localtime(value)
    return f"{day(here.date())}, {here:%H:%M}"


def _day_ahead(value: date, days: int) -> str:
    if days == 0:
        return _("today")
    return _("tomorrow") if days == 1 else day(value)


def _meta(found: Row, why: str) -> Iterable[str]:
    enquiry = found.enquiry
    yield enquiry.number
    yield why
    if enquiry.came_by == CameBy.MAIL:
        yield _("by e-mail")
    if found.calls_me:
        yield _("you were called")
    yield from _about(enquiry)
    permit = enquiry.permit_ends_on
    if permit and permit != enquiry.due_on and clock.today() <= permit <= clock.today() + PERMIT_ENDS_SOON:
        yield permit_in_words(permit)
    if enquiry.trust != Trust.CHECKED and enquiry.came_by == CameBy.PAGE:
        yield str(Trust(enquiry.trust).label)


def _about(enquiry: Enquiry) -> tuple[str, ...]:
    place, topic = enquiry.place, enquiry.topic
    return own_name(enquiry.language), str(topic or ""), str(place or "")


def _file(file: Attachment, enquiry_pk: int) -> Inputs:
    address = reverse("enquiries_desk:file", args=[enquiry_pk, file.pk]) if file.may_be_opened else ""
    return {
        "title": file.name,
        "href": address,
        "kind": file.name.rpartition(".")[2].upper(),
        "size": filesizeformat(file.size),
        "note": about_scan(file),
    }


def about_scan(file: Attachment) -> str:
    if file.scan == ScanState.HELD:
        return _("Being checked for viruses: it can be opened when that is done.")
    if file.scan == ScanState.INFECTED:
        return _("A virus was found: nobody can open it.")
    if file.scan == ScanState.NOT_KEPT:
        return _not_kept(file)
    return _("Not checked for viruses: there is no scanner here.") if file.scan == ScanState.UNSCANNED else ""


def _not_kept(file: Attachment) -> str:
    if file.size > uploads.MAX_BYTES:
        return _("Too large to be kept by itself: it lies in the original mail.")
    return _("We do not open files of this kind: it lies in the original mail.")
