"""Two desks that answer each other come to an end after one mail; what comes back is noticed, and answered never."""

from datetime import timedelta
from email import message_from_string
from email.message import EmailMessage

import pytest

from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.enums import Event, State
from welcome_ruhr.enquiries.models import Enquiry, Message
from welcome_ruhr.foundation import clock
from welcome_ruhr.foundation.enums import MailState
from welcome_ruhr.foundation.mail.composing import compose
from welcome_ruhr.foundation.models import OutgoingMail

from .factories import closed_by, fresh, make_adviser, referred_by, taken_by
from .mailing import AMAL, DESK, TEXT, arrives, enquiry_by_mail, letters, mail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_mailbox")]
OTHER = "tickets@example.com"
ROUNDS = 100
A_MINUTE = timedelta(minutes=1)


def sent(mail_row):
    """Note that the server took it, and return it as it arrives elsewhere."""
    OutgoingMail.objects.filter(pk=mail_row.pk).update(
        state=MailState.SENT, sent_at=clock.now(), next_try_at=None, attempts=1
    )
    return message_from_string(compose(mail_row).message().as_string())


def polite(ours, number):
    return {"In_Reply_To": ours["Message-ID"], "References": ours["Message-ID"], "Auto_Submitted": "auto-replied"}


def threaded(ours, number):
    return {"In_Reply_To": ours["Message-ID"], "References": ours["Message-ID"]}


def rude(ours, number):
    """Another desk that says nothing of itself, and leaves out what it answers."""
    return {}


def many_names(ours, number):
    return {"sender": f"tickets+{number}@example.com"}


def new_ticket(ours, number):
    """Each answer in another case of its own, to our plain address."""
    return {"subject": f"[Ticket {number}] received", "to": DESK}


@pytest.mark.parametrize("manners", [polite, threaded, rude, many_names, new_ticket])
def test_a_desk_that_answers_each_of_our_mails_gets_one(manners):
    begin, answered = clock.now(), 0
    arrives(mail("Ihre Anfrage ist eingegangen.", sender=OTHER))
    for number in range(ROUNDS):
        with clock.fixed(begin + number * A_MINUTE / 3):
            new = OutgoingMail.objects.filter(state=MailState.WAITING, recipient_key__gt="").order_by("pk").first()
            if new is None:
                break
            ours = sent(new)
            fields = {"sender": OTHER, "to": ours["Reply-To"] or ours["From"], "subject": f"Re: {ours['Subject']}"}
            arrives(mail(f"Danke, Fall {number}.", **{**fields, **manners(ours, number)}))
            answered += 1
    assert answered == 1


def test_a_desk_that_writes_by_itself_every_minute_gets_one_an_hour_and_three_a_day():
    begin = clock.now()
    for minutes in range(0, 24 * 60, 12):
        with clock.fixed(begin + minutes * A_MINUTE):
            arrives(mail(f"Meldung {minutes}", sender=OTHER))
    assert len(letters("acknowledged_by_mail")) == 3


# --- what comes back ----------------------------------------------------------------------------

REPORT = """\
This is the mail system at host mx.example.org.

I'm sorry to have to inform you that your message could not be delivered.

<{to}>: host mx.example.com said: 550 5.1.1 User unknown
"""


def bounce(ours, *, to=AMAL):
    """Return what a mail server says of a mail that it could not deliver (RFC 3464)."""
    outer = EmailMessage()
    outer["From"], outer["To"] = "MAILER-DAEMON@mx.example.org (Mail Delivery System)", DESK
    outer["Subject"], outer["Auto-Submitted"] = "Undelivered Mail Returned to Sender", "auto-replied"
    outer["Return-Path"], outer["Message-ID"] = "<>", f"<bounce.{ours.pk}@mx.example.org>"
    outer.set_content(REPORT.format(to=to))
    outer.make_mixed()
    outer.replace_header("Content-Type", 'multipart/report; report-type=delivery-status; boundary="=b"')
    status = (
        f"Reporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; {to}\nAction: failed\nStatus: 5.1.1\n"
        "Diagnostic-Code: smtp; 550 5.1.1 User unknown\n"
    )
    head = f"From: portal@example.org\nTo: {to}\nSubject: {ours.subject}\nMessage-ID: {ours.message_id}\n"
    text = outer.as_string().rpartition("--=b--")[0]
    for kind, part in (("message/delivery-status", status), ("message/rfc822", f"{head}\nText")):
        text += f"--=b\nContent-Type: {kind}\n\n{part}\n"
    return f"{text}--=b--\n".encode()


