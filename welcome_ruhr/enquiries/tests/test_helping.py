"""What may already answer while somebody asks: pages and the office, each with its reason, and no trace of it."""

import logging

import pytest
from django.apps import apps
from django.utils.translation import override

from welcome_ruhr.directory.enums import AnswerKind, OfficeKind
from welcome_ruhr.directory.tests.factories import make_office, make_rule, make_town
from welcome_ruhr.enquiries.asking import views
from welcome_ruhr.enquiries.enums import Whereabouts
from welcome_ruhr.enquiries.models import Enquiry
from welcome_ruhr.enquiries.queries.helping import About, _what_is_asked, helping
from welcome_ruhr.foundation.tests.timing import seconds
from welcome_ruhr.portal.tests.factories import body, make_article, make_topic, translate
from welcome_ruhr.vocabulary.models import Audience

from .asking import ADDRESS, OURS, TEXT, page_of, send

pytestmark = pytest.mark.django_db
HELP = f"{ADDRESS}help/"
VISA = "Mein Visum läuft ab. Was muss ich tun?"


@pytest.fixture
def residence():
    topic = make_topic("residence")
    for title in ("Visum beantragen", "Visum verlängern", "Familie nachholen", "Visum für Studierende"):
        make_article(title, topic=topic, body=body("Alles über das Visum."))
    return topic


@pytest.fixture
def herne():
    town = make_town("Herne")
    make_office("Ausländerbehörde Herne", serves=[town])
    make_office("Bürgerbüro Herne", serves=[town], kind=OfficeKind.CITIZENS_OFFICE)
    return town


@pytest.fixture
def rules():
    """As in life: people from the EU need no permit, all others go to the foreigners’ office once they are here."""
    make_rule("residence", stages=["arrived", "extending"])
    make_rule("residence", stages=["abroad"], answer=AnswerKind.MISSION_ABROAD, office_kind="")
    make_rule("residence", nationalities=["eu"], answer=AnswerKind.NOT_NEEDED, office_kind="")
    make_rule("residence", purposes=["naturalisation"], answer=AnswerKind.MUNICIPALITY, office_kind="")


def office(question=VISA, language="de", **about):
    found = helping(question, language, About(**{"whereabouts": Whereabouts.LIVING_HERE, **about})).office
    return found and found.office.name


# --- pages --------------------------------------------------------------------------------------------------------


def test_three_pages_at_most_are_named_each_with_its_reason(residence):
    with override("en"):
        found = helping(VISA, "de", About()).pages
    assert [(one.title[:5], one.reason) for one in found] == [("Visum", "It is about: Residence")] * 3


def test_page_in_another_language_is_marked(residence):
    article = make_article("Führerschein", topic=residence)
    [found] = helping("Führerschein?", "en", About()).pages
    assert (found.title, found.lang, found.href) == ("Führerschein", "de", f"/en/residence/{article.slug}/")
    translate(article, title="Driving licence")
    assert helping("Führerschein?", "en", About()).pages[0].lang == ""


def test_towns_and_offices_are_no_pages_that_answer(herne):
    assert helping("Herne Bürgerbüro?", "de", About()).pages == []


def test_sentence_with_the_question_mark_is_looked_for_first():
    greeting = "Guten Tag, ich heiße Amal und wohne seit Mai in Herne. " * 6
    assert _what_is_asked(f"{greeting}Wo finde ich eine Kita? Danke.").startswith(" Wo finde ich eine Kita?")
    assert _what_is_asked("متى ينتهي؟ شكرا").startswith("متى ينتهي؟")


@pytest.mark.parametrize("text", ["a" * 1_000_000, "?" * 1_000_000, "a?" * 500_000, "\n" * 1_000_000])
def test_a_megabyte_is_looked_through_in_no_time(text):
    assert seconds(_what_is_asked, text) < 0.5


# --- the office ---------------------------------------------------------------------------------------------------


def test_office_is_named_where_all_that_may_be_leads_to_it(residence, herne, rules):
    with override("en"):
        found = helping(VISA, "en", About(herne, Whereabouts.LIVING_HERE)).office
    assert found.office.name == "Ausländerbehörde Herne"
    assert found.reason == "Probably responsible in Herne for: Visa and residence permit"
    assert found.finder_href == "/en/find-office/?place=herne&matter=residence"


def test_no_office_is_named_without_a_place(residence, herne, rules):
    assert office() is None


