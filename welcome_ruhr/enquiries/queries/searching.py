"""The search of the desk. What was written is sealed, so words are looked for only where somebody answers anyway:
in their own open enquiries, opened one after the other in memory. Nothing of what was typed is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from welcome_ruhr.accounts.models import User
from welcome_ruhr.enquiries import access
from welcome_ruhr.enquiries.enums import Author, GuideState
from welcome_ruhr.enquiries.fingerprints import code_key, email_key
from welcome_ruhr.enquiries.models import Enquiry, GuideRequest, Message
from welcome_ruhr.enquiries.roles import ADVISER, SUPERVISOR
from welcome_ruhr.vocabulary.models import Topic

from . import inbox
from .case import advisers
from .words import around, holds_all, plain

LONGEST = 200
LEAST_SIGNS = 3
"""of a word that is looked for in names and texts"""
MOST_FOUND = 30
MOST_READ = 500
"""enquiries of one's own whose words are looked through"""
READ_AT_ONCE = 200
AROUND = 60
"""signs before and behind a word that are shown"""
NUMBER = re.compile(r"(?:A\s?-?\s?)?(\d{1,12})", re.IGNORECASE)
DAYS = (
    re.compile(r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>20\d\d)"),
    re.compile(r"(?P<year>20\d\d)-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
)


@dataclass(frozen=True)
class Hit:
    row: inbox.Row
    reason: str
    excerpt: str = ""
    """the words found, with what stands around them"""


@dataclass(frozen=True)
class Found:
    hits: list[Hit] = field(default_factory=list)
    only: int | None = None
    """the one enquiry whose code or number was typed"""
    is_cut: bool = False
    """whether more were found than are shown"""
    left_unread: int = 0
    """enquiries of one's own that were not looked through, because there are too many"""


@dataclass(frozen=True)
class _Trace:
    pk: int
    reason: str
    excerpt: str = ""


def find(typed: str, user: User) -> Found:
    """Return the enquiries that the person may read and that fit what they typed."""
    typed = " ".join(typed[:LONGEST].split())
    readable = Enquiry.objects.filter(access.visible_to(user))
    if not typed:
        return Found()
    if (only := _named(typed, readable)) is not None:
        return Found(only=only)
    traces: dict[int, _Trace] = {}
    for trace in _traces(typed, user, readable):
        traces.setdefault(trace.pk, trace)
        if len(traces) > MOST_FOUND:
            break
    return _found(list(traces.values()), user)


def _found(traces: list[_Trace], user: User) -> Found:
    shown = {trace.pk: trace for trace in traces[:MOST_FOUND]}
    rows = inbox.rows(inbox.Reader.of(user), list(shown))
    hits = [Hit(row, shown[row.enquiry.pk].reason, shown[row.enquiry.pk].excerpt) for row in rows]
    return Found(hits, is_cut=len(traces) > MOST_FOUND, left_unread=max(0, _own(user).count() - MOST_READ))


def _named(typed: str, readable: QuerySet[Enquiry]) -> int | None:
    """Return the one enquiry of a receipt code or number."""
    where = Q(pk=None)
    if key := code_key(typed):
        where = Q(code_key=key)
    elif number := NUMBER.fullmatch(typed):
        where = Q(pk=int(number[1]))
    return readable.filter(where).values_list("pk", flat=True).first()


def _traces(typed: str, user: User, readable: QuerySet[Enquiry]) -> Iterator[_Trace]:
    """Yield what fits, the surest first, the newest first within."""
    if "@" in typed:
        yield from _listed(readable.filter(email_key=email_key(typed)), _("their e-mail address"))
    if day := _day(typed):
        yield from _listed(readable.filter(_asked_on(day)), _("asked on this day"))
    words = [word for word in plain(typed).split() if len(word) >= LEAST_SIGNS]
    if words:
        yield from _in_texts(words, user)
        yield from _listed(readable.filter(topic__in=_topics(words)), _("the topic"))
        yield from _listed(readable.filter(responsible__in=_people(words)), _("who is responsible"))


def _listed(found: QuerySet[Enquiry], reason: str) -> Iterator[_Trace]:
    for pk in found.order_by("-pk").values_list("pk", flat=True)[: MOST_FOUND + 1]:
        yield _Trace(pk, reason)


def _in_texts(words: list[str], user: User) -> Iterator[_Trace]:
    """Yield the enquiries of one's own in which one message holds all words."""
    pks = list(_own(user).order_by("-pk").values_list("pk", flat=True)[:MOST_READ])
    said = Message.objects.filter(enquiry__in=pks).exclude(author=Author.SYSTEM)
    if not access.has_role(user, ADVISER, SUPERVISOR):
        said = said.for_enquirer()
    rows = said.order_by("-enquiry", "pk").values_list("enquiry", "text")
    for pk, text in rows.iterator(READ_AT_ONCE):
        if holds_all(text, words):
            yield _Trace(pk, _("in what was written"), around(text, words[0], AROUND))


def _own(user: User) -> QuerySet[Enquiry]:
    """Return the open enquiries that the person answers, or helps with as a guide."""
    helping = GuideRequest.objects.filter(guide=user, state=GuideState.ACCEPTED).values("enquiry")
    mine = Q(responsible__in=[user.pk, *access.covered_by(user)]) | Q(pk__in=helping)
    return Enquiry.objects.open().filter(mine, access.visible_to(user))


def _topics(words: list[str]) -> list[int]:
    return [topic.pk for topic in Topic.objects.all() if holds_all(" ".join(topic.names.values()), words)]


def _people(words: list[str]) -> list[int]:
    return [one.pk for one in advisers() if holds_all(f"{one.first_name} {one.last_name} {one.email}", words)]


def _day(typed: str) -> date | None:
    found = next((match for pattern in DAYS if (match := pattern.fullmatch(typed))), None)
    if found is None:
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def _asked_on(day: date) -> Q:
    begin = timezone.make_aware(datetime.combine(day, time.min))
    return Q(asked_at__gte=begin, asked_at__lt=begin + timedelta(days=1))
