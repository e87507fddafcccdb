"""“Ask us”: the form, what it takes, and what it says when something is wrong."""

from datetime import date, timedelta

import pytest
from django.conf import settings as portal_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from welcome_ruhr.directory.enums import PlaceKind
from welcome_ruhr.directory.models import PlaceName
from welcome_ruhr.directory.tests.factories import make_office, make_town
from welcome_ruhr.enquiries.asking import sending, views
from welcome_ruhr.enquiries.asking.trust import TRAP
from welcome_ruhr.enquiries.enums import ReplyBy, State, Trust, Whereabouts
from welcome_ruhr.enquiries.models import Attachment, Enquiry, Message
from welcome_ruhr.foundation import clock, proof_of_work, uploads
from welcome_ruhr.foundation.models import OutgoingMail, RestoreTrial
from welcome_ruhr.foundation.tests.timing import seconds
from welcome_ruhr.portal.tests.factories import (
    make_article,
    make_ask_page,
    make_audience,
    make_city_index,
    make_phase,
    make_standard_page,
    make_topic,
)
from welcome_ruhr.portal.tests.reading import read
from welcome_ruhr.vocabulary.models import Phase

from .asking import ADDRESS, OURS, TEXT, asked, code_on, filled_in, page_of, problems, send, solved, words

pytestmark = pytest.mark.django_db
SCRIPT = '"><script>alert(1)</script>'
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def herne():
    town = make_town("Herne", postcodes="44623 44625")
    PlaceName.objects.create(municipality=town, name="Wanne-Eickel", kind=PlaceKind.FORMER_TOWN)
    return town


