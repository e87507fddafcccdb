"""The search of the desk: by what is known of an enquiry, and by words where somebody answers anyway."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from welcome_ruhr.directory.tests.factories import make_town
from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.desk import ways
from welcome_ruhr.enquiries.enums import ConsentBy, ReplyBy
from welcome_ruhr.enquiries.queries import searching
from welcome_ruhr.enquiries.queries.words import around, plain
from welcome_ruhr.foundation import clock

from .desk import INBOX, address, lines, parsed, queries_of, rows_of, signed_in
from .factories import (
    ask,
    closed_by,
    make_adviser,
    make_enquiry,
    make_guide,
    make_supervisor,
    make_topic,
    taken_by,
)

pytestmark = pytest.mark.django_db

SEARCH = f"{INBOX}search/"


@pytest.fixture
def adviser():
    return make_adviser(first_name="Ada", last_name="Adam", email="ada@example.org")


def found(person, typed):
    """Return the numbers of what is found, and why each was."""
    with override("en"):
        result = searching.find(typed, person)
    return [(hit.row.enquiry.pk, hit.reason) for hit in result.hits]


def only(person, typed):
    return searching.find(typed, person).only


def searched(client, typed):
    """Return the page that what is typed leads to."""
    return client.post(SEARCH, {"q": typed}, follow=True)


def test_code_leads_to_the_enquiry_however_it_is_typed(adviser):
    receipt = ask()
    response = signed_in(adviser).post(SEARCH, {"q": receipt.code.lower().replace("-", " ")})
    assert response.headers["Location"] == address(receipt.enquiry)


def test_number_leads_to_the_enquiry(adviser):
    enquiry = taken_by(adviser)
    for typed in (enquiry.number, enquiry.number.lower(), f"A {enquiry.pk}", str(enquiry.pk)):
        assert only(adviser, typed) == enquiry.pk


def test_code_and_number_of_what_somebody_else_answers_lead_nowhere(adviser):
    receipt = ask()
    taken_by(make_adviser(), receipt.enquiry)
    for typed in (receipt.code, receipt.enquiry.number):
        response = searched(signed_in(adviser), typed)
        assert (response.status_code, rows_of(response)) == (200, [])
    assert only(make_supervisor(), receipt.code) == receipt.enquiry.pk


def test_code_of_an_enquiry_of_which_numbers_are_left_leads_nowhere(adviser):
    receipt = ask()
    actions.withdraw(enquiry=receipt.enquiry)
    assert only(make_supervisor(), receipt.enquiry.number) is None


def test_address_finds_all_enquiries_of_a_person_that_may_be_read(adviser):
    asked = {"reply_by": ReplyBy.EMAIL, "email": "Amal@Example.org"}
    new, mine = make_enquiry(**asked), taken_by(adviser, make_enquiry(**asked))
    taken_by(make_adviser(), make_enquiry(**asked))
    assert found(adviser, "amal@example.ORG") == [(mine.pk, "their e-mail address"), (new.pk, "their e-mail address")]


@pytest.mark.parametrize("typed", ["20.11.2026", "20/11/2026", "2026-11-20"])
def test_day_finds_what_was_asked_on_it(adviser, typed):
    with clock.fixed(clock.now() - timedelta(days=2, hours=9, minutes=59)):
        early = make_enquiry()
    with clock.fixed(clock.now() - timedelta(days=2, hours=10, minutes=1)):
        make_enquiry()
    assert found(adviser, typed) == [(early.pk, "asked on this day")]


@pytest.mark.parametrize("typed", ["99.99.2026", "31.2.2026", "1.1.9999"])
def test_day_that_there_is_not_finds_nothing(adviser, typed):
    make_enquiry()
    assert found(adviser, typed) == []


def test_topic_is_found_in_every_language(adviser):
    topic = make_topic("recognition")
    type(topic).objects.filter(pk=topic.pk).update(names={"de": "Anerkennung", "en": "Recognition"})
    enquiry = make_enquiry(topic=topic)
    assert found(adviser, "recognition") == found(adviser, "ANERKENN") == [(enquiry.pk, "the topic")]


def test_responsible_person_is_found_by_name_and_address(adviser):
    mine = taken_by(adviser)
    assert found(make_supervisor(), "ada adam") == [(mine.pk, "who is responsible")]
    assert found(make_supervisor(), "ada@example.org") == [(mine.pk, "who is responsible")]


def test_words_are_found_in_question_answer_and_note_of_ones_own(adviser):
    one, two, three = (taken_by(adviser, make_enquiry("Frage")) for _ in range(3))
    actions.write_back(enquiry=one, text="Mein Kindergärten-Platz ist weg.")
    actions.answer(enquiry=two, text="Fragen Sie im Kindergarten.", by=adviser)
    actions.note(enquiry=three, text="KINDERGARTEN anrufen", by=adviser)
    assert [pk for pk, _reason in found(adviser, "kindergarten")] == [three.pk, two.pk, one.pk]


def test_all_words_have_to_stand_in_one_message(adviser):
    enquiry = taken_by(adviser, make_enquiry("Visum für meine Tochter"))
    actions.write_back(enquiry=enquiry, text="Und mein Sohn?")
    assert found(adviser, "tochter visum") == [(enquiry.pk, "in what was written")]
    assert found(adviser, "tochter sohn") == []


def test_words_are_shown_with_what_stands_around_them(adviser):
    taken_by(adviser, make_enquiry("Vorher. " * 30 + "Die Urkunde fehlt." + " Nachher." * 30))
    (row,) = rows_of(searched(signed_in(adviser), "urkunde"))
    assert "Vorher. Die Urkunde fehlt. Nachher." in row


def test_words_of_others_are_not_found_by_anybody(adviser):
    taken_by(make_adviser(), make_enquiry("Geheimnis"))
    make_enquiry("Geheimnis")
    closed_by(adviser, taken_by(adviser, make_enquiry("Geheimnis")))
    assert found(adviser, "geheimnis") == found(make_supervisor(), "geheimnis") == []


def test_who_stands_in_finds_the_words_of_a_colleague(adviser):
    away, today = make_adviser(), clock.today()
    enquiry = taken_by(away, make_enquiry("Geheimnis"))
    actions.go_away(person=away, cover=adviser, from_on=today, until_on=today, by=away)
    assert [pk for pk, _reason in found(adviser, "geheimnis")] == [enquiry.pk]


def test_guide_finds_words_where_they_help_and_none_of_notes(adviser):
    guide, enquiry = make_guide(), taken_by(adviser, make_enquiry("Wo ist der Park?"))
    asked = actions.ask_guide(enquiry=enquiry, guide=guide, consent_by=ConsentBy.SPOKEN, by=adviser)
    actions.note(enquiry=enquiry, text="Geheimnis", by=adviser)
    assert found(guide, "park") == []
    actions.accept_request(request=asked, by=guide)
    assert [pk for pk, _reason in found(guide, "park")] == [enquiry.pk]
    assert found(guide, "geheimnis") == []


def test_words_in_arabic_and_with_accents_are_found_without(adviser):
    arabic = taken_by(adviser, make_enquiry("أريد أن أسجّل أطفالي", language="ar"))
    turkish = taken_by(adviser, make_enquiry("Çocuğum için okul", language="tr"))
    assert [pk for pk, _reason in found(adviser, "أسجل")] == [arabic.pk]
    assert [pk for pk, _reason in found(adviser, "cocugum")] == [turkish.pk]


def test_only_the_newest_of_ones_own_are_read_and_it_is_said(adviser, monkeypatch):
    monkeypatch.setattr(searching, "MOST_READ", 2)
    taken_by(adviser, make_enquiry("Geheimnis"))
    for _ in range(2):
        taken_by(adviser)
    response = searched(signed_in(adviser), "geheimnis")
    assert rows_of(response) == []
    assert "one older one was not read" in " ".join(lines(response, "p.soft"))


def test_more_than_are_shown_is_said(adviser, monkeypatch):
    monkeypatch.setattr(searching, "MOST_FOUND", 2)
    for _ in range(3):
        taken_by(adviser, make_enquiry("Visum"))
    response = searched(signed_in(adviser), "visum")
    assert len(rows_of(response)) == 2
    assert "There are more." in " ".join(lines(response, "p.soft"))


@pytest.mark.parametrize("typed", ["", "  ", "ab", "%", "' OR 1=1 --", "x" * 5_000, "\x00", "٣"])
def test_whatever_is_typed_is_answered(adviser, typed):
    taken_by(adviser)
    response = searched(signed_in(adviser), typed)
    assert (response.status_code, rows_of(response)) == (200, [])


def test_words_stand_in_no_address_no_log_and_not_to_be_read_in_the_session(adviser, caplog):
    taken_by(adviser, make_enquiry("Geheimnis"))
    client = signed_in(adviser)
    assert rows_of(client.get(f"{SEARCH}?q=geheimnis")) == []
    caplog.clear()
    response = client.post(SEARCH, {"q": "geheimnis"})
    assert (response.status_code, response.headers["Location"]) == (302, SEARCH)
    assert len(rows_of(client.get(SEARCH))) == 1
    assert "geheimnis" not in caplog.text.lower()
    assert "geheimnis" not in str(dict(client.session)).lower()


def test_what_was_found_stands_there_again_and_the_enquiry_leads_back_to_it(adviser):
    taken_by(adviser, make_enquiry("Geheimnis"))
    client = signed_in(adviser)
    searched(client, "geheimnis")
    (link,) = parsed(client.get(SEARCH)).select(".inbox-row__link")
    (back,) = parsed(client.get(link["href"])).select("[data-back] a")
    assert (back["href"], back.get_text(strip=True)) == (SEARCH, "What was found")
    assert len(rows_of(client.get(back["href"]))) == 1


def test_search_of_the_session_that_no_key_opens_is_none(adviser):
    client = signed_in(adviser)
    session = client.session
    session[ways.KEPT] = "x"
    session.save()
    assert client.get(SEARCH).status_code == 200


def test_search_costs_the_same_for_one_and_for_many(adviser):
    client = signed_in(adviser)
    taken_by(adviser, make_enquiry("Visum"))
    searched(client, "visum")
    one = queries_of(client, SEARCH)
    for _ in range(10):
        taken_by(adviser, make_enquiry("Visum"))
    assert queries_of(client, SEARCH) == one


def test_what_every_row_shows_is_found(adviser):
    enquiry = make_enquiry("Nichts davon", place=make_town("Bochum"), topic=make_topic("recognition"), language="tr")
    taken_by(adviser)
    assert found(adviser, "bochum") == [(enquiry.pk, "the place")]
    assert found(adviser, "Turkce") == [(enquiry.pk, "the language")]
    assert found(adviser, "recogn BOCHUM") == [(enquiry.pk, "the place, the topic")]
    assert found(adviser, "bochum residence") == []


def test_words_may_stand_partly_in_the_row_and_partly_in_what_was_written(adviser):
    town = make_town("Herne")
    fits = taken_by(adviser, make_enquiry("Mein Visa", place=town))
    taken_by(adviser, make_enquiry("Etwas anderes", place=town)), taken_by(adviser, make_enquiry("Mein Visa"))
    assert found(adviser, "Herne Visa") == [(fits.pk, "in what was written")]


def test_subject_of_a_mail_is_found(adviser):
    enquiry = taken_by(adviser, make_enquiry("Anbei."))
    enquiry.messages.filter(author="enquirer").update(subject="Zeugnisse aus Izmir")
    assert found(adviser, "zeugnisse") == [(enquiry.pk, "in what was written")]


def test_letter_without_its_dot_is_found_with_it_and_the_other_way_round(adviser):
    enquiry = taken_by(adviser, make_enquiry("Diplomayı tanıtmak istiyorum", language="tr"))
    assert [pk for pk, _reason in found(adviser, "diplomayi")] == [enquiry.pk]
    assert [pk for pk, _reason in found(adviser, "DİPLOMAYI")] == [enquiry.pk]


def test_words_are_compared_by_their_bare_letters():
    assert plain("Ausländer STRASSE straße Łódź") == "auslander strasse strasse lodz"
    assert around("Die Straße\n ist weit", "strasse", 4) == "Die Straße ist …"
    assert around("Die Straße", "fehlt", 4) == ""
