"""The receipt: what it says, that it is the same however often one sends, and that nobody keeps its code."""

import logging
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.apps import apps
from django.db import connection

from welcome_ruhr.directory.tests.factories import make_office, make_rule, make_town
from welcome_ruhr.enquiries.actions import Question
from welcome_ruhr.enquiries.actions import ask as act
from welcome_ruhr.enquiries.asking import sending, views
from welcome_ruhr.enquiries.enums import ReplyBy
from welcome_ruhr.enquiries.fingerprints import code_key
from welcome_ruhr.enquiries.models import Enquiry, Message
from welcome_ruhr.foundation import clock
from welcome_ruhr.foundation.enums import MailState
from welcome_ruhr.foundation.models import OutgoingMail
from welcome_ruhr.portal.tests.factories import make_article, make_topic

from .asking import ADDRESS, TEXT, asked, code_on, filled_in, page_of, send

pytestmark = pytest.mark.django_db
ENDS = {"permit_ends_on": "2026-11-30"}


def deadline(response):
    """Return the text of the notice about deadlines; "" where there is none."""
    found = page_of(response).all("section", **{"class": "receipt-deadline flow"})
    return " ".join(found[0]["text"].split()) if found else ""


# --- what it says -------------------------------------------------------------------------------------------------


def test_shows_the_code_that_opens_the_enquiry_and_the_day_of_the_answer(client):
    response = send(client)
    assert code_key(code_on(response)) == asked().code_key
    page = page_of(response)
    assert page.text("p", **{"class": "lead"}) == "We answer by Wednesday, 25 November 2026."
    [form] = page.all("form", action="/en/my-enquiry/")
    assert (form["method"], form["target"]) == ("post", "_blank")
    assert page.all("input", name="code")[0]["value"] == code_on(response)
    assert page.all("p", translate="no")[0]["dir"] == "ltr"


def test_day_is_said_as_readers_of_the_language_write_it(client):
    page = page_of(send(client, address="/ar/ask/", language="ar"))
    assert "الأربعاء، 25 نوفمبر 2026" in page.text("p", **{"class": "lead"})


def test_nobody_keeps_the_receipt(client):
    response = send(client)
    headers = [response[name] for name in ("Cache-Control", "Referrer-Policy")]
    assert headers == ["no-store", "same-origin"]
    assert page_of(response).robots() == ["noindex, follow"]
    assert client.cookies == {}


def test_mail_to_oneself_is_written_in_the_readers_own_program(client, settings):
    settings.BASE_URL = "https://welcome.ruhr"
    response = send(client)
    [href] = [one for one in page_of(response).links() if one.startswith("mailto:")]
    parts = urlsplit(href)
    [body] = parse_qs(parts.query)["body"]
    assert parts.path == ""
    assert body.split("\r\n\r\n")[:2] == [
        f"My code: {code_on(response)}",
        "I read the answer here: https://welcome.ruhr/en/my-enquiry/",
    ]


def test_who_wanted_a_mail_is_told_that_one_comes(client):
    html = send(client, reply_by="email", email="amal@example.org").content.decode()
    assert "we write you an e-mail" in html
    assert OutgoingMail.objects.get().kind == "enquiries.acknowledged"


def test_who_wanted_the_answer_in_the_mail_is_told_that_it_comes(client):
    html = send(client, reply_by="letter", email="amal@example.org").content.decode()
    assert "We send you the answer by e-mail." in html
    assert OutgoingMail.objects.get().kind == "enquiries.acknowledged"


# --- deadlines ----------------------------------------------------------------------------------------------------


@pytest.fixture
def herne():
    town = make_town("Herne")
    make_rule("residence", stages=["arrived", "extending"])
    make_office("Ausländerbehörde Herne", serves=[town], phone="02323 16-0")
    return town


def test_whose_permit_ends_is_told_whom_to_ask_today(client, herne):
    said = deadline(send(client, place="Herne", **ENDS))
    assert said.startswith("Asking us does not stop a deadline Your visa or permit ends on 30 November 2026.")
    assert "Ask here today: Foreigners’ office Ausländerbehörde Herne" in said
    assert "02323 16-0" in said


def test_without_a_verified_office_the_finder_is_named(client):
    make_town("Bochum")
    response = send(client, place="Bochum", **ENDS)
    assert "Ask here today" not in deadline(response)
    assert "/en/find-office/?place=bochum&matter=residence" in page_of(response).links()
    assert "/en/find-office/?matter=residence" in page_of(send(client, **ENDS)).links()


def test_abroad_the_german_mission_is_named_and_no_office_here(client, herne):
    said = deadline(send(client, place="Herne", whereabouts="abroad", **ENDS))
    assert ("German mission there today" in said, "Ausländerbehörde" in said) == (True, False)


def test_questions_about_residence_are_warned_without_a_day_and_others_are_not(client):
    make_article("Visum", content_id="apply-for-visa", topic=make_topic("residence"))
    assert "Does your visa or permit end soon?" in deadline(send(client, about="article:apply-for-visa"))
    assert deadline(send(client)) == ""


# --- sent twice ---------------------------------------------------------------------------------------------------


def test_same_form_sent_twice_is_one_enquiry_with_one_receipt(client):
    form = filled_in(client)
    first, second = send(client, **form), send(client, **form)
    assert code_on(first) == code_on(second)
    assert (Enquiry.objects.count(), Message.objects.count()) == (1, 2)