def file(name="lease.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def as_typed(response):
    return page_of(response).text("textarea", name="question")


def of(page, name):
    """Return what a field holds."""
    return next(one.get("value", "") for one in page.all("input", name=name))


# --- the form -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", [code for code, _name in portal_settings.LANGUAGES])
def test_form_opens_in_every_language_and_sets_no_cookie(client, language):
    page = read(client, f"/{language}/ask/")
    assert len(page.all("textarea", name="question")) == 1
    assert client.cookies == {}
    [chosen] = [one["value"] for one in page.all("option") if "selected" in one]
    assert chosen == ("de" if language == "de-simple" else language)


def test_form_is_kept_by_nobody_and_tells_no_other_site_where_somebody_was(client):
    response = client.get(f"{ADDRESS}?about=finder")
    # With no-referrer, older phones could not say that the form was sent from here.
    assert (response["Cache-Control"], response["Referrer-Policy"]) == ("no-store", "same-origin")
    assert page_of(response).robots() == ["noindex, follow"]
    assert page_of(client.get(ADDRESS)).robots() == []


def test_nothing_but_the_text_is_needed(client):
    response = client.post(ADDRESS, {"question": TEXT, "language": "en"})
    assert response.status_code == 200
    enquiry = asked()
    assert (enquiry.state, enquiry.reply_by, enquiry.email, enquiry.place) == (State.NEW, ReplyBy.PAGE, "", None)
    assert client.cookies == {}


def test_text_is_stored_sealed_and_word_for_word(client):
    text = "Здравствуйте!\r\n\r\n„Wo“ <b>finde</b> ich & 'was'?\r\n- ١\r\n-\t👩‍🔬"
    send(client, text)
    assert words() == text.replace("\r\n", "\n")
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM enquiries_message WHERE author = 'enquirer'")
        assert b"finde" not in bytes(cursor.fetchone()[0])


def test_all_that_was_said_is_stored(client, herne):
    said = {
        "whereabouts": "living_here",
        "place": "wanne eickel",
        "permit_ends_on": "24.12.2026",
        "language": "ar",
        "reply_by": "email",
        "email": "amal@example.org",
    }
    send(client, **said)
    enquiry = asked()
    assert (enquiry.whereabouts, enquiry.place, enquiry.permit_ends_on) == ("living_here", herne, date(2026, 12, 24))
    assert (enquiry.language, enquiry.reply_by, enquiry.email) == ("ar", ReplyBy.EMAIL, "amal@example.org")


def test_who_wants_the_answer_in_the_mail_says_so(client):
    send(client, reply_by="letter", email="amal@example.org")
    assert (asked().reply_by, asked().email) == (ReplyBy.LETTER, "amal@example.org")


def test_the_field_for_the_address_belongs_to_both_ways_by_mail(client):
    assert page_of(client.get(ADDRESS)).all("div", **{"data-only-with": "reply_by=email|letter"}) != []


def test_address_of_who_wants_no_mail_is_not_kept(client):
    send(client, email="amal@example.org", reply_by="page")
    send(client, "Again", email="no address at all", reply_by="page")
    assert list(Enquiry.objects.values_list("email_key", flat=True)) == ["", ""]
    assert not OutgoingMail.objects.exists()


def test_easy_language_is_answered_in_german(client):
    assert filled_in(client, "/de-simple/ask/")
    send(client, address="/de-simple/ask/", language="de")
    assert asked().language == "de"


def test_files_are_looked_at_sealed_and_belong_to_the_question(client):
    send(client, attachments=[file(), file("Brief.txt", b"Guten Tag")])
    assert [(one.name, one.content_type) for one in Attachment.objects.all()] == [
        ("lease.pdf", "application/pdf"),
        ("Brief.txt", "text/plain; charset=utf-8"),
    ]
    stored = Attachment.objects.first()
    assert uploads.read(stored.stored_as) == PDF


# --- where somebody comes from ------------------------------------------------------------------------------------


@pytest.fixture
def visa_page():
    residence, families = make_topic("residence"), make_audience().audience
    return make_article("Visum", content_id="apply-for-visa", topic=residence, audiences=[families])


def test_page_is_named_and_carried_with_its_topic_and_audience(client, visa_page):
    page = read(client, "/en/ask/?about=article:apply-for-visa")
    assert page.text("p", **{"class": "ask__origin"}) == "You came from: Visum"
    send(client, about="article:apply-for-visa")
    enquiry = asked()
    assert (enquiry.about, enquiry.topic.key, enquiry.audience.key) == (
        "article:apply-for-visa",
        "residence",
        "families",
    )


def test_page_for_several_audiences_says_nothing_of_one(client):
    audiences = [make_audience().audience, make_audience("students").audience]
    make_article("Kita", content_id="childcare", audiences=audiences, phases=[make_phase().phase])
    send(client, about="article:childcare")
    assert (asked().audience, asked().phase.key) == (None, "planning")


def test_where_somebody_says_to_be_counts_more_than_the_page(client):
    Phase.objects.create(key="living", names={"de": "Leben"})
    make_phase("planning")
    send(client, about="phase:planning", whereabouts=Whereabouts.LIVING_HERE)
    assert asked().phase.key == "living"


@pytest.mark.parametrize(
    ("key", "title"),
    [
        ("topic:work", "Work"),
        ("page:cities", "Städte"),
        ("legal:privacy", "Datenschutz"),
        ("town:herne", "Herne"),
        ("office:office-of-herne", "Amt für Migration"),
        ("finder", "Which office is responsible for me?"),
        ("plan", "My plan"),
        ("check:residence-title", "Which residence title could fit me?"),
    ],
)
def test_every_kind_of_origin_is_named(client, herne, key, title):
    make_topic("work")
    make_city_index()
    make_standard_page("Datenschutz", content_id="privacy")
    office = make_office("Amt für Migration", serves=[herne])
    type(office).objects.update(key="office-of-herne")
    page = read(client, f"{ADDRESS}?about={key}")
    assert page.text("p", **{"class": "ask__origin"}) == f"You came from: {title}"


@pytest.mark.parametrize(
    "key", ["article:gone", "nonsense", "town:paris", "office:", ":", "check:none", SCRIPT, "x" * 999]
)
def test_unknown_origin_is_passed_over(client, key):
    assert "You came from" not in client.get(ADDRESS, {"about": key}).content.decode()
    send(client, about=key)
    assert asked().about == ""


def test_page_that_not_everybody_may_read_is_not_named(client, visa_page):
    visa_page.view_restrictions.create(restriction_type="login")
    visa_page.save()
    assert "Visum" not in client.get(f"{ADDRESS}?about=article:apply-for-visa").content.decode()


def test_town_is_filled_in_and_counts_also_where_somebody_empties_the_field(client, herne):
    page = read(client, f"{ADDRESS}?about=town:herne&place=herne")
    assert of(page, "place") == "Herne"
    send(client, about="town:herne", place="")
    assert asked().place == herne


@pytest.mark.parametrize(
    ("place", "asks"),
    [
        ("", "/de/ask/"),
        ("residence/visum/", "/de/ask/?about=article:apply-for-visa"),
        ("residence/", "/de/ask/?about=topic:residence"),
        ("staedte/herne/", "/de/ask/?about=town:herne&amp;place=herne"),
        ("find-office/?place=herne&nationality=other", "/de/ask/?about=finder&amp;place=herne"),
        ("check/", "/de/ask/"),
        ("feedback/?page=article:apply-for-visa", "/de/ask/?about=article:apply-for-visa"),
        ("search/?q=visum", "/de/ask/"),
    ],
)
def test_every_page_leads_to_the_form_and_says_what_it_is(client, herne, visa_page, place, asks):
    make_city_index()
    html = client.get(f"/de/{place}").content.decode()
    band = html[html.index("ask-band__row") :]
    assert f'href="{asks}"' in band[: band.index("</section>")]


def test_self_check_is_carried_without_its_answers(client):
    html = client.get("/en/check/which-residence-title/?nationality=other").content.decode()
    assert 'href="/en/ask/?about=check:residence-title"' in html


def test_menu_leads_to_the_form_and_the_page_of_advisers_leads_on_to_it(client):
    make_ask_page()
    page = read(client, "/de/fragen/")
    menu = [one["href"] for one in page.all("a", **{"class": "site-nav__link"})]
    assert ("/de/ask/" in menu, "/de/fragen/" in menu) == (True, False)
    assert page.links().count("/de/ask/") > 1
    assert "/de/fragen/" in read(client, "/de/ask/").links()


# --- what is wrong ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"text": "  \n "}, "Please write your question."),
        ({"text": "x" * 5001}, "At most 5000 signs fit here, these are 5001. Please shorten it."),
        ({"place": "Paris"}, "We find no place called “Paris” among the 53 towns of the Ruhr."),
        ({"place": "Hernne"}, "We do not know “Hernne”. Do you mean one of these: Herne?"),
        ({"permit_ends_on": "31.2.2027"}, "There is no such day: 31.2.2027."),
        ({"reply_by": "email"}, "Please write your e-mail address, or choose the page."),
        ({"reply_by": "email", "email": "amal@"}, "Enter a valid email address."),
        ({"reply_by": "letter"}, "Please write your e-mail address, or choose the page."),
        ({"language": "xx"}, "Select a valid choice. xx is not one of the available choices."),
    ],
)
def test_sentence_stands_beside_the_field_and_nothing_typed_is_lost(client, herne, said, problem):
    typed = {"text": TEXT, "whereabouts": "abroad", **said}
    response = send(client, **typed)
    assert response.status_code == 422
    [found] = problems(response)
    assert found.startswith(problem)
    page = page_of(response)
    assert page.all("textarea")[0]["text"].strip() == typed["text"].strip()
    assert "checked" in page.all("input", name="whereabouts", value="abroad")[0]
    assert [of(page, name) for name in ("place", "email", "permit_ends_on")] == [
        said.get(name, "") for name in ("place", "email", "permit_ends_on")
    ]
    assert not Enquiry.objects.exists()


