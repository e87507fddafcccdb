"""No more mails: the page behind each mail, and the one click of a mail program (RFC 8058)."""

import re
from datetime import timedelta

import pytest
from django.conf import settings as portal_settings
from django.test import Client

from welcome_ruhr.enquiries import actions, mails
from welcome_ruhr.enquiries.enums import CameBy, ReplyBy
from welcome_ruhr.enquiries.errors import Forgotten
from welcome_ruhr.enquiries.fingerprints import email_key, stop_token
from welcome_ruhr.enquiries.models import Enquiry
from welcome_ruhr.enquiries.queries import persons
from welcome_ruhr.foundation import clock, outbox
from welcome_ruhr.foundation.enums import MailState
from welcome_ruhr.foundation.models import AuditEntry, OutgoingMail

from .desk import address as case_address
from .desk import lines, signed_in
from .factories import ask, closed_by, fresh, make_adviser, referred_by, taken_by
from .visiting import Visitor, everything_stored, read

pytestmark = pytest.mark.django_db

EMAIL = "amal@example.org"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def asked():
    """The receipt of somebody who wants answers in the mail."""
    return ask("Zimtschnecke?", language="en", reply_by=ReplyBy.LETTER, email=EMAIL)


def address(enquiry, language="en"):
    return f"/{language}/no-mail/{stop_token(enquiry)}/"


def browser(**client):
    return Client(enforce_csrf_checks=True, **client)


def state_of(enquiry):
    after = fresh(enquiry)
    return after.reply_by, str(after.email)


def test_the_address_stands_in_the_head_of_each_mail(asked):
    (mail,) = OutgoingMail.objects.all()
    assert re.search(r"/en/no-mail/[^/>]+/(?=>$)", mail.headers["List-Unsubscribe"])[0] == address(asked.enquiry)


def test_one_click_of_a_mail_provider_ends_the_mails(asked):
    # Without a cookie, without a token of ours, and without a word on where it was sent from (RFC 8058 § 3.2).
    response = browser().post(address(asked.enquiry), ONE_CLICK)
    assert (response.status_code, response.cookies) == (200, {})
    assert state_of(asked.enquiry) == (ReplyBy.PAGE, "")
    before = OutgoingMail.objects.count()
    adviser = make_adviser()
    actions.answer(enquiry=taken_by(adviser, asked.enquiry), text="Ja.", by=adviser)
    closed_by(adviser, asked.enquiry)
    assert OutgoingMail.objects.count() == before


def test_a_program_that_follows_links_changes_nothing(asked):
    for method in ("get", "head"):
        assert getattr(browser(), method)(address(asked.enquiry)).status_code == 200
    assert state_of(asked.enquiry) == (ReplyBy.LETTER, EMAIL)


def test_the_page_says_what_happens_and_its_button_does_it(asked):
    client = browser()
    page = read(client.get(address(asked.enquiry)))
    assert page.text("h1") == "No more mails to you?"
    (field,) = page.all("input", name="List-Unsubscribe")
    done = client.post(
        address(asked.enquiry), {field["name"]: field["value"]}, headers={"sec-fetch-site": "same-origin"}
    )
    assert read(done).text("h1") == "You get no more mails"
    assert read(client.get(address(asked.enquiry))).text("h1") == "You get no more mails"


def test_a_click_that_is_sent_twice_is_one(asked):
    for _time in range(2):
        assert browser().post(address(asked.enquiry), ONE_CLICK).status_code == 200
    entries = AuditEntry.objects.filter(action="enquiries.stop_mail")
    assert [(entry.subject, entry.actor_id) for entry in entries] == [(asked.enquiry.subject, None)]


def test_another_site_cannot_press_the_button(asked):
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}):
        assert browser().post(address(asked.enquiry), ONE_CLICK, headers=headers).status_code == 403
    assert state_of(asked.enquiry) == (ReplyBy.LETTER, EMAIL)


def test_the_code_still_opens_everything(asked):
    browser().post(address(asked.enquiry), ONE_CLICK)
    assert Visitor(asked.code, language="en").page.text("h1") == "My enquiry"


def test_nothing_that_is_stored_holds_the_address_any_more(asked):
    enquiry = asked.enquiry
    browser().post(address(enquiry), ONE_CLICK)
    assert [str(mail.recipient) for mail in OutgoingMail.objects.all()] == [""]
    with clock.fixed(clock.now() + timedelta(hours=25)):
        outbox.clear_old()  # until then the outbox counts what goes to one mailbox
    assert email_key(EMAIL).encode() not in everything_stored()


def test_a_mail_that_still_waits_is_not_sent_and_others_are(asked):
    adviser = make_adviser()
    referred_by(adviser, taken_by(adviser, asked.enquiry))
    actions.stop_mail(enquiry=asked.enquiry)
    states = dict(OutgoingMail.objects.values_list("kind", "state"))
    assert states == {"enquiries.acknowledged": MailState.GIVEN_UP, "enquiries.referred": MailState.WAITING}


def test_of_a_mail_the_fingerprint_of_its_sender_stays_by_which_it_is_found(asked):
    Enquiry.objects.update(came_by=CameBy.MAIL)
    actions.stop_mail(enquiry=asked.enquiry)
    assert (fresh(asked.enquiry).email, fresh(asked.enquiry).email_key) == ("", email_key(EMAIL))


