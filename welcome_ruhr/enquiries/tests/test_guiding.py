"""Guides help when both agree, and with legal matters only under supervision (RDG §§ 2, 6)."""

import pytest
from django.contrib.auth.models import Group

from welcome_ruhr.enquiries import access, actions
from welcome_ruhr.enquiries.access import NotAllowed
from welcome_ruhr.enquiries.enums import Author, ConsentBy, GuideState, State
from welcome_ruhr.enquiries.errors import (
    AlreadyAsked,
    IsClosed,
    IsNoGuide,
    NeedsSupervisor,
    NoConsent,
    NothingWritten,
    ReferralNotOpen,
)
from welcome_ruhr.enquiries.models import Draft
from welcome_ruhr.foundation.models import OutgoingMail

from .factories import closed_by, fresh, make_adviser, make_evaluator, make_guide, sorted_by, taken_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def adviser():
    return make_adviser()


@pytest.fixture
def guide():
    return make_guide(email="guide@example.org")


def ask_guide(enquiry, guide, adviser, **changes):
    return actions.ask_guide(
        **{"enquiry": enquiry, "guide": guide, "consent_by": ConsentBy.SPOKEN, "by": adviser, **changes}
    )


def test_a_guide_is_asked_by_mail_and_agrees(adviser, guide):
    enquiry = taken_by(adviser)
    request = ask_guide(enquiry, guide, adviser)
    assert [mail.recipient for mail in OutgoingMail.objects.filter(kind="enquiries.guide_asked")] == [
        "guide@example.org"
    ]
    actions.accept_request(request=request, by=guide)
    assert fresh(request).state == GuideState.ACCEPTED
    message = actions.answer(enquiry=enquiry, text="Ich komme mit.", by=guide)
    assert (message.author, fresh(enquiry).state) == (Author.GUIDE, State.OPEN)


def told_news():
    return sorted(OutgoingMail.objects.filter(kind="enquiries.news").values_list("recipient", flat=True))


def test_an_answer_of_a_guide_is_an_answer_and_news_to_who_is_responsible(adviser, guide):
    enquiry = taken_by(adviser)
    actions.accept_request(request=ask_guide(enquiry, guide, adviser), by=guide)
    actions.look_at(enquiry=enquiry, by=adviser)
    before = told_news()
    actions.answer(enquiry=enquiry, text="Ich komme mit.", by=guide)
    assert (fresh(enquiry).has_news, fresh(enquiry).first_answered_at is not None) == (True, True)
    assert told_news() == sorted([*before, adviser.email])
    actions.answer(enquiry=fresh(enquiry), text="Um zehn am Eingang.", by=guide)
    assert told_news() == sorted([*before, adviser.email])


def test_an_answer_of_a_guide_to_a_legal_matter_is_news_to_their_supervisor(adviser, guide):
    supervisor = make_adviser(email="supervising@example.org")
    enquiry = sorted_by(adviser, taken_by(adviser), is_legal_matter=True)
    actions.accept_request(request=ask_guide(enquiry, guide, adviser, supervisor=supervisor), by=guide)
    actions.answer(enquiry=fresh(enquiry), text="So habe ich es gemacht.", by=guide)
    assert supervisor.email in told_news()


def helped_by(guide, adviser, enquiry=None, **changes):
    """Return an enquiry that a guide helps with, and that the adviser has looked at since."""
    enquiry = enquiry or taken_by(adviser)
    actions.accept_request(request=ask_guide(enquiry, guide, adviser, **changes), by=guide)
    actions.look_at(enquiry=enquiry, by=adviser)
    return fresh(enquiry)


def test_what_a_guide_writes_to_the_adviser_is_news_to_them_and_unread_by_the_person(adviser, guide):
    enquiry = helped_by(guide, adviser)
    before = told_news()
    message = actions.write_to_adviser(enquiry=enquiry, text=" Sie braucht einen Anwalt. ", by=guide)
    assert (message.author, message.text, message.by) == (Author.NOTE, "Sie braucht einen Anwalt.", guide)
    assert message not in enquiry.messages.for_enquirer()
    assert (fresh(enquiry).has_news, fresh(enquiry).state) == (True, State.OPEN)
    assert told_news() == sorted([*before, adviser.email])
    actions.write_to_adviser(enquiry=enquiry, text="Bald.", by=guide)
    assert told_news() == sorted([*before, adviser.email])


def test_nothing_is_written_to_the_adviser_without_words_or_without_helping(adviser, guide):
    enquiry = helped_by(guide, adviser)
    with pytest.raises(NothingWritten):
        actions.write_to_adviser(enquiry=enquiry, text=" ", by=guide)
    asked = make_guide()
    ask_guide(enquiry, asked, adviser)
    for other in (asked, make_guide(), adviser):
        with pytest.raises(NotAllowed):
            actions.write_to_adviser(enquiry=enquiry, text="Hallo", by=other)