def test_several_towns_of_one_name_are_named(client):
    for town in (make_town("Herne"), make_town("Bochum")):
        PlaceName.objects.create(municipality=town, name="Holthausen", kind=PlaceKind.DISTRICT)
    assert problems(send(client, place="Holthausen")) == [
        "“Holthausen” is in several towns: Bochum · Herne. Please write which one."
    ]


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ([file() for _number in range(6)], "At most 5 files at once, please."),
        ([file("run.exe", b"MZ\x90")], "“run.exe”: Files ending in “.exe” are not taken."),
        ([file("page.pdf", b"<html>")], "“page.pdf”: This file ends in “.pdf”, but is something else."),
    ],
)
def test_file_that_is_not_taken_is_named_and_the_others_are_asked_for_again(client, files, problem):
    response = send(client, attachments=files)
    assert response.status_code == 422
    assert problems(response)[0].startswith(problem)
    assert "Please choose your files once more" in response.content.decode()
    assert as_typed(response) == TEXT


def test_markup_comes_back_as_text(client):
    typed = {"text": SCRIPT, "place": SCRIPT, "email": SCRIPT, "permit_ends_on": SCRIPT, "about": SCRIPT}
    html = send(client, **typed, reply_by="email", attempt=SCRIPT, opened=SCRIPT, attachments=[file(f"{SCRIPT}.exe")])
    html = html.content.decode()
    assert "&lt;script&gt;alert(1)" in html
    assert "<script>alert" not in html


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}])
@pytest.mark.parametrize("address", [ADDRESS, f"{ADDRESS}help/"])
def test_form_of_another_site_asks_nothing(client, address, headers):
    assert send(client, address=address, headers=headers).status_code == 403
    assert not Enquiry.objects.exists()


