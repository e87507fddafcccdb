"""The lists of the desk: who sees which enquiries, in which order, page by page.

    reader = Reader.of(user)
    views = views_of(reader)                    the saved views of this person
    page(reader, views[0], Narrowed()).rows     30 rows; `next` says where to go on

A list is read in pieces that an index holds in the order shown (a *lane*: one state, and one person or everybody), so
that 30 rows of 100,000 cost 30. Whatever the lanes find, `access.visible_to` has the last word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum, StrEnum
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from welcome_ruhr.accounts.models import User
from welcome_ruhr.directory.models import Municipality
from welcome_ruhr.enquiries import access
from welcome_ruhr.enquiries.enums import Author, GuideState, State, Trust
from welcome_ruhr.enquiries.models import Enquiry, GuideRequest, Mention, Message, Reminder
from welcome_ruhr.enquiries.roles import ADVISER, GUIDE, SUPERVISOR
from welcome_ruhr.foundation import clock
from welcome_ruhr.foundation.sealed import SealedTextField
from welcome_ruhr.vocabulary.models import Topic

from .waiting import MOST_COUNTED

ROWS = 30
MOST_WORDS = 90
"""signs of a question that a row shows"""
MOST_NOTES = 7


class ViewKey(StrEnum):
    FOR_ME = "for-me"
    NEW = "new"
    MINE = "mine"
    WAITING = "waiting"
    OVERDUE = "overdue"
    COVERED = "covered"
    SUPERVISED = "supervised"
    ALL = "all"
    HELPING = "helping"
    ASKED = "asked"
    CLOSED = "closed"


UNCOUNTED = (ViewKey.CLOSED,)
"""Nobody works a list of what is closed down to nothing."""
ONLY_WITH_ROWS = (ViewKey.COVERED, ViewKey.SUPERVISED)
"""Views that most people have nothing in; they show when there is something."""


@dataclass(frozen=True)
class Reader:
    """Somebody at the desk, with what is asked of them once for all lists."""

    user: User
    covered: tuple[int, ...]
    """those for whom they stand in today"""
    readable: Q

    @classmethod
    def of(cls, user: User) -> Reader:
        return cls(user, tuple(access.covered_by(user)), access.visible_to(user))

    @property
    def answers_for(self) -> tuple[int, ...]:
        """Whose enquiries they answer: their own, and those of whom they stand in for."""
        return (self.user.pk, *self.covered)

    @property
    def is_desk(self) -> bool:
        return access.has_role(self.user, ADVISER, SUPERVISOR)

    @property
    def is_guide(self) -> bool:
        return access.has_role(self.user, GUIDE)


@dataclass(frozen=True)
class Pile:
    """Enquiries in some states, of some people or of everybody."""

    states: tuple[State, ...]
    people: tuple[int, ...] | None = None

    @property
    def where(self) -> Q:
        found = Q(state__in=self.states)
        return found if self.people is None else found & Q(responsible__in=self.people)

    @property
    def lanes(self) -> Iterator[Q]:
        for state in self.states:
            if self.people is None:
                yield Q(state=state)
            else:
                yield from (Q(state=state, responsible=person) for person in self.people)


@dataclass(frozen=True)
class View:
    """A saved view: its piles, or else what it holds; `only` counts for all of it."""

    key: ViewKey
    title: str
    piles: tuple[Pile, ...] = ()
    among: QuerySet[GuideRequest, Any] | None = None
    only: Q = field(default_factory=Q)

    @property
    def lanes(self) -> list[Q]:
        if self.among is not None:
            return [Q(pk__in=self.among)]
        return [lane for pile in self.piles for lane in pile.lanes]

    @property
    def where(self) -> Q:
        whole = [Q(pk__in=self.among)] if self.among is not None else [pile.where for pile in self.piles]
        return reduce(or_, whole) & self.only if whole else Q(pk=None)


@dataclass(frozen=True)
class Narrowed:
    """What a list is narrowed to."""

    topic: Topic | None = None
    place: Municipality | None = None
    language: str = ""

    @property
    def where(self) -> Q:
        return Q(**{name: value for name, value in vars(self).items() if value})


class Stretch(IntEnum):
    """The parts of a list, one after the other: a row stands in exactly one."""

    BY_DAY = 0
    MAYBE_PROGRAMS = 1
    """new ones that look as if a program had sent them: behind all that people sent"""
    WITHOUT_DAY = 2
    """nobody here has to act; the newest first"""


@dataclass(frozen=True)
class Place:
    """Where a page of a list ends."""

    stretch: Stretch
    due_on: date | None
    pk: int

    def __str__(self) -> str:
        return f"{self.stretch.value}.{self.due_on or ''}.{self.pk}"

    @classmethod
    def read(cls, said: str) -> Place | None:
        """Return the place that an address names; None for what is none."""
        try:
            stretch, day, pk = said.split(".")
            return cls(Stretch(int(stretch)), date.fromisoformat(day) if day else None, int(pk))
        except ValueError:
            return None


@dataclass(frozen=True)
class Row:
    enquiry: Enquiry
    words: str
    """how the question begins"""
    calls_me: bool = False


@dataclass(frozen=True)
class Page:
    rows: list[Row]
    next: Place | None = None


NEW = Q(state=State.NEW)
SUSPECT = Q(trust=Trust.SUSPECT)


def views_of(reader: Reader) -> list[View]:
    """Return the saved views of a person, the one to begin with first."""
    found = _desk_views(reader) if reader.is_desk else []
    return [*found, *_guide_views(reader.user)] if reader.is_guide else found


def counts(reader: Reader, views: Iterable[View]) -> dict[ViewKey, int]:
    """Return how many rows each view has, counted up to one more than is shown."""
    return {view.key: _count(reader, view) for view in views if view.key not in UNCOUNTED}


def page(reader: Reader, view: View, narrowed: Narrowed, after: Place | None = None) -> Page:
    """Return the rows of a page, and where the next one begins."""
    places = list(_places(view, narrowed, after))
    shown = places[:ROWS]
    return Page(rows(reader, [place.pk for place in shown]), shown[-1] if len(places) > ROWS else None)


def rows(reader: Reader, pks: Sequence[int]) -> list[Row]:
    """Return those of these enquiries that the person may read, in this order, each with the first words asked."""
    calls = Mention.objects.filter(message__enquiry=OuterRef("pk"), person=reader.user, seen_at=None)
    found = (
        Enquiry.objects.filter(reader.readable)
        .select_related("topic", "place", "responsible")
        .defer("email", "helped_note")
        .annotate(question=_asked_first("text"), headline=_asked_first("subject"), calls_me=Exists(calls))
        .in_bulk(pks)
    )
    known = (found[pk] for pk in pks if pk in found)
    # A mail may hold files alone: then its subject says what it is about.
    return [Row(one, shortened(one.question or one.headline or ""), calls_me=one.calls_me) for one in known]


def offers(user: User) -> list[GuideRequest]:
    """Return what a guide is asked to help with, the newest first; of each they see language, topic and place alone."""
    asked = GuideRequest.objects.filter(guide=user, state=GuideState.ASKED, enquiry__closed_at=None)
    return list(
        asked.select_related("enquiry__topic", "enquiry__place")
        .defer("enquiry__email", "enquiry__helped_note")
        .order_by("-pk")[:ROWS]
    )


def since(reader: Reader, moment: datetime) -> int:
    """Return how many questions and answers of enquirers came for this person after a moment."""
    if not reader.is_desk:
        return 0
    new = Enquiry.objects.filter(NEW, asked_at__gt=moment)
    back = Enquiry.objects.filter(Pile((State.OPEN,), reader.answers_for).where, has_news=True)
    ours = back.filter(news_at__gt=moment, asked_at__lte=moment)
    return new[: MOST_COUNTED + 1].count() + ours[: MOST_COUNTED + 1].count()


def reminders_due(reader: Reader) -> list[Reminder]:
    """Return what the person wanted to be reminded of, as far as they still may read it."""
    readable = Enquiry.objects.filter(reader.readable)
    due = Reminder.objects.filter(person=reader.user, done_at=None, due_on__lte=clock.today())
    return list(
        due.filter(enquiry__in=readable.values("pk"))
        .select_related("enquiry")
        .defer("enquiry__email", "enquiry__helped_note")[:MOST_NOTES]
    )


def calls_unseen(reader: Reader) -> list[Mention]:
    """Return the notes in which somebody called the person, and which they have not opened since."""
    readable = Enquiry.objects.filter(reader.readable)
    calls = Mention.objects.filter(person=reader.user, seen_at=None, message__enquiry__in=readable.values("pk"))
    return list(
        calls.select_related("message__by", "message__enquiry")
        .defer("message__text", "message__enquiry__email", "message__enquiry__helped_note")
        .order_by("-pk")[:MOST_NOTES]
    )


def shortened(text: str, most: int = MOST_WORDS) -> str:
    """Return the first words of a text in one line."""
    line = " ".join(text[: 4 * most].split())
    if len(line) <= most:
        return line
    return line[:most].rsplit(" ", 1)[0] + " …"


def _desk_views(reader: Reader) -> list[View]:
    sees_all = access.has_role(reader.user, SUPERVISOR)
    mine, me, desk = reader.answers_for, (reader.user.pk,), None if sees_all else reader.answers_for
    new, late = Pile((State.NEW,)), Q(due_on__lt=clock.today())
    going_on, waiting = (State.OPEN, State.REFERRED, State.WAITING), (State.REFERRED, State.WAITING)
    supervised = GuideRequest.objects.filter(supervisor=reader.user, state=GuideState.ACCEPTED, enquiry__closed_at=None)
    whole = [View(ViewKey.ALL, _("All open"), (new, Pile(going_on)))] if sees_all else []
    return [
        View(ViewKey.FOR_ME, _("For me"), (new, Pile((State.OPEN,), mine))),
        View(ViewKey.NEW, _("New"), (new,)),
        View(ViewKey.MINE, _("Mine"), (Pile(going_on, me),)),
        View(ViewKey.WAITING, _("Waiting"), (Pile(waiting, mine),)),
        View(ViewKey.OVERDUE, _("Overdue"), (new, Pile((State.OPEN, State.REFERRED), desk)), only=late),
        View(ViewKey.COVERED, _("I stand in"), (Pile(going_on, reader.covered),)),
        View(ViewKey.SUPERVISED, _("I supervise"), among=supervised.values("enquiry")),
        *whole,
        View(ViewKey.CLOSED, _("Closed"), (Pile((State.CLOSED,), desk),)),
    ]


def _guide_views(user: User) -> list[View]:
    of_guide = GuideRequest.objects.filter(guide=user, enquiry__closed_at=None)
    helping = View(ViewKey.HELPING, _("I help"), among=of_guide.filter(state=GuideState.ACCEPTED).values("enquiry"))
    asked = View(ViewKey.ASKED, _("I am asked"))
    # Whoever asks waits for a yes or a no; who is helped already has an answer on the way.
    return [asked, helping] if of_guide.filter(state=GuideState.ASKED).exists() else [helping, asked]


def _count(reader: Reader, view: View) -> int:
    if view.key == ViewKey.ASKED:
        return len(offers(reader.user))
    if view.key == ViewKey.COVERED and not reader.covered:
        return 0
    return Enquiry.objects.readable().filter(view.where).order_by()[: MOST_COUNTED + 1].count()


def _places(view: View, narrowed: Narrowed, after: Place | None) -> Iterator[Place]:
    """Yield the places of a page and one more, where there is a next page."""
    wanted = ROWS + 1
    for stretch in Stretch:
        if wanted <= 0 or (after and stretch < after.stretch):
            continue
        found = _in_stretch(stretch, view, narrowed, after if after and after.stretch == stretch else None, wanted)
        wanted -= len(found)
        yield from found


def _in_stretch(stretch: Stretch, view: View, narrowed: Narrowed, after: Place | None, most: int) -> list[Place]:
    """Return the first places of a stretch: of each lane as many, for they may all stand in one."""
    found: set[tuple[date | None, int]] = set()
    for lane in _of_stretch(stretch, view.lanes):
        readable = Enquiry.objects.readable().filter(lane, view.only, narrowed.where, _behind(stretch, after))
        found.update(readable.order_by(*_order(stretch)).values_list("due_on", "pk")[:most])
    newest_first = stretch == Stretch.WITHOUT_DAY
    ordered = sorted(found, key=lambda one: (one[0] or date.max, -one[1] if newest_first else one[1]))
    return [Place(stretch, due_on, pk) for due_on, pk in ordered[:most]]


def _of_stretch(stretch: Stretch, lanes: Iterable[Q]) -> Iterator[Q]:
    for lane in lanes:
        if stretch == Stretch.WITHOUT_DAY:
            yield lane & Q(due_on=None)
        elif stretch == Stretch.BY_DAY:
            yield (lane & ~SUSPECT if lane == NEW else lane) & Q(due_on__isnull=False)
        elif lane == NEW:
            yield lane & SUSPECT & Q(due_on__isnull=False)


def _behind(stretch: Stretch, after: Place | None) -> Q:
    if after is None:
        return Q()
    if stretch == Stretch.WITHOUT_DAY or after.due_on is None:
        return Q(pk__lt=after.pk)
    # The first condition alone lets the index begin where the page before ended.
    return Q(due_on__gte=after.due_on) & (Q(due_on__gt=after.due_on) | Q(pk__gt=after.pk))


def _order(stretch: Stretch) -> tuple[str, ...]:
    return ("-pk",) if stretch == Stretch.WITHOUT_DAY else ("due_on", "pk")


def _asked_first(field: str) -> Subquery:
    asked = Message.objects.filter(enquiry=OuterRef("pk"), author=Author.ENQUIRER).order_by("pk")
    return Subquery(asked.values(field)[:1], output_field=SealedTextField())
