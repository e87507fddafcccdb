"""Nobody can have the portal write what they want to whom they want, or as often as they want."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from welcome_ruhr.directory.models import ContactPerson
from welcome_ruhr.directory.tests.factories import make_office
from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.actions import Upload
from welcome_ruhr.enquiries.enums import ConsentBy, ReplyBy
from welcome_ruhr.enquiries.models import Attachment, Enquiry
from welcome_ruhr.foundation import clock, uploads
from welcome_ruhr.foundation.enums import MailState
from welcome_ruhr.foundation.mail.composing import compose
from welcome_ruhr.foundation.models import OutgoingMail

from .asking import send
from .factories import ask, make_adviser, make_enquiry, proposal, taken_by
from .visiting import Visitor

pytestmark = pytest.mark.django_db

CANARY = "Zimtschnecke"
SPELLINGS = ("amal@example.org", "AMAL@Example.org", "amal+1@example.org", "Amal+news@EXAMPLE.ORG")
"""of one mailbox"""


def on_their_way():
    return OutgoingMail.objects.exclude(state=MailState.HELD)


def said_in_mails():
    return "".join(f"{mail.subject}{mail.text}{mail.html}{mail.headers}" for mail in OutgoingMail.objects.iterator())


def heads():
    """Return each mail as it goes to the server, read again as the next server reads it."""
    return [message_from_bytes(compose(mail).message().as_bytes(), policy=policy.default) for mail in mails()]


def mails():
    return OutgoingMail.objects.order_by("pk")


@pytest.mark.parametrize("posts", [200, pytest.param(10_000, marks=pytest.mark.slow)])
def test_one_mailbox_gets_three_mails_a_day_however_often_somebody_asks(posts):
    for number in range(posts):
        make_enquiry(f"{CANARY} {number}", reply_by=ReplyBy.EMAIL, email=SPELLINGS[number % len(SPELLINGS)])
    assert (Enquiry.objects.count(), on_their_way().count()) == (posts, 3)
    assert CANARY not in said_in_mails()
    with clock.fixed(clock.now() + timedelta(days=1, seconds=1)):
        for _number in range(5):
            make_enquiry(CANARY, reply_by=ReplyBy.EMAIL, email=SPELLINGS[0])
        assert on_their_way().count() == 6


def test_who_writes_again_and_again_writes_to_the_desk_once_until_it_looks():
    adviser = make_adviser()
    enquiry = taken_by(adviser)
    for number in range(20):
        actions.write_back(enquiry=enquiry, text=f"{CANARY} {number}")
    assert OutgoingMail.objects.count() == 1
    actions.look_at(enquiry=enquiry, by=adviser)
    actions.write_back(enquiry=enquiry, text=CANARY)
    assert (OutgoingMail.objects.count(), CANARY in said_in_mails()) == (2, False)


BREAKS = ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x00", "%0a", "\\n", "\t"]


@pytest.mark.parametrize("sign", BREAKS)
@pytest.mark.parametrize("typed", ["a@example.org{}Bcc: b@example.com", "a{}Bcc:b@example.com", "{0}a@example.org{0}"])
def test_address_with_a_break_in_it_adds_no_header_and_nobody(client, sign, typed):
    response = send(client, CANARY, reply_by="email", email=typed.format(sign))
    recipients = [mail.recipient for mail in mails()]
    assert (response.status_code, recipients) in [(422, []), (200, ["a@example.org"])]
    assert [head.get_all("To") for head in heads()] == [[to] for to in recipients]
    assert [head.get_all("Bcc") for head in heads()] == [None] * len(recipients)


@pytest.mark.parametrize(
    "typed",
    [
        "a@example.org,b@example.com",
        "a@example.org;b@example.com",
        "a@example.org b@example.com",
        "Amal <a@example.org>",
        "<a@example.org>",
        '"a@example.org,b"@example.com\n',
        "a" * 1000 + "@example.org",
        "a@" + "b" * 1000 + ".org",
        "@example.org",
        "a@example.org?bcc=b@example.com",
    ],
)
def test_what_is_not_one_mailbox_gets_no_mail(client, typed):
    response = send(client, CANARY, reply_by="email", email=typed)
    assert [mail.recipient for mail in mails()] in ([], [typed.strip()])
    assert response.status_code in (200, 422)
    assert [head["To"].addresses[0].addr_spec for head in heads()] == [mail.recipient for mail in mails()]


BREAKING = "Amt\r\nBcc: b@example.com\u2028X: y\x85" + "ä" * 1200


def test_no_name_gets_into_the_head_of_a_mail():
    adviser = make_adviser(first_name=BREAKING[:150], last_name=BREAKING[:150])
    office = make_office(BREAKING[:190], email="amt@example.org")
    person = ContactPerson.objects.create(office=office, name=BREAKING[:90], email="kim@example.org")
    enquiry = taken_by(adviser, make_enquiry(BREAKING, reply_by=ReplyBy.EMAIL, email="amal@example.org"))
    words = proposal(office, passed_on=BREAKING, person=person)
    actions.refer(enquiry=enquiry, proposal=words, consent_by=ConsentBy.SPOKEN, by=adviser)
    assert [head["To"].addresses[0].addr_spec for head in heads()] == ["amal@example.org", "kim@example.org"]
    assert [(head.get_all("Bcc"), head.get_all("X")) for head in heads()] == [(None, None)] * 2
    assert "Bcc" not in said_in_mails()


@pytest.mark.parametrize(
    "name", ["a\r\nSet-Cookie: x=1.txt", 'a"; filename=b.html;.txt', "../../a\u2028b\u202e.txt", "ü" * 900 + ".txt"]
)
def test_name_of_a_file_is_one_line_in_the_answer_that_gives_it_out(name):
    file = SimpleUploadedFile("a.txt", b"Guten Tag")
    file._name = name  # Django would clean it when it reads a form: this guard does not rest on that
    receipt = ask(uploads=[Upload(uploads.inspect(file), b"Guten Tag")])
    actions.scan_held()
    answer = Visitor(receipt.code).get(f"files/{Attachment.objects.get().pk}/")
    disposition, kept = answer["Content-Disposition"], Attachment.objects.get().name
    assert (kept.isprintable(), len(kept) < 256, "/" in kept) == (True, True, False)
    assert (answer.status_code, disposition.startswith("attachment; filename")) == (200, True)
    assert ("\n" in disposition, "Set-Cookie: x" in str(answer.headers), "/" in disposition) == (False, False, False)
