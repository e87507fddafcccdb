"""An enquiry is passed on to an office: with consent, word for word, and with an outcome."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.timezone import localdate

from welcome_ruhr.accounts.models import User
from welcome_ruhr.directory.models import ContactPerson, Office
from welcome_ruhr.enquiries import access, mails
from welcome_ruhr.enquiries.access import Verb
from welcome_ruhr.enquiries.enums import Author, ConsentBy, Event, ReferralOutcome, ReferralState
from welcome_ruhr.enquiries.errors import (
    DayIsPast,
    IsClosed,
    NoConsent,
    NothingWritten,
    OfficeAskedAlready,
    OfficeKnows,
    OfficeKnowsNothing,
    ReferralNotOpen,
)
from welcome_ruhr.enquiries.fingerprints import code_key
from welcome_ruhr.enquiries.models import Enquiry, Referral
from welcome_ruhr.foundation import clock, receipt_codes

from . import conversation


@dataclass(frozen=True, repr=False)
class Proposal:
    """To whom an enquiry may go, and what they would read."""

    office: Office
    passed_on: str
    """word for word"""
    answer_by: date
    person: ContactPerson | None = None


@transaction.atomic
def ask_consent(*, enquiry: Enquiry, proposal: Proposal, by: User) -> Referral:
    """Ask the enquirer on their page whether just these words may go to the office.

    Raise NotAllowed, IsClosed, NothingWritten, DayIsPast, OfficeAskedAlready.
    """
    enquiry = _ready(enquiry, proposal, by)
    referral = _proposed(enquiry, proposal, by)
    conversation.tell(enquiry, Event.CONSENT_ASKED)
    conversation.their_turn(enquiry)
    conversation.note_down("ask_consent", enquiry, by=by, office=proposal.office.pk)
    mails.tell_enquirer(enquiry, "consent_asked")
    return referral


@transaction.atomic
def refer(*, enquiry: Enquiry, proposal: Proposal, consent_by: str, by: User) -> Referral:
    """Pass an enquiry on at once, because the enquirer has agreed already, in writing or in person.

    To an office that no mail reaches, the desk has to pass it on itself: see `record_telling`.
    Raise NotAllowed, IsClosed, NothingWritten, DayIsPast, OfficeAskedAlready, NoConsent.
    """
    if consent_by not in (ConsentBy.WRITTEN, ConsentBy.SPOKEN):
        raise NoConsent
    enquiry = _ready(enquiry, proposal, by)
    referral = _proposed(enquiry, proposal, by)
    return _agreed(referral, enquiry, ConsentBy(consent_by), by=by)


@transaction.atomic
def give_consent(*, referral: Referral) -> Referral:
    """The enquirer says yes on their page: the office gets the words now, by mail or from the desk.

    Raise ReferralNotOpen.
    """
    referral, enquiry = _locked(referral, ReferralState.ASKED)
    referral.answer_by = _still_to_come(referral)
    conversation.tell(enquiry, Event.CONSENT_GIVEN)
    return _agreed(referral, enquiry, ConsentBy.PAGE, by=None)


@transaction.atomic
def record_telling(*, referral: Referral, by: User) -> Referral:
    """Note that an office which no mail reaches was told, by phone or on paper; the enquirer reads it, too.

    Raise NotAllowed, ReferralNotOpen, OfficeKnows.
    """
    referral, enquiry = _locked(referral, ReferralState.SENT)
    access.check(by, Verb.REFER, enquiry)
    if referral.sent_at:
        raise OfficeKnows
    referral.answer_by = _still_to_come(referral)
    _passed_on(referral, enquiry)
    conversation.note_down("record_telling", enquiry, by=by, referral=referral.pk)
    return referral


@transaction.atomic
def refuse_consent(*, referral: Referral) -> Referral:
    """The enquirer says no: nothing is passed on, and it is the desk's turn. Raise ReferralNotOpen."""
    referral, enquiry = _locked(referral, ReferralState.ASKED)
    referral.state, referral.passed_on = ReferralState.REFUSED, ""
    referral.save()
    conversation.tell(enquiry, Event.CONSENT_REFUSED)
    enquiry.has_news = True
    conversation.our_turn_again(enquiry)
    conversation.note_down("refuse_consent", enquiry, by=None)
    mails.tell_responsible(enquiry, "news")
    return referral


@transaction.atomic
def take_back(*, referral: Referral, by: User) -> Referral:
    """End a referral without an outcome, because it was a mistake. Raise NotAllowed, ReferralNotOpen."""
    referral, enquiry = _locked(referral, ReferralState.ASKED, ReferralState.SENT)
    access.check(by, Verb.REFER, enquiry)
    referral.state, referral.passed_on, referral.code_key = ReferralState.WITHDRAWN, "", None
    referral.save()
    conversation.our_turn_again(enquiry)
    conversation.note_down("take_back", enquiry, by=by, referral=referral.pk)
    return referral