# --- who sends it -------------------------------------------------------------------------------------------------


def test_who_took_time_and_whose_browser_worked_is_checked(client):
    form = filled_in(client)
    with clock.fixed(clock.now() + timedelta(seconds=40)):
        send(client, **form, proof=solved())
    assert asked().trust == Trust.CHECKED


def test_who_has_no_script_is_unchecked_and_asks_all_the_same(client):
    form = filled_in(client)
    with clock.fixed(clock.now() + timedelta(seconds=40)):
        send(client, **form)
    assert asked().trust == Trust.UNCHECKED


@pytest.mark.parametrize(("seconds", "trap"), [(3, ""), (0, ""), (40, "https://spam.example")])
def test_who_is_too_quick_or_fills_in_what_nobody_sees_is_suspect_but_not_refused(client, seconds, trap):
    form = filled_in(client)
    with clock.fixed(clock.now() + timedelta(seconds=seconds)):
        response = send(client, **form, **{TRAP: trap}, proof=solved())
    assert (response.status_code, asked().trust) == (200, Trust.SUSPECT)


@pytest.mark.parametrize("proof", ["", "nonsense", "x" * 100_000])
def test_false_proof_is_none(client, proof):
    form = filled_in(client)
    with clock.fixed(clock.now() + timedelta(seconds=40)):
        send(client, **form, proof=proof)
    assert asked().trust == Trust.UNCHECKED


def test_proof_counts_once(client):
    proof = solved()
    for number in range(2):
        send(client, f"Question {number}", proof=proof)
    assert sorted(Enquiry.objects.values_list("trust", flat=True)) == [Trust.CHECKED, Trust.UNCHECKED]


def test_time_goes_on_while_an_error_is_mended(client):
    form = filled_in(client)
    page = page_of(send(client, "", **form))
    assert [of(page, name) for name in ("opened", "attempt")] == [form["opened"], form["attempt"]]


def test_trap_is_seen_by_nobody(client):
    page = read(client, ADDRESS)
    [trap] = page.all("input", name=TRAP)
    assert (trap["tabindex"], trap["autocomplete"]) == ("-1", "off")
    assert page.all("div", **{"class": "ask-form__trap"})[0]["aria-hidden"] == "true"


def test_challenge_is_never_kept(client):
    response = client.get(f"{ADDRESS}challenge/")
    assert response.json().keys() == proof_of_work.challenge().keys()
    assert response["Cache-Control"] == "no-store"


# --- how much -----------------------------------------------------------------------------------------------------


@pytest.fixture
def one_an_hour(monkeypatch):
    monkeypatch.setattr(sending, "MOST_PER_HOUR", 1)


