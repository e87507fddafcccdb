"""Who is responsible."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from welcome_ruhr.accounts.models import User
from welcome_ruhr.enquiries import access, mails
from welcome_ruhr.enquiries.access import Verb
from welcome_ruhr.enquiries.enums import OURS, Event, State
from welcome_ruhr.enquiries.errors import AbsenceIsOver, AlreadyTaken, CannotAnswerEnquiries, DayIsPast, IsClosed
from welcome_ruhr.enquiries.models import Absence, Enquiry
from welcome_ruhr.enquiries.models.enquiry import EnquiryQuerySet
from welcome_ruhr.enquiries.promises import answer_day
from welcome_ruhr.enquiries.roles import ADVISER, SUPERVISOR
from welcome_ruhr.foundation import audit, clock

from . import conversation


@transaction.atomic
def take(*, enquiry: Enquiry, by: User) -> Enquiry:
    """Become responsible for a new enquiry. Raise AlreadyTaken, NotAllowed."""
    enquiry = conversation.locked(enquiry)
    if enquiry.state != State.NEW:
        raise AlreadyTaken
    access.check(by, Verb.TAKE, enquiry)
    return _given(enquiry, by, by=by, event=Event.TAKEN)


@transaction.atomic
def assign(*, enquiry: Enquiry, to: User, by: User) -> Enquiry:
    """Hand an enquiry to another adviser, who is told. Raise NotAllowed, IsClosed, CannotAnswerEnquiries."""
    enquiry = conversation.locked(enquiry)
    access.check(by, Verb.ASSIGN, enquiry)
    if enquiry.is_closed:
        raise IsClosed
    if not access.has_role(to, ADVISER, SUPERVISOR):
        raise CannotAnswerEnquiries
    event = Event.HANDED_OVER if enquiry.responsible_id else Event.TAKEN
    enquiry = _given(enquiry, to, by=by, event=event)
    if to != by:
        mails.tell_staff(to, enquiry, "handed_over")
    return enquiry


@transaction.atomic
def hand_back(*, enquiry: Enquiry, by: User) -> Enquiry:
    """Put an enquiry back among those that nobody is responsible for. Raise NotAllowed, IsClosed."""
    enquiry = conversation.locked(enquiry)
    access.check(by, Verb.ASSIGN, enquiry)
    if enquiry.is_closed:
        raise IsClosed
    _put_back(enquiry)
    conversation.note_down("hand_back", enquiry, by=by)
    return enquiry


def put_back_left_behind() -> int:
    """Put back among the new ones what people were responsible for who can no longer answer; return how many.

    Supervisors are told by mail how many they are.
    """
    left = conversation.for_each(_left_behind().values_list("pk", flat=True), _put_back_left_behind)
    if left:
        with transaction.atomic():
            for person in User.objects.filter(groups__name=SUPERVISOR.key, is_active=True):
                mails.tell_left_behind(person, left)
    return left


@transaction.atomic
def go_away(*, person: User, cover: User, from_on: date, until_on: date, by: User) -> Absence:
    """Say from when until when somebody is away, and who sees and answers their enquiries meanwhile.

    Everybody does so for themselves, supervisors for others too. Raise NotAllowed, DayIsPast, CannotAnswerEnquiries.
    """
    _refuse_unless_own(person, by)
    if until_on < max(from_on, clock.today()):
        raise DayIsPast
    if cover == person or not access.has_role(cover, ADVISER, SUPERVISOR):
        raise CannotAnswerEnquiries
    absence = Absence.objects.create(person=person, cover=cover, from_on=from_on, until_on=until_on)
    audit.record("enquiries.go_away", subject=f"user:{person.pk}", by=by, cover=cover.pk)
    return absence


@transaction.atomic
def come_back(*, absence: Absence, by: User) -> None:
    """End an absence: from today the person answers again, and the cover sees nothing more of theirs.

    Raise NotAllowed, AbsenceIsOver.
    """
    _refuse_unless_own(absence.person, by)
    yesterday = clock.today() - timedelta(days=1)
    if absence.until_on <= yesterday:
        raise AbsenceIsOver
    if absence.from_on <= yesterday:
        Absence.objects.filter(pk=absence.pk).update(until_on=yesterday)
    else:
        absence.delete()
    audit.record("enquiries.come_back", subject=f"user:{absence.person_id}", by=by)


def _left_behind() -> EnquiryQuerySet:
    answering = User.objects.filter(is_active=True, groups__name__in=[ADVISER.key, SUPERVISOR.key])
    return Enquiry.objects.open().exclude(responsible=None).exclude(responsible__in=answering)


@transaction.atomic
def _put_back_left_behind(pk: int) -> bool:
    enquiry = _left_behind().select_for_update().filter(pk=pk).first()
    if enquiry is None:
        return False
    former = enquiry.responsible_id
    enquiry.has_news = True
    _put_back(enquiry)
    conversation.note_down("left_behind", enquiry, by=None, former=former)
    return True


def _put_back(enquiry: Enquiry) -> None:
    enquiry.responsible = None
    if enquiry.state not in OURS:
        # The promise was kept: it is no longer late, and whoever takes it has as long as for a new one.
        enquiry.promised_on, enquiry.told_late_at = answer_day(enquiry.language), None
    conversation.turn(enquiry, State.NEW)
    conversation.drop_drafts(enquiry)


def _refuse_unless_own(person: User, by: User) -> None:
    if by != person and not access.has_role(by, SUPERVISOR):
        raise access.NotAllowed("absence")


def _given(enquiry: Enquiry, to: User, *, by: User, event: Event) -> Enquiry:
    enquiry.responsible = to
    enquiry.has_news = to != by
    conversation.tell(enquiry, event)
    conversation.turn(enquiry, State.OPEN if enquiry.state == State.NEW else State(enquiry.state))
    conversation.drop_drafts(enquiry)
    conversation.note_down("assign", enquiry, by=by, to=to.pk)
    return enquiry
