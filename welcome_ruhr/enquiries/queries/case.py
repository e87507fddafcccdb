"""One enquiry as its page shows it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet

from welcome_ruhr.accounts.models import User
from welcome_ruhr.enquiries import access
from welcome_ruhr.enquiries.enums import Author, Event, GuideState
from welcome_ruhr.enquiries.mails import TO_ENQUIRER
from welcome_ruhr.enquiries.models import AnswerTemplate, Draft, Enquiry, GuideRequest, Message, Referral, Reminder
from welcome_ruhr.enquiries.promises import answer_day
from welcome_ruhr.enquiries.roles import ADVISER, GUIDE, SUPERVISOR
from welcome_ruhr.foundation import audit, formats
from welcome_ruhr.foundation.enums import MailState
from welcome_ruhr.foundation.fields import text_and_language_in, text_in
from welcome_ruhr.foundation.models import AuditEntry, OutgoingMail

A_MOMENT_AGO = timedelta(minutes=2)
MOST_CALLED = 12
MOST_HISTORY = 100
ANSWERS = (Author.ADVISER, Author.GUIDE)
NOT_ARRIVED = (MailState.UNSURE, MailState.REFUSED, MailState.HELD, MailState.GIVEN_UP, MailState.CAME_BACK)
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True)
class Deed:
    """An entry of the audit chain with the people it names."""

    entry: AuditEntry
    actor: User | None
    to: User | None
    """whom an enquiry was handed to, or which guide was asked"""


@dataclass(frozen=True)
class Chosen:
    """A template in the language of an enquiry, or what stands in for it."""

    template: AnswerTemplate
    language: str
    fits: bool
    """whether it is about the topic of the enquiry"""


def enquiry(pk: int) -> Enquiry | None:
    """Return an enquiry with what its page names; who may read it is the view's question."""
    related = ("topic", "audience", "phase", "place", "responsible", "may_belong_to")
    return Enquiry.objects.select_related(*related).filter(pk=pk).first()


def messages(enquiry: Enquiry, *, with_notes: bool) -> list[Message]:
    """Return what was said, the oldest first, with its files; internal notes are for the desk alone."""
    said = enquiry.messages if with_notes else enquiry.messages.for_enquirer()
    return list(said.select_related("by", "mail").prefetch_related("attachments"))


def first_question(said: Iterable[Message]) -> str:
    return next((str(message.text) for message in said if message.author == Author.ENQUIRER), "")


def said_since(enquiry: Enquiry, user: User, seen: int, *, with_notes: bool) -> QuerySet[Message]:
    """Return what others have written since a message was the last one."""
    said = enquiry.messages if with_notes else enquiry.messages.for_enquirer()
    written = said.filter(pk__gt=seen).exclude(author=Author.SYSTEM)
    return written.filter(~Q(by=user) | Q(by=None)).order_by("pk")


def answered_since(enquiry: Enquiry, user: User, seen: int, *, text: str) -> bool:
    """Whether somebody has sent just this answer since a message was the last one: it was sent twice, or came late."""
    written = enquiry.messages.filter(pk__gt=seen, by=user, author__in=ANSWERS).order_by("-pk").first()
    return written is not None and _lines(str(written.text)) == _lines(text)


def writing_now(enquiry: Enquiry, besides: User, now: datetime) -> list[User]:
    """Return who else has written on a draft within the last two minutes."""
    drafts = Draft.objects.filter(enquiry=enquiry, changed_at__gte=now - A_MOMENT_AGO).exclude(by=besides)
    return [draft.by for draft in drafts.select_related("by").defer("text").order_by("by__last_name", "pk")]


def draft_of(enquiry: Enquiry, user: User) -> Draft | None:
    return Draft.objects.filter(enquiry=enquiry, by=user).first()


def referrals(enquiry: Enquiry) -> list[Referral]:
    return list(enquiry.referrals.select_related("office", "person", "by"))


def guide_requests(enquiry: Enquiry) -> list[GuideRequest]:
    return list(enquiry.guide_requests.select_related("guide", "supervisor"))


def told_desk(enquiry: Enquiry, guide: User) -> list[Message]:
    """Return what a guide wrote to the adviser; what others note, they do not see."""
    return list(enquiry.messages.filter(author=Author.NOTE, by=guide))


def troubled_mails(enquiry: Enquiry) -> list[OutgoingMail]:
    """Return the mails to the person that did not arrive, or perhaps did not, the newest first, without their content.

    After a month a mail is erased, and then it is not told of any more: nobody could send it again.
    """
    sent = OutgoingMail.objects.without_content().filter(about=enquiry.subject, kind__in=TO_ENQUIRER)
    return list(sent.filter(state__in=NOT_ARRIVED).exclude(recipient="").order_by("-pk"))


