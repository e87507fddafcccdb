"""The whole way of an enquiry by mail, with a real mailbox and a real mail server, and what mail programs write."""

import pytest

from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.enums import CameBy, Outcome, State
from welcome_ruhr.enquiries.models import Enquiry
from welcome_ruhr.foundation import mailbox, outbox
from welcome_ruhr.foundation.models import OutgoingMail
from welcome_ruhr.foundation.tests.post_office import PostOffice

from .desk import address, fields_of, parsed, rows_of, said, signed_in
from .factories import fresh, make_adviser, sorted_by
from .mail_programs import PROGRAMS

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def post(settings):
    with PostOffice().opened(settings) as office:
        yield office


def take_in_what_arrived():
    """Do what the worker does every minute."""
    mailbox.fetch()
    for number in mailbox.waiting():
        actions.take_in(number)
    actions.scan_held()


def delivered(post):
    """Return the newest mail that the person got."""
    for number in OutgoingMail.objects.filter(state="waiting").values_list("pk", flat=True):
        outbox.deliver(number)
    return post.mails()[-1]


@pytest.mark.parametrize("language", PROGRAMS)
def test_mail_becomes_a_case_is_answered_joined_by_the_reply_and_closed(language, imap_box, post):
    program, adviser = PROGRAMS[language], make_adviser()
    desk = signed_in(adviser)

    imap_box.append(program.first)
    take_in_what_arrived()
    enquiry = Enquiry.objects.get()
    assert (enquiry.language, enquiry.came_by, enquiry.email) == (language, CameBy.MAIL, program.address)
    assert delivered(post)["To"] == program.address  # that it has arrived
    assert [program.question.split("\n")[0] in row for row in rows_of(desk.get("/workspace/enquiries/"))] == [True]
    assert said(desk.get(address(enquiry)))[0] == " ".join(program.question.split())

    desk.post(address(enquiry, "take"))
    form = fields_of(desk.get(address(enquiry)), "#answer-form")
    desk.post(address(enquiry, "answer"), {**form, "text": program.answer})
    letter = delivered(post)
    text = letter.get_body(("plain",)).get_content()
    html = letter.get_body(("html",)).get_content()
    assert program.answer.split("\n")[-1].split("https")[0].strip() in text.replace("\N{RIGHT-TO-LEFT MARK}", "")
    assert f'lang="{language}"' in html
    assert ('dir="rtl"' in html) == (language == "ar")

    imap_box.append(program.answering(letter))
    take_in_what_arrived()
    assert Enquiry.objects.get() == enquiry
    assert fresh(enquiry).state == State.OPEN
    page = desk.get(address(enquiry))
    assert program.thanks in said(page)
    [file] = parsed(page).select(".conversation__files a")
    opened = desk.get(file["href"])
    assert (file.get_text(), opened.headers["Content-Type"]) == (program.file_name, program.content_type)

    sorted_by(adviser, enquiry)
    desk.post(address(enquiry, "close"), {"outcome": Outcome.ANSWERED})
    assert (fresh(enquiry).state, fresh(enquiry).outcome) == (State.CLOSED, Outcome.ANSWERED)