def test_other_enquiries_of_the_same_sender_are_still_found(asked):
    Enquiry.objects.update(came_by=CameBy.MAIL)
    other = ask(reply_by=ReplyBy.LETTER, email=EMAIL).enquiry
    actions.stop_mail(enquiry=asked.enquiry)
    found = persons.find(asked.enquiry.number)
    assert (found.others, found.email) == (1, EMAIL)
    Enquiry.objects.filter(pk=other.pk).update(came_by=CameBy.MAIL)
    actions.stop_mail(enquiry=other)
    assert persons.find(asked.enquiry.number).email == ""
    assert len(persons.find(EMAIL).enquiries) == 2


def test_the_desk_sees_that_no_mail_goes_any_more(asked):
    adviser = make_adviser()
    taken_by(adviser, asked.enquiry)
    actions.stop_mail(enquiry=asked.enquiry)
    page = signed_in(adviser).get(case_address(asked.enquiry))
    assert "on the page “My enquiry”, with the code" in lines(page, ".desk-facts dd")
    assert "The person wants no more mails" in page.content.decode()


# --- addresses that are none --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "token",
    ["", "x", "0", "{pk}", "{pk}-", "{pk}-{other}", "{pk}-{sign}0", "0{pk}-{sign}", "99-{sign}", "-{sign}", "9" * 40],
)
def test_a_made_up_address_leads_to_nothing_and_tells_nothing(asked, token):
    pk, sign = stop_token(asked.enquiry).split("-")
    typed = token.format(pk=pk, sign=sign, other="0" * 32)
    path = f"/en/no-mail/{typed}/" if typed else "/en/no-mail/"
    answers = [browser().get(path), browser().post(path, ONE_CLICK)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert {read(answer).text("h1") for answer in answers} == {"This address leads to nothing"}
    assert state_of(asked.enquiry) == (ReplyBy.LETTER, EMAIL)


def test_the_address_of_one_enquiry_ends_no_other(asked):
    other = ask(reply_by=ReplyBy.LETTER, email=EMAIL).enquiry
    browser().post(address(other), ONE_CLICK)
    assert state_of(asked.enquiry) == (ReplyBy.LETTER, EMAIL)


def test_a_number_that_comes_again_is_another_enquiry(asked):
    before = address(asked.enquiry)
    Enquiry.objects.filter(pk=asked.enquiry.pk).update(code_key="1" * 64)
    assert browser().post(before, ONE_CLICK).status_code == 404


def test_with_the_words_of_an_enquiry_its_address_goes(asked):
    before = address(asked.enquiry)
    actions.withdraw(enquiry=asked.enquiry)
    assert browser().get(before).status_code == 404
    with pytest.raises(Forgotten):
        actions.stop_mail(enquiry=asked.enquiry)


# --- a page of one person -----------------------------------------------------------------------------------------


def test_no_cache_no_search_engine_and_no_next_page_learns_of_it(asked):
    for answer in (browser().get(address(asked.enquiry)), browser().get("/en/no-mail/x/")):
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["X-Robots-Tag"] == "noindex"
        assert read(answer).robots() == ["noindex, follow"]


def test_the_page_shows_no_word_number_or_address_of_the_person(asked):
    page = browser().get(address(asked.enquiry)).content.decode()
    assert [word for word in ("Zimtschnecke", EMAIL, asked.enquiry.number, asked.code) if word in page] == []


@pytest.mark.parametrize("language", [code for code, _name in portal_settings.LANGUAGES])
def test_it_stands_in_every_language_and_is_never_stored(asked, language):
    path = address(asked.enquiry, language)
    assert browser().get(path).status_code == 200
    assert path.startswith(portal_settings.NEVER_STORED)


def test_the_language_switch_leads_to_the_same_page(asked):
    page = read(browser().get(address(asked.enquiry)))
    assert [one["href"] for one in page.all("a", hreflang="ar")] == [address(asked.enquiry, "ar")]


def test_who_calls_it_very_often_has_to_wait(asked, monkeypatch):
    monkeypatch.setattr("welcome_ruhr.enquiries.mine.stopping.STOPS_PER_HOUR", 2)
    codes = [browser().get("/en/no-mail/x/").status_code for _time in range(2)]
    answer = browser().post(address(asked.enquiry), ONE_CLICK)
    assert [*codes, answer.status_code] == [404, 404, 429]
    assert int(answer["Retry-After"]) > 0
    assert state_of(asked.enquiry) == (ReplyBy.LETTER, EMAIL)


def test_a_form_of_a_megabyte_is_refused_unread(asked):
    assert browser().post(address(asked.enquiry), {"a": "x" * 1024**2}).status_code == 413


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_ways_of_asking_do_nothing(asked, method):
    assert getattr(browser(), method)(address(asked.enquiry)).status_code == 405
    assert state_of(asked.enquiry) == (ReplyBy.LETTER, EMAIL)


def test_kinds_of_mails_to_the_person_are_named():
    adviser = make_adviser()
    enquiry = taken_by(adviser, reply_by=ReplyBy.EMAIL, email=EMAIL)
    actions.answer(enquiry=enquiry, text="Ja.", by=adviser)
    to_person = {mail.kind for mail in OutgoingMail.objects.all() if mail.recipient == EMAIL}
    assert to_person <= set(mails.TO_ENQUIRER)