def reminders(enquiry: Enquiry, user: User) -> list[Reminder]:
    """Return what the person wants to be reminded of; those of others are theirs."""
    return list(enquiry.reminders.filter(person=user, done_at=None))


def advisers() -> QuerySet[User]:
    """Return who can be responsible for an enquiry, or supervise a guide."""
    return _with_role(ADVISER.key, SUPERVISOR.key)


def guides() -> QuerySet[User]:
    return _with_role(GUIDE.key)


def helping_guides(enquiry: Enquiry) -> list[GuideRequest]:
    going_on = enquiry.guide_requests.filter(state__in=(GuideState.ASKED, GuideState.ACCEPTED))
    return list(going_on.select_related("guide"))


def callable_names(enquiry: Enquiry, user: User) -> list[tuple[str, User]]:
    """Return who can be called in a note, each with what to write behind the @."""
    readers = User.objects.filter(access.readers_of(enquiry), is_active=True).exclude(pk=user.pk).distinct()
    found = list(readers.order_by("last_name", "first_name", "email")[: MOST_CALLED + 1])
    short = [one.email.partition("@")[0] for one in found]
    return [
        (name if short.count(name) == 1 else one.email, one)
        for name, one in zip(short[:MOST_CALLED], found, strict=False)
    ]


def templates(enquiry: Enquiry) -> list[Chosen]:
    """Return the templates that have a text for this enquirer, those about the topic first."""
    found = [
        Chosen(one, language, fits=one.topic_id is not None and one.topic_id == enquiry.topic_id)
        for one in AnswerTemplate.objects.all()
        if (language := text_and_language_in(one.texts, enquiry.language)[1])
    ]
    return sorted(found, key=lambda one: (not one.fits, one.template.title.casefold()))


def filled(template: AnswerTemplate, enquiry: Enquiry, by: User, office_name: str = "") -> str:
    """Return the text of a template with what is known in place of {braces}; what is not known stays to be seen."""
    text, language = text_and_language_in(template.texts, enquiry.language)
    values = _values(enquiry, by, office_name, language)
    return PLACEHOLDER.sub(lambda found: values.get(found[1]) or found[0], text)


def unfilled(text: str) -> list[str]:
    """Return the places of a text that are still to be filled, as they stand there, each once: ["{topic}"]."""
    return list(dict.fromkeys(found[0] for found in PLACEHOLDER.finditer(text)))


def history(enquiry: Enquiry) -> list[Deed]:
    """Return who did what with an enquiry, the newest first."""
    entries = list(audit.of(enquiry.subject).order_by("-number")[:MOST_HISTORY])
    named = {pk for entry in entries for pk in (entry.actor_id, _other_person(entry.details)) if pk}
    people = User.objects.in_bulk(named)
    return [
        Deed(entry, people.get(entry.actor_id or 0), people.get(_other_person(entry.details) or 0)) for entry in entries
    ]


def became_responsible(said: Iterable[Message], deeds: Iterable[Deed]) -> dict[int, User]:
    """Return who became responsible with which message that tells of it, by its number; `deeds` the newest first.

    Both were written in one go, the message first.
    """
    found: dict[int, User] = {}
    given = iter([one for one in reversed(list(deeds)) if one.entry.action == "enquiries.assign"])
    deed = next(given, None)
    for message in said:
        if message.event not in (Event.TAKEN, Event.HANDED_OVER):
            continue
        while deed and deed.entry.at < message.written_at:
            deed = next(given, None)
        if deed and deed.to and deed.entry.at - message.written_at < A_MOMENT_AGO:
            found[message.pk] = deed.to
            deed = next(given, None)
    return found


def _lines(text: str) -> list[str]:
    """Return a text as it is stored and as forms send it: these end lines in two ways."""
    return text.strip().splitlines()


def _other_person(details: Mapping[str, object]) -> int | None:
    found = details.get("to") or details.get("guide")
    return found if isinstance(found, int) else None


def _values(enquiry: Enquiry, by: User, office_name: str, language: str) -> dict[str, str]:
    """Return what fills a template; topic and day are said in the language of its text."""
    return {
        "number": enquiry.number,
        "place": enquiry.place.name if enquiry.place else "",
        "office": office_name,
        "topic": text_in(enquiry.topic.names, language) if enquiry.topic else "",
        "adviser": str(by),
        "answer_day": formats.day(answer_day(enquiry.language), language),
    }


def _with_role(*keys: str) -> QuerySet[User]:
    found = User.objects.filter(groups__name__in=keys, is_active=True).distinct()
    if not settings.DEMO:
        found = found.filter(is_demo=False)
    return found.order_by("last_name", "first_name", "email")
