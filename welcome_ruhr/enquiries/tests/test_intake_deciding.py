"""What a mail is for us: only a secret of ours from the enquirer's own address joins an enquiry."""

import pytest

from welcome_ruhr.enquiries import actions, intake
from welcome_ruhr.enquiries.enums import ReplyBy
from welcome_ruhr.enquiries.intake import Kind, Reason
from welcome_ruhr.foundation import incoming, mailbox
from welcome_ruhr.foundation.incoming import Automatic, Mail
from welcome_ruhr.foundation.mail.reply_addresses import reply_address
from welcome_ruhr.foundation.models import OutgoingMail

from .factories import closed_by, fresh, make_adviser, make_enquiry
from .mailing import AMAL, DESK, STRANGER, arrives, enquiry_by_mail, enquiry_of, letters, mail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_mailbox")]


def decided(raw, **options):
    found = incoming.read(raw)
    return intake.decide(found, key=intake.key_of(found, raw), **options)


def summary(decision):
    return decision.kind, decision.enquiry, decision.may_belong_to


@pytest.fixture
def enquiry():
    return enquiry_by_mail()


@pytest.fixture
def message_id(enquiry):
    """The Message-ID of a mail that we sent about it."""
    return letters("acknowledged_by_mail")[0].message_id


def test_a_mail_that_says_nothing_of_us_is_a_new_enquiry():
    assert summary(decided(mail())) == (Kind.NEW, None, None)


def test_an_answer_to_our_mail_from_the_enquirers_address_joins(enquiry, message_id):
    assert summary(decided(mail(In_Reply_To=message_id))) == (Kind.JOINS, enquiry, None)
    assert summary(decided(mail(References=f"<other@example.org> {message_id}"))) == (Kind.JOINS, enquiry, None)


def test_an_answer_to_the_signed_address_joins_whatever_the_client_left_out(enquiry):
    assert summary(decided(mail(to=reply_address(enquiry.subject)))) == (Kind.JOINS, enquiry, None)


def test_capitals_in_the_senders_address_make_no_other_person(enquiry, message_id):
    assert decided(mail(sender=AMAL.upper(), In_Reply_To=message_id)).kind == Kind.JOINS


def test_a_guessed_number_in_the_subject_joins_nothing(enquiry):
    for subject in (enquiry.number, f"[{enquiry.number}]", f"Re: [desk-{enquiry.pk}]", enquiry.subject):
        assert summary(decided(mail(sender=STRANGER, subject=subject))) == (Kind.NEW, None, None)


def test_made_up_references_join_nothing(enquiry, message_id):
    made_up = [f"<{enquiry.pk}@example.org>", message_id.upper().replace("<", "<X"), f"<{enquiry.subject}@example.org>"]
    for reference in made_up:
        assert decided(mail(sender=STRANGER, References=reference, In_Reply_To=reference)).may_belong_to is None


def test_a_real_reference_from_another_sender_joins_nothing_and_is_a_hint(enquiry, message_id):
    assert summary(decided(mail(sender=STRANGER, In_Reply_To=message_id))) == (Kind.NEW, None, enquiry)


def test_the_signed_address_from_another_sender_joins_nothing_and_is_a_hint(enquiry):
    raw = mail(sender=STRANGER, to=reply_address(enquiry.subject))
    assert summary(decided(raw)) == (Kind.NEW, None, enquiry)


def test_a_forged_sender_without_a_secret_joins_nothing_and_is_a_hint(enquiry):
    assert summary(decided(mail("Bitte schicken Sie alles an mich."))) == (Kind.NEW, None, enquiry)


def test_a_reply_to_header_does_not_stand_for_the_sender(enquiry, message_id):
    raw = mail(sender=STRANGER, In_Reply_To=message_id, Reply_To=AMAL)
    assert summary(decided(raw)) == (Kind.NEW, None, enquiry)


def test_several_senders_or_a_sender_field_do_not_stand_for_the_enquirer(enquiry, message_id):
    both = mail(sender=f"{STRANGER}, {AMAL}", In_Reply_To=message_id, Sender=AMAL)
    assert decided(both).kind == Kind.NEW


@pytest.mark.parametrize("change", [str.upper, lambda tag: tag[:-1] + ("a" if tag[-1] != "a" else "b"), lambda tag: ""])
def test_a_signature_that_is_not_ours_joins_nothing(enquiry, change):
    name, _plus, rest = reply_address(enquiry.subject).partition("+")
    tag, _at, domain = rest.partition("@")
    raw = mail(sender=STRANGER, to=f"{name}+{change(tag)}@{domain}")
    expected = enquiry if change is str.upper else None  # mail servers change capitals
    assert summary(decided(raw)) == (Kind.NEW, None, expected)