def test_beyond_the_limit_all_is_kept_and_other_ways_are_named(client, one_an_hour, herne):
    make_ask_page()
    send(client)
    response = send(client, "Another one", place="Herne", **{TRAP: ""})
    assert (response.status_code, response["Retry-After"]) == (429, "3600")
    page = page_of(response)
    assert (as_typed(response), of(page, "place")) == ("Another one", "Herne")
    assert "send it again in 60 minutes" in " ".join(page.text("div", role="note").split())
    assert {"/en/find-office/", "/en/fragen/"} <= set(page.links())
    assert Enquiry.objects.count() == 1


def test_limit_is_one_networks_and_one_hours(client, one_an_hour):
    send(client)
    assert client.post(ADDRESS, {"question": "B", "language": "en"}, REMOTE_ADDR="192.0.2.9").status_code == 200
    with clock.fixed(clock.now() + timedelta(hours=1)):
        assert send(client, "C").status_code == 200


def test_what_is_wrong_uses_up_no_question(client, one_an_hour):
    for _number in range(3):
        send(client, "")
    assert send(client).status_code == 200


def test_a_megabyte_is_refused_at_once_with_a_sentence(client):
    client.get(ADDRESS)  # templates are read
    response = send(client, "\r\n?" * 350_000)
    assert seconds(send, client, "\r\n?" * 350_000) < 0.5
    assert problems(response) == ["At most 5000 signs fit here, these are 699999. Please shorten it."]


def test_what_is_too_large_is_refused_before_it_is_read(client, monkeypatch):
    monkeypatch.setattr(views, "LARGEST_REQUEST", 1000)
    response = send(client, attachments=[file(content=PDF + b" " * 2000)])
    assert response.status_code == 413
    assert page_of(response).text("h1") == "That was too much at once"
    assert not Enquiry.objects.exists()


def test_text_beyond_what_a_form_may_hold_is_refused_with_a_sentence(client):
    response = send(client, "x" * (portal_settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1))
    assert (response.status_code, page_of(response).text("h1")) == (413, "That was too much at once")


def test_form_asks_the_database_no_more_often_with_more_towns(client):
    counts = []
    for _number in range(3):
        make_town()
        client.get(ADDRESS)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(ADDRESS)
        counts.append(len(queries))
    assert len(set(counts)) == 1


def test_question_asks_the_database_no_more_often_when_there_are_more(client):
    counts = []
    for number in range(4):
        with CaptureQueriesContext(connection) as queries:
            send(client, f"Question {number}")
        counts.append(len(queries))
    assert len(set(counts[1:])) == 1


# --- before a restore was tried -----------------------------------------------------------------------------------


@pytest.fixture
def public_portal(settings):
    settings.PRODUCTION = True


def test_portal_that_never_tried_a_restore_takes_no_question_and_says_so(client, public_portal):
    make_ask_page()
    page = read(client, ADDRESS)
    assert page.all("form", method="post") == []
    assert "Asking opens soon" in page.text("div", role="note")
    response = send(client)
    assert (response.status_code, as_typed(response)) == (503, TEXT)
    assert "/en/fragen/" in page_of(response).links()
    assert not Enquiry.objects.exists()


def test_once_a_restore_was_tried_questions_are_taken(client, public_portal):
    RestoreTrial.objects.create(at=clock.now(), rows=1, files=1, bytes=1)
    assert code_on(send(client))


def test_demonstration_takes_questions_without(client, settings):
    settings.PRODUCTION = False
    assert code_on(send(client, headers=OURS))
    assert Message.objects.count() == 2


# --- the other way ------------------------------------------------------------------------------------------------


def test_who_would_rather_write_an_email_finds_the_address_where_mail_is_fetched(client, settings):
    make_ask_page()
    assert "mailto:" not in client.get(ADDRESS).content.decode()
    settings.MAILBOX_URL, settings.MAILBOX_ADDRESS = "imaps://desk:secret@127.0.0.1/INBOX", "fragen@example.org"
    assert "mailto:fragen@example.org" in read(client, ADDRESS).links()
    settings.PRODUCTION = True
    assert "mailto:" not in client.get(ADDRESS).content.decode()
