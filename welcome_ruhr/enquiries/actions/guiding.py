"""A Welcome Guide helps, when the enquirer and the guide both agree."""

from __future__ import annotations

from django.db import transaction

from welcome_ruhr.accounts.models import User
from welcome_ruhr.enquiries import access, mails
from welcome_ruhr.enquiries.access import Verb
from welcome_ruhr.enquiries.enums import Author, ConsentBy, Event, GuideState, State
from welcome_ruhr.enquiries.errors import (
    AlreadyAsked,
    IsClosed,
    IsNoGuide,
    NeedsSupervisor,
    NoConsent,
    NothingWritten,
    ReferralNotOpen,
)
from welcome_ruhr.enquiries.models import Enquiry, GuideRequest, Message
from welcome_ruhr.enquiries.roles import ADVISER, GUIDE, SUPERVISOR
from welcome_ruhr.foundation import clock

from . import conversation


@transaction.atomic
def ask_guide(
    *, enquiry: Enquiry, guide: User, consent_by: str, by: User, supervisor: User | None = None
) -> GuideRequest:
    """Ask a guide to help; until they agree they see language, topic and place alone.

    Raise NotAllowed, IsClosed, IsNoGuide, NoConsent, AlreadyAsked, and NeedsSupervisor for a legal matter (RDG § 6).
    """
    enquiry = conversation.locked(enquiry)
    access.check(by, Verb.ASK_GUIDE, enquiry)
    _refuse_unless_allowed(enquiry, guide, consent_by, supervisor)
    request = GuideRequest.objects.create(
        enquiry=enquiry, guide=guide, supervisor=supervisor, consent_by=consent_by, by=by, asked_at=clock.now()
    )
    conversation.note_down("ask_guide", enquiry, by=by, guide=guide.pk)
    mails.tell_staff(guide, enquiry, "guide_asked")
    return request


@transaction.atomic
def accept_request(*, request: GuideRequest, by: User) -> GuideRequest:
    """The guide agrees and sees the conversation from now on. Raise NotAllowed, ReferralNotOpen."""
    request, enquiry = _answered(request, GuideState.ACCEPTED, by)
    conversation.tell(enquiry, Event.WITH_GUIDE)
    enquiry.save()
    conversation.note_down("accept_request", enquiry, by=by)
    mails.tell_responsible(enquiry, "news")
    return request


@transaction.atomic
def decline_request(*, request: GuideRequest, by: User) -> GuideRequest:
    """The guide cannot help this time. Raise NotAllowed, ReferralNotOpen."""
    request, enquiry = _answered(request, GuideState.DECLINED, by)
    enquiry.has_news = True
    conversation.turn(enquiry, State(enquiry.state))
    conversation.note_down("decline_request", enquiry, by=by)
    mails.tell_responsible(enquiry, "news")
    return request


@transaction.atomic
def end_guidance(*, request: GuideRequest, by: User) -> GuideRequest:
    """The guide no longer sees the enquiry. Raise NotAllowed, ReferralNotOpen."""
    enquiry = conversation.locked(request.enquiry)
    access.check(by, Verb.ASK_GUIDE, enquiry)
    request = GuideRequest.objects.get(pk=request.pk)
    if request.state not in (GuideState.ASKED, GuideState.ACCEPTED):
        raise ReferralNotOpen
    _end(request, enquiry)
    conversation.note_down("end_guidance", enquiry, by=by)
    return request


@transaction.atomic
def stop_helping(*, enquiry: Enquiry, by: User) -> GuideRequest:
    """The guide can no longer help, sees the enquiry no more, and those who lead it are told. Raise NotAllowed."""
    enquiry = conversation.locked(enquiry)
    access.check(by, Verb.STOP_HELPING, enquiry)
    request = _helping(enquiry, by)
    news_of_guide(enquiry, by)
    _end(request, enquiry)
    conversation.note_down("stop_helping", enquiry, by=by)
    return request


@transaction.atomic
def write_to_adviser(*, enquiry: Enquiry, text: str, by: User) -> Message:
    """The guide tells the desk something that the enquirer does not read. Raise NotAllowed, NothingWritten."""
    enquiry = conversation.locked(enquiry)
    access.check(by, Verb.WRITE_TO_ADVISER, enquiry)
    if not text.strip():
        raise NothingWritten
    message = conversation.add(enquiry, Author.NOTE, text, by=by, language=by.language or "de")
    news_of_guide(enquiry, by)
    conversation.note_down("write_to_adviser", enquiry, by=by)
    return message


def news_of_guide(enquiry: Enquiry, guide: User) -> None:
    """Say that a guide who helps has written or stops: to the responsible person, and to who supervises the guide.

    The responsible person is told once until they look, the supervisor each time: they answer for what a guide says.
    """
    has_been_told, enquiry.has_news = enquiry.has_news, True
    enquiry.save()
    if not has_been_told:
        mails.tell_responsible(enquiry, "news")
    supervisor = _helping(enquiry, guide).supervisor
    if supervisor and supervisor != enquiry.responsible:
        mails.tell_staff(supervisor, enquiry, "news")


def _refuse_unless_allowed(enquiry: Enquiry, guide: User, consent_by: str, supervisor: User | None) -> None:
    if enquiry.is_closed:
        raise IsClosed
    if not access.has_role(guide, GUIDE):
        raise IsNoGuide
    if consent_by not in (ConsentBy.WRITTEN, ConsentBy.SPOKEN):
        raise NoConsent
    if supervisor and (supervisor == guide or not access.has_role(supervisor, ADVISER, SUPERVISOR)):
        raise NeedsSupervisor
    if enquiry.is_legal_matter and supervisor is None:
        raise NeedsSupervisor
    if enquiry.guide_requests.filter(guide=guide, state__in=(GuideState.ASKED, GuideState.ACCEPTED)).exists():
        raise AlreadyAsked


def _helping(enquiry: Enquiry, guide: User) -> GuideRequest:
    return enquiry.guide_requests.select_related("supervisor").get(guide=guide, state=GuideState.ACCEPTED)


def _end(request: GuideRequest, enquiry: Enquiry) -> None:
    request.state = GuideState.ENDED
    request.save()
    conversation.drop_drafts(enquiry)


def _answered(request: GuideRequest, state: GuideState, by: User) -> tuple[GuideRequest, Enquiry]:
    enquiry = conversation.locked(request.enquiry)
    request = GuideRequest.objects.get(pk=request.pk)
    if request.state != GuideState.ASKED or enquiry.is_closed:
        raise ReferralNotOpen
    if request.guide_id != by.pk:
        raise access.NotAllowed("agree")
    access.check(by, Verb.AGREE, enquiry)
    request.state, request.answered_at = state, clock.now()
    request.save()
    return request, enquiry