def test_the_signature_of_another_enquiry_joins_only_that_persons_own(enquiry):
    others = enquiry_by_mail(sender=STRANGER)
    assert summary(decided(mail(to=reply_address(others.subject)))) == (Kind.NEW, None, others)
    tag = reply_address(others.subject).partition("+")[2].replace(f"-{others.pk}-", f"-{enquiry.pk}-")
    assert decided(mail(to=f"desk+{tag}")).kind == Kind.NEW


def test_what_was_deleted_is_not_joined(enquiry, message_id):
    actions.withdraw(enquiry=enquiry)
    raw = mail(In_Reply_To=message_id, to=reply_address(enquiry.subject))
    assert summary(decided(raw)) == (Kind.NEW, None, None)


def test_a_closed_enquiry_is_joined_but_is_no_hint_by_itself(enquiry, message_id):
    adviser = make_adviser()
    actions.take(enquiry=enquiry, by=adviser)
    closed_by(adviser, enquiry)
    assert decided(mail(In_Reply_To=message_id)).kind == Kind.JOINS
    assert summary(decided(mail())) == (Kind.NEW, None, None)


def test_who_asked_on_a_page_with_notices_joins_by_answering_one():
    enquiry = make_enquiry(reply_by=ReplyBy.EMAIL, email=AMAL)
    notice = OutgoingMail.objects.get(about=enquiry.subject)
    assert summary(decided(mail(In_Reply_To=notice.message_id))) == (Kind.JOINS, enquiry, None)


def test_the_same_message_id_from_the_same_sender_is_a_double_by_whatever_way_it_came():
    row = arrives(mail(message_id="<one@example.org>"))
    again = mail(message_id="<one@example.org>", Received="from elsewhere by here; Sun, 22 Nov 2026 10:00:00 +0100")
    assert summary(decided(again)) == (Kind.DOUBLE, enquiry_of(row), None)


def test_the_same_message_id_from_another_sender_is_no_double():
    arrives(mail(message_id="<one@example.org>"))
    assert decided(mail(message_id="<one@example.org>", sender=STRANGER)).kind == Kind.NEW


def test_without_a_message_id_the_same_bytes_are_a_double():
    raw = mail().replace(b"Message-ID:", b"X-Was:")
    arrives(raw)
    assert decided(raw).kind == Kind.DOUBLE
    assert decided(raw + b"\n.").kind == Kind.NEW


def test_a_mail_that_could_not_be_read_does_not_keep_its_copy_out(monkeypatch):
    row = mailbox.put(mail(message_id="<one@example.org>"))
    with monkeypatch.context() as patched:
        patched.setattr(intake, "written", None)
        actions.take_in(row.pk)
    assert fresh(row).state == "unread"
    assert arrives(mail(message_id="<one@example.org>")).state == "taken"


@pytest.mark.parametrize("why", Automatic)
def test_nobody_waits_for_an_answer_to_automatic_mail(why):
    found = Mail(sender=AMAL, subject="Abwesend", text="Ich bin nicht da.", automatic=why)
    decision = intake.decide(found, key="k")
    assert (decision.kind, decision.reason) == (Kind.SET_ASIDE, why)


@pytest.mark.parametrize("sender", [DESK, "DESK@EXAMPLE.ORG", "desk+enquiry-1-abc@example.org", "portal@example.org"])
def test_our_own_addresses_ask_nothing(sender):
    decision = decided(mail(sender=sender))
    assert (decision.kind, decision.reason) == (Kind.SET_ASIDE, Reason.OWN)


def test_a_neighbour_of_our_address_may_ask():
    assert decided(mail(sender="desks@example.org")).kind == Kind.NEW


def test_where_nothing_stands_nobody_asks():
    assert decided(mail("", subject="")).reason == Reason.EMPTY


@pytest.mark.parametrize("fields", [{"subject": "Wo melde ich mich an?"}, {"quoted": "> alt"}, {"text": "?"}])
def test_a_subject_or_a_forwarded_text_alone_is_a_question(fields):
    assert intake.decide(Mail(sender=AMAL, **fields), key="k").kind == Kind.NEW


def test_a_mail_without_a_sender_is_a_question_too():
    assert intake.decide(Mail(text="Hallo, ist da jemand?"), key="k").kind == Kind.NEW


def test_automatic_mail_about_an_enquiry_is_forgotten_with_it(enquiry, message_id):
    row = arrives(mail("Ich bin im Urlaub.", In_Reply_To=message_id, Auto_Submitted="auto-replied"))
    assert (row.state, row.reason, row.about) == ("set_aside", "auto_reply", enquiry.subject)


def test_somebody_can_have_it_taken_in_anyway(enquiry, message_id):
    raw = mail(In_Reply_To=message_id, Auto_Submitted="auto-replied")
    assert summary(decided(raw, anyway=True)) == (Kind.JOINS, enquiry, None)