def test_no_office_is_named_to_who_may_be_abroad(residence, herne, rules):
    assert office(place=herne, whereabouts="") is None
    assert office(place=herne, whereabouts=Whereabouts.ABROAD) is None


def test_no_office_is_named_where_the_passport_decides(herne):
    make_article("Wohnsitz anmelden", topic=make_topic("everyday"), content_id="register-address")
    make_rule("registration", office_kind=OfficeKind.CITIZENS_OFFICE, stages=["arrived", "extending"])
    question = "Wo melde ich meinen Wohnsitz an?"
    assert office(question, place=herne) == "Bürgerbüro Herne"
    make_rule("registration", nationalities=["other"], towns=[herne])
    assert office(question, place=herne) is None


def test_no_office_is_named_where_one_of_them_is_not_verified(residence, herne, rules):
    make_rule("residence", purposes=["study"], towns=[herne], office_kind=OfficeKind.WELCOME_CENTRE)
    assert office(place=herne) is None


def test_office_of_another_purpose_is_named_to_who_comes_from_its_page(herne, residence):
    make_rule("residence")
    make_rule("residence", purposes=["founding"], office_kind=OfficeKind.CITIZENS_OFFICE)
    founders = Audience.objects.create(key="entrepreneurs", names={"de": "Gründer"})
    assert office(place=herne) == "Ausländerbehörde Herne"
    assert office(place=herne, audience=founders) == "Bürgerbüro Herne"


def test_page_one_came_from_alone_says_too_little(herne, rules):
    assert office("Und was jetzt?", place=herne, topic=make_topic("residence").topic) is None


# --- while somebody writes ----------------------------------------------------------------------------------------


def test_pages_are_sent_to_who_is_still_writing(client, residence):
    response = send(client, VISA, HELP)
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
    page = page_of(response)
    assert len(page.links()) == 3
    assert page.all("h2")[0]["data-said"] == "3 pages may already answer. They stand below your question."
    assert not Enquiry.objects.exists()


def test_office_is_sent_as_well_as_soon_as_there_is_a_place(client, residence, herne, rules):
    response = send(client, VISA, HELP, place="Herne", whereabouts="living_here")
    assert "Ausländerbehörde Herne" in response.content.decode()


def test_words_never_stand_in_an_address(client):
    assert client.get(HELP, {"question": VISA}, headers=OURS).status_code == 405


def test_nothing_found_is_said_and_the_question_may_be_sent(client):
    assert "Just send your question." in send(client, "Xyzzy plugh?", HELP).content.decode()


def test_without_a_script_a_button_shows_the_same_and_keeps_what_was_typed(client, residence):
    make_town("Herne")
    response = send(client, VISA, look="yes", place="Herne", whereabouts="abroad", permit_ends_on="2026-12-01")
    page = page_of(response)
    assert response.status_code == 200
    assert page.text("h2", **{"class": "ask-helping__title"}) == "This may already answer"
    assert page.text("textarea") == VISA
    assert "checked" in page.all("input", name="whereabouts", value="abroad")[0]
    assert page.all("input", name="permit_ends_on")[0]["value"] == "2026-12-01"
    assert not Enquiry.objects.exists()


def test_look_needs_nothing_to_be_right(client):
    response = send(client, "", look="yes", place="Paris", email="nobody")
    assert response.status_code == 200
    assert page_of(response).all("div", **{"class": "form-errors"}) == []


def test_fault_of_the_search_keeps_nobody_from_asking_and_quotes_nothing(client, monkeypatch, caplog):
    def broken(question, *args):
        raise RuntimeError(question)

    monkeypatch.setattr(views, "helping", broken)
    assert send(client, "Mein Geheimnis?", HELP).status_code == 200
    assert "receipt-code" in send(client, "Mein Geheimnis?").content.decode()
    assert Enquiry.objects.count() == 1
    assert ("RuntimeError" in caplog.text, "Geheimnis" in caplog.text) == (True, False)


def test_what_is_typed_is_counted_nowhere(client, residence, caplog):
    caplog.set_level(logging.DEBUG)
    before = {model: model.objects.count() for model in apps.get_app_config("search").get_models()}
    send(client, "Visum Zickzack?", HELP)
    send(client, "Visum Zickzack?", look="yes")
    send(client, "Visum Zickzack?")
    assert {model: model.objects.count() for model in before} == before
    assert "Zickzack" not in caplog.text


def test_too_much_is_not_looked_at(client):
    assert send(client, "x" * 300_000, HELP).status_code == 413
    assert send(client, TEXT * 5_000, HELP).status_code == 200