def test_other_words_in_the_same_form_are_another_question(client):
    form = filled_in(client)
    codes = {code_on(send(client, text, **form)) for text in ("One", "Two")}
    assert (len(codes), Enquiry.objects.count()) == (2, 2)


def test_same_words_in_another_form_are_another_question(client):
    codes = {code_on(send(client, **filled_in(client))), code_on(send(client, **filled_in(client)))}
    assert (len(codes), Enquiry.objects.count()) == (2, 2)


def test_form_without_its_mark_is_like_no_other(client):
    codes = {code_on(send(client, attempt=attempt)) for attempt in ("", "1", "1", "x" * 1000)}
    assert (len(codes), Enquiry.objects.count()) == (4, 4)


def test_code_is_not_shown_again_after_an_hour(client):
    form = filled_in(client)
    code = code_on(send(client, **form))
    with clock.fixed(clock.now() + timedelta(minutes=61)):
        response = send(client, **form)
    assert (response.status_code, code in response.content.decode()) == (200, False)
    assert page_of(response).text("h1") == "Your question has already arrived"
    assert Enquiry.objects.count() == 1


def test_of_two_at_the_same_moment_both_get_the_one_receipt(client, monkeypatch):
    form, look, first = filled_in(client), sending._stored, []

    def overtaken(code):
        found = look(code)
        monkeypatch.setattr(sending, "_stored", look)
        first.append(send(client, **form))
        return found

    monkeypatch.setattr(sending, "_stored", overtaken)
    second = send(client, **form)
    assert code_on(second) == code_on(first[0])
    assert (Enquiry.objects.count(), Message.objects.count()) == (1, 2)


def test_receipt_is_shown_again_also_when_the_limit_is_reached(client, monkeypatch):
    monkeypatch.setattr(sending, "MOST_PER_HOUR", 1)
    form = filled_in(client)
    assert code_on(send(client, **form)) == code_on(send(client, **form))


def test_what_could_not_be_stored_can_be_sent_again(client, monkeypatch):
    form = filled_in(client)
    client.raise_request_exception = False
    with monkeypatch.context() as broken:
        broken.setattr("welcome_ruhr.enquiries.mails.tell_enquirer", lambda *args: 1 / 0)
        assert send(client, **form).status_code == 500
    assert Enquiry.objects.count() == 0
    assert code_on(send(client, **form))


# --- nobody keeps the code ----------------------------------------------------------------------------------------


def everything_stored():
    """Return what stands in every table, as text."""
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model._meta.managed and not model._meta.proxy:
                cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
                yield from (str([_readable(value) for value in row]) for row in cursor.fetchall())


def _readable(value):
    return bytes(value).decode("latin1") if isinstance(value, bytes | memoryview) else value


def test_code_and_words_are_in_no_table_log_or_mail(client, caplog, tmp_path):
    caplog.set_level(logging.DEBUG)
    secret = "Mein Chef heißt Zickzack"
    response = send(client, secret, reply_by="email", email="amal@example.org", **filled_in(client))
    code = code_on(response)
    known = "\n".join([*everything_stored(), caplog.text, *map(_all_of, OutgoingMail.objects.all())])
    assert asked().code_key in known
    hidden = (code, code.replace("-", ""), secret, "Zickzack")
    assert [one for one in hidden if one in known or one in str(response.headers)] == []


def _all_of(mail):
    return f"{mail.subject} {mail.text} {mail.html} {mail.headers}"


def test_code_stands_in_no_address(client):
    response = send(client)
    code = code_on(response).replace("-", "")
    hrefs = [one.replace("-", "") for one in page_of(response).links() if not one.startswith("mailto:")]
    assert [one for one in hrefs if code in one] == []


@pytest.mark.parametrize("posts", [30, pytest.param(10_000, marks=pytest.mark.slow)])
def test_many_questions_fill_nobodys_mailbox(posts):
    poster = "Buy at spam.example"
    for number in range(posts):
        address = f"victim+{number}@example.org" if number % 2 else "Victim@Example.org"
        act(Question(f"{poster} {number}", "en", reply_by=ReplyBy.EMAIL, email=address))
    leave = OutgoingMail.objects.exclude(state=MailState.HELD)
    assert (leave.count(), Enquiry.objects.count()) == (3, posts)
    assert [mail for mail in OutgoingMail.objects.all()[:50] if "spam" in _all_of(mail)] == []


# --- what may already answer --------------------------------------------------------------------------------------


def test_pages_that_may_answer_stand_on_the_receipt_unless_they_were_seen_before(client):
    make_article("Register your address", topic=make_topic("everyday"))
    assert "This may already answer" in send(client, TEXT).content.decode()
    assert "This may already answer" not in send(client, TEXT, seen="yes").content.decode()


def test_no_receipt_waits_while_pages_are_found_for_another(client):
    make_article("Register your address", topic=make_topic("everyday"))
    with views.searching_for_a_receipt:
        response = send(client, TEXT)
    assert code_key(code_on(response)) == asked().code_key
    assert "This may already answer" not in response.content.decode()
    assert "This may already answer" in send(client, TEXT + " Please.").content.decode()


def test_form_can_be_opened_again_for_another_question(client):
    assert filled_in(client)["attempt"] != filled_in(client, ADDRESS)["attempt"]