def test_a_guide_who_can_no_longer_help_sees_nothing_more_and_the_adviser_is_told(adviser, guide):
    enquiry = helped_by(guide, adviser)
    actions.keep_draft(enquiry=enquiry, text="Ich komme", by=guide)
    before = told_news()
    request = actions.stop_helping(enquiry=enquiry, by=guide)
    assert (fresh(request).state, fresh(enquiry).has_news) == (GuideState.ENDED, True)
    assert (access.verbs(guide, enquiry), Draft.objects.count()) == (frozenset(), 0)
    assert told_news() == sorted([*before, adviser.email])
    with pytest.raises(NotAllowed):
        actions.stop_helping(enquiry=enquiry, by=guide)


def test_only_who_helps_can_stop_helping(adviser, guide):
    enquiry, asked = helped_by(guide, adviser), make_guide()
    ask_guide(enquiry, asked, adviser)
    for other in (asked, adviser):
        with pytest.raises(NotAllowed):
            actions.stop_helping(enquiry=enquiry, by=other)


def test_with_a_legal_matter_the_supervising_adviser_hears_from_the_guide_as_well(adviser, guide):
    supervisor = make_adviser(email="supervising@example.org")
    legal = sorted_by(adviser, taken_by(adviser), is_legal_matter=True)
    enquiry = helped_by(guide, adviser, legal, supervisor=supervisor)
    actions.write_to_adviser(enquiry=enquiry, text="Sie fragt nach dem Recht.", by=guide)
    actions.stop_helping(enquiry=enquiry, by=guide)
    assert told_news().count("supervising@example.org") == 2


def test_a_guide_may_decline_and_the_adviser_sees_it(adviser, guide):
    enquiry = taken_by(adviser)
    actions.look_at(enquiry=enquiry, by=adviser)
    request = ask_guide(enquiry, guide, adviser)
    actions.decline_request(request=request, by=guide)
    assert (fresh(request).state, fresh(enquiry).has_news) == (GuideState.DECLINED, True)
    with pytest.raises(NotAllowed):
        actions.answer(enquiry=enquiry, text="Doch!", by=guide)


def test_a_legal_matter_goes_to_no_guide_without_a_supervising_adviser(adviser, guide):
    enquiry = sorted_by(adviser, taken_by(adviser), is_legal_matter=True)
    with pytest.raises(NeedsSupervisor):
        ask_guide(enquiry, guide, adviser)
    with pytest.raises(NeedsSupervisor):
        ask_guide(enquiry, guide, adviser, supervisor=make_evaluator())
    assert ask_guide(enquiry, guide, adviser, supervisor=adviser).supervisor == adviser


def test_an_enquiry_does_not_become_a_legal_matter_while_a_guide_helps_alone(adviser, guide):
    enquiry = taken_by(adviser)
    ask_guide(enquiry, guide, adviser)
    with pytest.raises(NeedsSupervisor):
        sorted_by(adviser, enquiry, is_legal_matter=True)
    assert not fresh(enquiry).is_legal_matter


def test_only_a_guide_can_be_asked_once_and_with_consent(adviser, guide):
    enquiry = taken_by(adviser)
    with pytest.raises(IsNoGuide):
        ask_guide(enquiry, make_adviser(), adviser)
    with pytest.raises(NoConsent):
        ask_guide(enquiry, guide, adviser, consent_by="")
    ask_guide(enquiry, guide, adviser)
    with pytest.raises(AlreadyAsked):
        ask_guide(enquiry, guide, adviser)


def test_nobody_answers_for_the_guide(adviser, guide):
    request = ask_guide(taken_by(adviser), guide, adviser)
    for other in (adviser, make_guide()):
        with pytest.raises(NotAllowed):
            actions.accept_request(request=request, by=other)


def test_guidance_that_is_ended_opens_nothing_any_more(adviser, guide):
    enquiry = taken_by(adviser)
    request = ask_guide(enquiry, guide, adviser)
    actions.accept_request(request=request, by=guide)
    actions.end_guidance(request=request, by=adviser)
    with pytest.raises(NotAllowed):
        actions.answer(enquiry=enquiry, text="Noch da?", by=guide)
    with pytest.raises(ReferralNotOpen):
        actions.accept_request(request=request, by=guide)


def test_for_a_closed_enquiry_no_guide_is_asked(adviser, guide):
    with pytest.raises(IsClosed):
        ask_guide(closed_by(adviser), guide, adviser)


def test_nobody_supervises_themselves():
    adviser, both = make_adviser(), make_guide()
    both.groups.add(Group.objects.get(name="adviser"))
    asking = {"enquiry": taken_by(adviser), "guide": both, "consent_by": ConsentBy.SPOKEN, "by": adviser}
    with pytest.raises(NeedsSupervisor):
        actions.ask_guide(**asking, supervisor=both)
    assert actions.ask_guide(**asking, supervisor=adviser).supervisor == adviser