def answered_enquiry():
    """An enquiry whose answer has left by mail, and the mail."""
    adviser = make_adviser()
    enquiry = taken_by(adviser, enquiry_by_mail())
    actions.answer(enquiry=enquiry, text="Beim Bürgeramt.", by=adviser)
    ours = OutgoingMail.objects.filter(about=enquiry.subject).latest("pk")
    sent(ours)
    return fresh(enquiry), ours


def test_a_bounce_is_told_at_the_case_and_it_is_our_turn():
    enquiry, ours = answered_enquiry()
    row = arrives(bounce(ours))
    enquiry = fresh(enquiry)
    assert (row.state, row.reason, row.about) == ("set_aside", "bounce", enquiry.subject)
    assert enquiry.messages.latest("pk").event == Event.CAME_BACK
    assert (enquiry.state, enquiry.has_news) == (State.OPEN, True)
    ours.refresh_from_db()
    assert (ours.state, "5.1.1" in ours.problem, AMAL in ours.problem) == (MailState.CAME_BACK, True, False)


def test_a_bounce_is_answered_by_nobody_and_becomes_no_enquiry():
    _enquiry, ours = answered_enquiry()
    before = OutgoingMail.objects.exclude(kind="enquiries.news").count()
    arrives(bounce(ours))
    assert OutgoingMail.objects.exclude(kind="enquiries.news").count() == before
    assert Enquiry.objects.count() == 1


def test_a_bounce_that_comes_twice_is_told_once():
    enquiry, ours = answered_enquiry()
    arrives(bounce(ours))
    arrives(bounce(ours).replace(b"<bounce.", b"<again."))
    assert Message.objects.filter(enquiry=enquiry, event=Event.CAME_BACK).count() == 1


def test_a_bounce_of_a_closed_enquiry_leaves_it_closed():
    enquiry, ours = answered_enquiry()
    closed_by(enquiry.responsible, enquiry)
    arrives(bounce(ours))
    assert (fresh(enquiry).state, fresh(enquiry).has_news) == (State.CLOSED, True)


def test_a_bounce_of_what_went_to_an_office_says_nothing_to_the_enquirer():
    enquiry, _ours = answered_enquiry()
    referral = referred_by(enquiry.responsible, enquiry)
    to_office = letters("referred")[0]
    sent(to_office)
    arrives(bounce(to_office, to=referral.office.email))
    to_office.refresh_from_db()
    assert to_office.state == MailState.CAME_BACK
    assert not enquiry.messages.filter(event=Event.CAME_BACK).exists()


def test_a_bounce_of_somebody_elses_mail_is_set_aside():
    enquiry, ours = answered_enquiry()
    row = arrives(bounce(ours).replace(ours.message_id.encode(), b"<spam@example.com>"))
    assert (row.state, row.reason, row.about) == ("set_aside", "bounce", "")
    assert not enquiry.messages.filter(event=Event.CAME_BACK).exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated"},
        {"List_Id": "<news.example.com>", "Precedence": "list"},
        {"List_Unsubscribe": "<https://example.com/x>", "Precedence": "bulk"},
        {"X_Autoreply": "yes"},
        {"Return_Path": "<>"},
        {"sender": "noreply@example.com"},
        {"sender": "MAILER-DAEMON@example.com"},
        {"sender": DESK},
    ],
    ids=str,
)
def test_automatic_mail_is_set_aside_with_its_reason_and_never_answered(headers):
    row = arrives(mail(TEXT, **headers))
    assert (row.state, bool(row.reason), OutgoingMail.objects.count()) == ("set_aside", True, 0)
