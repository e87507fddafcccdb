"""The search of the desk: by what is known of an enquiry, and by words where somebody answers anyway."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.enums import ConsentBy, ReplyBy
from welcome_ruhr.enquiries.queries import searching
from welcome_ruhr.enquiries.queries.words import around, plain
from welcome_ruhr.foundation import clock

from .desk import INBOX, address, lines, queries_of, rows_of, signed_in
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
        response = signed_in(adviser).post(SEARCH, {"q": typed})
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
    (row,) = rows_of(signed_in(adviser).post(SEARCH, {"q": "urkunde"}))
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
    response = signed_in(adviser).post(SEARCH, {"q": "geheimnis"})
    assert rows_of(response) == []
    assert "one older one was not read" in " ".join(lines(response, "p.soft"))


def test_more_than_are_shown_is_said(adviser, monkeypatch):
    monkeypatch.setattr(searching, "MOST_FOUND", 2)
    for _ in range(3):
        taken_by(adviser, make_enquiry("Visum"))
    response = signed_in(adviser).post(SEARCH, {"q": "visum"})
    assert len(rows_of(response)) == 2
    assert "There are more." in " ".join(lines(response, "p.soft"))


@pytest.mark.parametrize("typed", ["", "  ", "ab", "%", "' OR 1=1 --", "x" * 5_000, "\x00", "٣"])
def test_whatever_is_typed_is_answered(adviser, typed):
    taken_by(adviser)
    response = signed_in(adviser).post(SEARCH, {"q": typed})
    assert (response.status_code, rows_of(response)) == (200, [])


def test_words_stand_in_no_address_and_no_log(adviser, caplog):
    taken_by(adviser, make_enquiry("Geheimnis"))
    client = signed_in(adviser)
    assert client.get(f"{SEARCH}?q=geheimnis").status_code == 405
    caplog.clear()
    response = client.post(SEARCH, {"q": "geheimnis"})
    assert len(rows_of(response)) == 1
    assert "geheimnis" not in caplog.text.lower()
    assert not response.headers.get("Location")


def test_search_costs_the_same_for_one_and_for_many(adviser):
    client = signed_in(adviser)
    taken_by(adviser, make_enquiry("Visum"))
    one = queries_of(client, SEARCH, {"q": "visum"})
    for _ in range(10):
        taken_by(adviser, make_enquiry("Visum"))
    assert queries_of(client, SEARCH, {"q": "visum"}) == one


def test_words_are_compared_by_their_bare_letters():
    assert plain("Ausländer STRASSE straße Łódź") == "auslander strasse strasse łodz"
    assert around("Die Straße\n ist weit", "strasse", 4) == "Die Straße ist …"
    assert around("Die Straße", "fehlt", 4) == ""
