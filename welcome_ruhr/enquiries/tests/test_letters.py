"""Answers that leave in a mail: to whom, with which words, and what never goes along."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from bs4 import BeautifulSoup

from welcome_ruhr.enquiries import actions, mails
from welcome_ruhr.enquiries.actions import Upload
from welcome_ruhr.enquiries.enums import CameBy, ReplyBy
from welcome_ruhr.enquiries.models import Enquiry
from welcome_ruhr.foundation import clock, incoming, receipt_codes, uploads
from welcome_ruhr.foundation.enums import MailState
from welcome_ruhr.foundation.mail.composing import compose
from welcome_ruhr.foundation.mail.reply_addresses import about_of_addresses
from welcome_ruhr.foundation.models import OutgoingMail
from welcome_ruhr.foundation.tests.post_office import PostOffice

from .desk import address, fields_of, lines, signed_in
from .factories import closed_by, fresh, make_adviser, make_enquiry, sorted_by, taken_by

pytestmark = pytest.mark.django_db

BY_LETTER = {"reply_by": ReplyBy.LETTER, "email": "amal@example.org"}
ASKED, ANSWERED = "Zimtschnecke", "Mohnstriezel"
RLM = "\N{RIGHT-TO-LEFT MARK}"


@pytest.fixture
def adviser():
    return make_adviser()


@pytest.fixture
def box(settings):
    """A mailbox from which answers are fetched."""
    settings.MAILBOX_URL = "imaps://desk:secret@127.0.0.1/INBOX"
    settings.MAILBOX_ADDRESS, settings.MAILBOX_TAKES_TAGS = "desk@welcome.example", True


@pytest.fixture
def https(settings):
    settings.BASE_URL, settings.HTTPS = "https://welcome.ruhr", True


def answered(adviser, text=f"Ja, {ANSWERED}.", **fields):
    enquiry = taken_by(adviser, text=f"{ASKED}?", **{**BY_LETTER, **fields})
    actions.answer(enquiry=enquiry, text=text, by=adviser)


def letter(adviser, *text, **fields):
    """Return the mail in which an answer leaves."""
    answered(adviser, *text, **fields)
    return OutgoingMail.objects.latest("pk")


def as_sent(mail):
    """Return the mail as the other side reads it."""
    return message_from_bytes(compose(mail).message().as_bytes(), policy=default)


def page_of(mail):
    return BeautifulSoup(mail.html, "html.parser")


def test_who_wants_the_answer_in_the_mail_gets_its_words_in_text_and_html(adviser):
    mail = letter(adviser, f"Ja, {ANSWERED}.\n\nMehr: https://example.org/a")
    assert (mail.kind, mail.recipient) == ("enquiries.letter", "amal@example.org")
    assert mail.text.startswith(f"Ja, {ANSWERED}.\n\nMehr: https://example.org/a\n\n-- \nwelcome.RUHR\n")
    said = [one.get_text() for one in page_of(mail).select("p")[:2]]
    assert said == [f"Ja, {ANSWERED}.", "Mehr: https://example.org/a"]


def test_no_word_of_the_question_leaves_and_the_subject_says_nothing(adviser):
    mail = letter(adviser)
    assert ASKED not in mail.subject + mail.text + mail.html + str(mail.headers)
    assert ANSWERED not in mail.subject + str(mail.headers)
    assert "/de/my-enquiry/" in mail.text


@pytest.mark.parametrize("reply_by", [ReplyBy.EMAIL, ReplyBy.PAGE])
def test_nobody_else_gets_a_word_of_an_answer(adviser, reply_by):
    answered(adviser, reply_by=reply_by)
    said = [mail.kind for mail in OutgoingMail.objects.all() if ANSWERED in mail.text + mail.html]
    assert said == []


def test_the_adviser_can_have_a_notice_leave_alone(adviser):
    enquiry = taken_by(adviser, **BY_LETTER)
    actions.answer(enquiry=enquiry, text=ANSWERED, by=adviser, notice_only=True)
    mail = OutgoingMail.objects.latest("pk")
    assert (mail.kind, mail.html, ANSWERED in mail.text) == ("enquiries.answered", "", False)


def test_only_an_answer_carries_words(adviser):
    enquiry = taken_by(adviser, text=ASKED, **BY_LETTER)
    actions.answer(enquiry=enquiry, text=ANSWERED, by=adviser)
    actions.write_back(enquiry=enquiry, text=ASKED)
    closed_by(adviser, enquiry)
    told = {mail.kind: ANSWERED in mail.text for mail in OutgoingMail.objects.filter(kind__in=mails.TO_ENQUIRER)}
    assert told == {"enquiries.acknowledged": False, "enquiries.letter": True, "enquiries.closed": False}


def test_files_never_leave_by_mail_and_the_mail_says_where_they_are(adviser):
    file = uploads.Inspected(content_type="text/plain", extension="txt", size=3, sha256="0" * 64, name=f"{ASKED}.txt")
    enquiry = taken_by(adviser, language="en", **BY_LETTER)
    actions.answer(enquiry=enquiry, text="See the file.", by=adviser, uploads=[Upload(file, b"abc")])
    mail = OutgoingMail.objects.latest("pk")
    assert [part.get_content_type() for part in as_sent(mail).walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    sentence = "Files belong to this answer. They do not come by mail: open this page and enter your code."
    assert (sentence in mail.text, sentence in page_of(mail).get_text(), ASKED in mail.text) == (True, True, False)


def test_an_answer_without_files_says_nothing_of_files(adviser):
    assert "Files" not in letter(adviser, language="en").text


# --- language and direction ---------------------------------------------------------------------------------------


def test_an_arabic_letter_runs_from_right_to_left_and_what_is_german_in_it_does_not(adviser):
    mail = letter(adviser, "BAMF: نعم\n\nAusländerbehörde Herne\n\nنعم", language="ar")
    page = page_of(mail)
    assert (page.html["lang"], page.html["dir"], mail.language) == ("ar", "rtl", "ar")
    assert [one["dir"] for one in page.select("body > p[dir]")] == ["rtl", "ltr", "rtl"]
    assert mail.text.startswith(f"{RLM}BAMF: نعم\n\nAusländerbehörde Herne\n\nنعم\n")
    assert "/ar/my-enquiry/" in mail.text


def test_a_letter_keeps_its_direction_on_the_way(adviser, settings):
    mail = letter(adviser, "BAMF: نعم", language="ar")
    with PostOffice().opened(settings) as office:
        compose(mail).send()
    (arrived,) = office.mails()
    assert arrived.get_body(("plain",)).get_content().splitlines()[0] == f"{RLM}BAMF: نعم"
    assert BeautifulSoup(arrived.get_body(("html",)).get_content(), "html.parser").html["dir"] == "rtl"
    assert arrived["Content-Language"] == "ar"


@pytest.mark.parametrize("language", ["de", "en", "tr", "fr", "uk", "pl"])
def test_a_letter_stands_in_the_askers_language(adviser, language):
    page = page_of(letter(adviser, language=language))
    assert (page.html["lang"], page.html["dir"]) == (language, "ltr")


# --- what a mail program could be made to do ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=https://evil.example/a.png onerror=alert(1)>",
        "</p></body></html><iframe src=//evil.example>",
        "https://example.org/\"onmouseover='alert(1)'",
        "<style>@import '//evil.example'</style>",
    ],
)
def test_no_word_of_an_answer_becomes_markup(adviser, text):
    page = page_of(letter(adviser, text))
    names = {tag.name for tag in page.find_all(True)}
    assert names <= {"html", "head", "meta", "title", "body", "p", "br", "hr", "a"}
    assert {name for tag in page.find_all(True) for name in tag.attrs} <= {"lang", "dir", "charset", "href"}
    assert text in "".join(page.body.find_all("p")[0].strings)


def test_nothing_in_a_letter_is_loaded_from_anywhere(adviser):
    page = page_of(letter(adviser))
    assert page.select("[src], [background], [style], link, script, style, img, form") == []
    assert {tag["href"].partition(":")[0] for tag in page.select("[href]")} <= {"http", "https"}


# --- its head -----------------------------------------------------------------------------------------------------


def test_a_letter_says_that_a_person_wrote_it_and_other_mails_that_a_machine_did(adviser):
    mail = letter(adviser)
    first = OutgoingMail.objects.order_by("pk").first()
    assert as_sent(mail).get_all("Auto-Submitted") == ["no"]
    assert as_sent(first).get_all("Auto-Submitted") == ["auto-generated"]


def test_an_answer_to_our_mail_finds_back(adviser, box):
    mail = letter(adviser, language="en")
    assert about_of_addresses([as_sent(mail)["Reply-To"]]) == mail.about
    assert "Just answer this mail." in mail.text
    assert "Just answer this mail." in page_of(mail).get_text()


def test_without_a_mailbox_nobody_is_told_to_answer_by_mail(adviser, settings):
    settings.MAILBOX_ADDRESS = "desk@welcome.example"
    mail = letter(adviser, language="en")
    assert as_sent(mail)["Reply-To"] is None
    assert "Just answer" not in mail.text + mail.html
    assert "You want to write back? Open this page and enter your code:" in mail.text


def test_a_mail_stands_beside_those_that_went_before(adviser):
    mail = letter(adviser)
    first = OutgoingMail.objects.order_by("pk").first()
    assert (first.headers.get("In-Reply-To"), first.headers.get("References")) == (None, None)
    assert as_sent(mail)["In-Reply-To"] == as_sent(mail)["References"] == first.message_id


def test_every_mail_to_an_enquirer_can_be_ended_with_one_click(adviser, https):
    enquiry = taken_by(adviser, **BY_LETTER)
    actions.answer(enquiry=enquiry, text=ANSWERED, by=adviser)
    actions.write_back(enquiry=enquiry, text="Danke.")
    closed_by(adviser, enquiry)
    sent = [as_sent(mail) for mail in OutgoingMail.objects.filter(kind__in=mails.TO_ENQUIRER)]
    assert len(sent) == 3
    assert {one["List-Unsubscribe-Post"] for one in sent} == {"List-Unsubscribe=One-Click"}
    (href,) = {one["List-Unsubscribe"].strip() for one in sent}
    assert href.startswith("<https://welcome.ruhr/de/no-mail/")
    assert href.endswith("/>")


def test_mails_to_the_desk_cannot_be_ended_so_and_are_not_answered(adviser, box):
    actions.write_back(enquiry=taken_by(adviser), text="Hallo?")
    (mail,) = OutgoingMail.objects.all()
    assert (mail.kind, mail.headers) == ("enquiries.news", {})


def test_without_https_no_one_click_is_promised(adviser, settings):
    settings.HTTPS = False
    assert "List-Unsubscribe-Post" not in letter(adviser).headers


def test_our_own_reading_sees_a_person_in_a_letter_and_nobody_in_an_acknowledgement(adviser, box):
    mail = letter(adviser)
    first = OutgoingMail.objects.order_by("pk").first()
    read = [incoming.read(compose(one).message().as_bytes()) for one in (mail, first)]
    assert read[1].automatic is not None
    assert ANSWERED in read[0].text


# --- a mail has arrived -------------------------------------------------------------------------------------------


def mailed(**fields):
    """Return an enquiry that came by mail, and its code."""
    enquiry = make_enquiry(ASKED, **{**BY_LETTER, **fields})
    Enquiry.objects.update(came_by=CameBy.MAIL)
    OutgoingMail.objects.all().delete()
    return fresh(enquiry), receipt_codes.new()


def test_who_wrote_a_mail_gets_the_code_the_day_and_the_word_on_deadlines():
    enquiry, code = mailed(language="en")
    mails.acknowledge_mail(enquiry, code, in_reply_to="<a.1@mail.example.org>")
    mail = OutgoingMail.objects.get()
    assert (mail.kind, mail.recipient) == ("enquiries.acknowledged_by_mail", "amal@example.org")
    for words in (code, "/en/my-enquiry/", "We answer by ", "does not stop any legal deadline"):
        assert words in mail.text
    assert "You did not write to us?" in mail.text
    assert ASKED not in mail.text + mail.subject


def test_an_acknowledgement_stands_beside_their_own_mail_and_says_that_it_is_automatic(box):
    enquiry, code = mailed()
    mails.acknowledge_mail(enquiry, code, in_reply_to="<a.1@mail.example.org>")
    sent = as_sent(OutgoingMail.objects.get())
    assert (sent["In-Reply-To"], sent["References"]) == ("<a.1@mail.example.org>",) * 2
    assert sent.get_all("Auto-Submitted") == ["auto-replied"]
    assert about_of_addresses([sent["Reply-To"]]) == enquiry.subject


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "a@b",
        "<a>\r\nBcc: x@example.org",
        "<a b@c>",
        "<a@b> <c@d>",
        f"<{'a' * 2000}@b>",
        "<ä@example.org>",
        "<\0@b>",
    ],
)
def test_a_message_id_that_does_not_fit_into_our_head_is_left_out(forged):
    enquiry, code = mailed()
    mails.acknowledge_mail(enquiry, code, in_reply_to=forged)
    assert "In-Reply-To" not in OutgoingMail.objects.get().headers


def test_nobody_can_have_us_fill_somebodys_mailbox_by_mailing_in_their_name():
    enquiry, code = mailed()
    for _number in range(10):
        mails.acknowledge_mail(enquiry, code)
    states = [mail.state for mail in OutgoingMail.objects.order_by("pk")]
    assert states == [MailState.WAITING] * 3 + [MailState.HELD] * 7


# --- at the desk --------------------------------------------------------------------------------------------------


def answer_form(adviser, enquiry):
    client = signed_in(adviser)
    return client, fields_of(client.get(address(enquiry)), "#answer-form")


def test_an_answer_leaves_whole_unless_somebody_ticks_the_box(adviser):
    enquiry = taken_by(adviser, **BY_LETTER)
    client, form = answer_form(adviser, enquiry)
    assert "notice_only" not in form
    client.post(address(enquiry, "answer"), {**form, "text": ANSWERED})
    client, form = answer_form(adviser, enquiry)
    client.post(address(enquiry, "answer"), {**form, "text": "Noch etwas.", "notice_only": "on"})
    kinds = list(OutgoingMail.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["enquiries.acknowledged", "enquiries.letter", "enquiries.answered"]


def test_for_a_legal_matter_or_a_permit_the_box_is_ticked(adviser):
    legal = sorted_by(adviser, taken_by(adviser, **BY_LETTER), is_legal_matter=True)
    permit = taken_by(adviser, **BY_LETTER, permit_ends_on=clock.today() + timedelta(days=90))
    for enquiry in (legal, permit):
        client, form = answer_form(adviser, enquiry)
        assert form["notice_only"] == "on"
        client.post(address(enquiry, "answer"), {**form, "text": ANSWERED})
    assert not OutgoingMail.objects.filter(kind="enquiries.letter").exists()


def test_there_is_no_box_where_no_answer_would_leave(adviser):
    enquiry = taken_by(adviser, reply_by=ReplyBy.EMAIL, email="amal@example.org")
    client = signed_in(adviser)
    assert "Only a notice" not in client.get(address(enquiry)).content.decode()


def test_the_box_stays_as_it_was_when_a_template_is_put_in(adviser):
    enquiry = taken_by(adviser, **BY_LETTER)
    client, form = answer_form(adviser, enquiry)
    response = client.post(address(enquiry, "insert"), {**form, "notice_only": "on", "template": "0"})
    assert fields_of(response, "#answer-form")["notice_only"] == "on"


def test_the_desk_sees_how_the_answer_goes(adviser):
    enquiry = taken_by(adviser, **BY_LETTER)
    facts = lines(signed_in(adviser).get(address(enquiry)), ".desk-facts dd")
    assert "by e-mail, with the answer in it, and on the page “My enquiry”" in facts
