"""The search of the desk. What was written is sealed, so words are looked for only where somebody answers anyway:
in their own open enquiries, opened one after the other in memory. What every row of a list shows beside them (place,
topic, language, who is responsible) is looked through wherever the person may read. Nothing typed is kept here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcome_ruhr.accounts.models import User
from welcome_ruhr.directory import queries as directory
from welcome_ruhr.enquiries import access
from welcome_ruhr.enquiries.enums import Author, GuideState
from welcome_ruhr.enquiries.fingerprints import code_key, email_key
from welcome_ruhr.enquiries.models import Enquiry, GuideRequest, Message
from welcome_ruhr.enquiries.roles import ADVISER, SUPERVISOR
from welcome_ruhr.foundation.languages import own_name
from welcome_ruhr.vocabulary.models import Topic

from . import inbox
from .case import advisers
from .words import around, plain

LONGEST = 200
LEAST_SIGNS = 3
"""of a word that is looked for in names and texts"""
MOST_FOUND = 30
MOST_READ = 500
"""enquiries of one's own whose words are looked through"""
READ_AT_ONCE = 200
PARTS = ("place", "topic", "language", "responsible")
REASONS = {
    "place": gettext_lazy("the place"),
    "topic": gettext_lazy("the topic"),
    "language": gettext_lazy("the language"),
    "responsible": gettext_lazy("who is responsible"),
}
"""Parts of a row that tell nothing of the person, and what is said when they hold a word."""
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


@dataclass(frozen=True)
class _Sign:
    """Which rows show a word: of each part of a row, the values that hold it."""

    values: dict[str, set[int | str]]

    @property
    def where(self) -> Q:
        return reduce(or_, (Q(**{f"{part}__in": values}) for part, values in self.values.items()))

    def parts_in(self, row: Sequence[int | str | None]) -> list[str]:
        """Return the parts of a row, given as PARTS, that show the word."""
        return [part for part, value in zip(PARTS, row, strict=True) if value in self.values[part]]


def find(typed: str, user: User) -> Found:
    """Return the enquiries that the person may read and that fit what they typed."""
    typed = _in_one_line(typed)
    if not typed:
        return Found()
    if (only := named(typed, user)) is not None:
        return Found(only=only)
    readable = Enquiry.objects.filter(access.visible_to(user))
    traces: dict[int, _Trace] = {}
    for trace in _traces(typed, user, readable):
        traces.setdefault(trace.pk, trace)
        if len(traces) > MOST_FOUND:
            break
    return _found(list(traces.values()), user)


def named(typed: str, user: User) -> int | None:
    """Return the one enquiry of a receipt code or number; None when the person may not read it."""
    typed, where = _in_one_line(typed), Q(pk=None)
    if key := code_key(typed):
        where = Q(code_key=key)
    elif number := NUMBER.fullmatch(typed):
        where = Q(pk=int(number[1]))
    return Enquiry.objects.filter(access.visible_to(user)).filter(where).values_list("pk", flat=True).first()


def _in_one_line(typed: str) -> str:
    return " ".join(typed[:LONGEST].split())


def _found(traces: list[_Trace], user: User) -> Found:
    shown = {trace.pk: trace for trace in traces[:MOST_FOUND]}
    rows = inbox.rows(inbox.Reader.of(user), list(shown))
    hits = [Hit(row, shown[row.enquiry.pk].reason, shown[row.enquiry.pk].excerpt) for row in rows]
    return Found(hits, is_cut=len(traces) > MOST_FOUND, left_unread=max(0, _own(user).count() - MOST_READ))


def _traces(typed: str, user: User, readable: QuerySet[Enquiry]) -> Iterator[_Trace]:
    """Yield what fits, the surest first, the newest first within."""
    if "@" in typed:
        yield from _listed(readable.filter(email_key=email_key(typed)), _("their e-mail address"))
    if day := _day(typed):
        yield from _listed(readable.filter(_asked_on(day)), _("asked on this day"))
    words = [word for word in plain(typed).split() if len(word) >= LEAST_SIGNS]
    if words:
        signs = _signs(words)
        yield from _in_texts(signs, user)
        yield from _in_signs(signs, readable)


def _listed(found: QuerySet[Enquiry], reason: str) -> Iterator[_Trace]:
    for pk in found.order_by("-pk").values_list("pk", flat=True)[: MOST_FOUND + 1]:
        yield _Trace(pk, reason)


def _in_signs(signs: Mapping[str, _Sign], readable: QuerySet[Enquiry]) -> Iterator[_Trace]:
    """Yield the enquiries of which every word stands in a row of a list, each in whichever part of it."""
    found = readable.filter(*(sign.where for sign in signs.values())).order_by("-pk")
    for pk, *row in found.values_list("pk", *PARTS)[: MOST_FOUND + 1]:
        parts = {part for sign in signs.values() for part in sign.parts_in(row)}
        yield _Trace(pk, ", ".join(str(REASONS[part]) for part in PARTS if part in parts))


def _in_texts(signs: Mapping[str, _Sign], user: User) -> Iterator[_Trace]:
    """Yield the enquiries of one's own of which one message holds all words, but for those that their row shows."""
    own = {pk: row for pk, *row in _own(user).order_by("-pk").values_list("pk", *PARTS)[:MOST_READ]}
    said = Message.objects.filter(enquiry__in=own).exclude(author=Author.SYSTEM)
    if not access.has_role(user, ADVISER, SUPERVISOR):
        said = said.for_enquirer()
    rows = said.order_by("-enquiry", "pk").values_list("enquiry", "subject", "text")
    for pk, subject, text in rows.iterator(READ_AT_ONCE):
        written = f"{subject}\n{text}" if subject else text
        bare = plain(written)
        here = [word for word in signs if word in bare]
        if here and all(word in bare or signs[word].parts_in(own[pk]) for word in signs):
            yield _Trace(pk, _("in what was written"), around(written, here[0], AROUND))


def _own(user: User) -> QuerySet[Enquiry]:
    """Return the open enquiries that the person answers, or helps with as a guide."""
    helping = GuideRequest.objects.filter(guide=user, state=GuideState.ACCEPTED).values("enquiry")
    mine = Q(responsible__in=[user.pk, *access.covered_by(user)]) | Q(pk__in=helping)
    return Enquiry.objects.open().filter(mine, access.visible_to(user))


def _signs(words: list[str]) -> dict[str, _Sign]:
    """Return of each word which rows show it."""
    shown: dict[str, list[tuple[int | str, str]]] = {
        "place": [(town.pk, plain(town.name)) for town in directory.municipalities()],
        "topic": [(topic.pk, plain(" ".join(topic.names.values()))) for topic in Topic.objects.all()],
        "language": [(code, plain(own_name(code))) for code, _name in settings.LANGUAGES],
        "responsible": [(one.pk, plain(f"{one.first_name} {one.last_name} {one.email}")) for one in advisers()],
    }
    return {
        word: _Sign({part: {key for key, bare in rows if word in bare} for part, rows in shown.items()})
        for word in words
    }


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