@transaction.atomic
def answer_of_office(*, referral: Referral, outcome: ReferralOutcome, text: str = "") -> Referral:
    """The office says on its page how it ended; the enquirer reads its text. Raise ReferralNotOpen."""
    referral, enquiry = _locked(referral, ReferralState.SENT)
    if text.strip():
        conversation.add(enquiry, Author.OFFICE, text, language="de")
    return _ended(referral, enquiry, outcome, by=None)


@transaction.atomic
def record_outcome(*, referral: Referral, outcome: ReferralOutcome, by: User) -> Referral:
    """Note how a referral ended, because the office called or never answered.

    Raise NotAllowed, ReferralNotOpen, OfficeKnowsNothing.
    """
    referral, enquiry = _locked(referral, ReferralState.SENT)
    access.check(by, Verb.REFER, enquiry)
    if referral.sent_at is None:
        raise OfficeKnowsNothing
    return _ended(referral, enquiry, outcome, by=by)


def _ready(enquiry: Enquiry, proposal: Proposal, by: User) -> Enquiry:
    enquiry = conversation.locked(enquiry)
    access.check(by, Verb.REFER, enquiry)
    if enquiry.is_closed:
        raise IsClosed
    if not proposal.passed_on.strip():
        raise NothingWritten
    if proposal.answer_by <= clock.today():
        raise DayIsPast
    if any(referral.is_open for referral in enquiry.referrals.filter(office=proposal.office)):
        raise OfficeAskedAlready
    return enquiry


def _locked(referral: Referral, *states: ReferralState) -> tuple[Referral, Enquiry]:
    enquiry = conversation.locked(referral.enquiry)
    referral = Referral.objects.get(pk=referral.pk)
    if referral.state not in states or enquiry.is_closed:
        raise ReferralNotOpen
    return referral, enquiry


def _proposed(enquiry: Enquiry, proposal: Proposal, by: User) -> Referral:
    return Referral.objects.create(
        enquiry=enquiry,
        office=proposal.office,
        person=proposal.person,
        office_name=proposal.office.name,
        passed_on=proposal.passed_on.strip(),
        answer_by=proposal.answer_by,
        by=by,
        asked_at=clock.now(),
    )


def _still_to_come(referral: Referral) -> date:
    """Return the day for the office; where it hears of it after that day, it has as many days as it was to have."""
    if referral.answer_by > clock.today():
        return referral.answer_by
    return clock.today() + (referral.answer_by - localdate(referral.asked_at))


def _agreed(referral: Referral, enquiry: Enquiry, consent_by: ConsentBy, *, by: User | None) -> Referral:
    """Keep the consent, and pass the words on where a mail reaches the office; elsewhere it is the desk's turn."""
    code = receipt_codes.new()
    referral.consent_by, referral.consent_at, referral.state = consent_by, clock.now(), ReferralState.SENT
    if mails.tell_office(referral, code):
        referral.code_key = code_key(code)
        _passed_on(referral, enquiry)
        conversation.note_down("refer", enquiry, by=by, consent=consent_by, referral=referral.pk)
    else:
        referral.save()
        _wait_for_telling(enquiry, by=by)
        conversation.note_down("consent", enquiry, by=by, consent=consent_by, referral=referral.pk)
    return referral


def _passed_on(referral: Referral, enquiry: Enquiry) -> None:
    referral.sent_at = clock.now()
    referral.save()
    conversation.tell(enquiry, Event.REFERRED)
    conversation.their_turn(enquiry)


def _wait_for_telling(enquiry: Enquiry, *, by: User | None) -> None:
    """Say that the desk has to tell an office; who has just said so themselves need not hear of it."""
    enquiry.has_news = enquiry.has_news or by is None
    conversation.our_turn(enquiry)
    if by is None:
        mails.tell_responsible(enquiry, "news")


def _ended(referral: Referral, enquiry: Enquiry, outcome: ReferralOutcome, *, by: User | None) -> Referral:
    referral.state, referral.outcome, referral.outcome_at = ReferralState.ENDED, outcome, clock.now()
    referral.answered_by_office, referral.code_key = by is None, None
    referral.save()
    conversation.tell(enquiry, Event.OUTCOME)
    enquiry.has_news = by is None
    conversation.our_turn_again(enquiry)
    conversation.note_down("record_outcome", enquiry, by=by, outcome=outcome, referral=referral.pk)
    if by is None:
        mails.tell_responsible(enquiry, "news")
    return referral
