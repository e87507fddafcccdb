"""Answers, notes, drafts, and two people who write at once."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import PageViewRestriction

from welcome_ruhr.directory.tests.factories import make_office, make_rule, make_town
from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.enums import Author, ConsentBy, State
from welcome_ruhr.enquiries.models import AnswerTemplate, Attachment, Draft, Mention, Message
from welcome_ruhr.foundation import clock
from welcome_ruhr.portal.tests.factories import make_article, make_home

from .desk import address, fields_of, lines, parsed, said, signed_in, told, trouble
from .factories import (
    closed_by,
    fresh,
    make_adviser,
    make_enquiry,
    make_guide,
    make_supervisor,
    make_topic,
    taken_by,
)

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def adviser():
    return make_adviser()


def filled_in(client, enquiry, **changes):
    """Return what the answer form of the page sends, with changes."""
    return fields_of(client.get(address(enquiry)), "#answer-form") | changes


def answers(enquiry):
    return [str(message.text) for message in enquiry.messages.filter(author=Author.ADVISER)]


def template(title="Gruß", topic=None, **texts):
    return AnswerTemplate.objects.create(title=title, topic=topic, texts=texts)


def test_answer_is_sent_and_the_person_is_to_answer(adviser):
    enquiry, client = taken_by(adviser), signed_in(adviser)
    response = client.post(
        address(enquiry, "answer"), filled_in(client, enquiry, text="Ja, das dürfen Sie."), follow=True
    )
    assert told(response) == ["Your answer has been sent."]
    assert (answers(enquiry), fresh(enquiry).state) == (["Ja, das dürfen Sie."], State.WAITING)


def test_it_stays_our_turn_when_the_box_says_so(adviser):
    enquiry, client = taken_by(adviser), signed_in(adviser)
    client.post(address(enquiry, "answer"), filled_in(client, enquiry, text="Ich frage nach.", still_ours="on"))
    assert fresh(enquiry).state == State.OPEN


def test_files_go_with_an_answer(adviser):
    enquiry, client = taken_by(adviser), signed_in(adviser)
    files = [SimpleUploadedFile("a.pdf", PDF), SimpleUploadedFile("b.pdf", PDF)]
    client.post(address(enquiry, "answer"), filled_in(client, enquiry, text="Anbei.", attached=files))
    assert [str(file.name) for file in Attachment.objects.all()] == ["a.pdf", "b.pdf"]


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (["a.pdf", "b.exe"], "b.exe: Files ending in “.exe” are not taken."),
        ([f"{number}.pdf" for number in range(6)], "At most 5 files go with one answer."),
    ],
)
def test_file_that_is_not_taken_is_said_at_the_field_and_the_text_is_kept(adviser, names, sentence):
    enquiry, client = taken_by(adviser), signed_in(adviser)
    files = [SimpleUploadedFile(name, PDF) for name in names]
    response = client.post(address(enquiry, "answer"), filled_in(client, enquiry, text="Anbei.", attached=files))
    assert response.status_code == 422
    assert trouble(response)[0].startswith(sentence)
    assert fields_of(response, "#answer-form")["text"] == "Anbei."
    assert not Attachment.objects.exists()


def test_empty_answer_is_refused(adviser):
    enquiry, client = taken_by(adviser), signed_in(adviser)
    response = client.post(address(enquiry, "answer"), filled_in(client, enquiry, text="  "))
    assert (response.status_code, trouble(response)) == (409, ["Please write something first."])


def test_answer_that_is_too_long_is_refused_with_all_that_was_typed(adviser):
    enquiry, client = taken_by(adviser), signed_in(adviser)
    response = client.post(address(enquiry, "answer"), filled_in(client, enquiry, text="x" * 20_001))
    assert response.status_code == 422
    assert len(fields_of(response, "#answer-form")["text"]) == 20_001


def test_closed_enquiry_is_not_answered_and_the_text_is_not_lost(adviser):
    enquiry, client = taken_by(adviser), signed_in(adviser)
    fields = filled_in(client, enquiry, text="Noch etwas.")
    closed_by(adviser, enquiry)
    response = client.post(address(enquiry, "answer"), fields)
    assert (response.status_code, trouble(response)) == (409, ["This enquiry is closed. Open it again first."])
    assert fields_of(response, "#answer-form")["text"] == "Noch etwas."


def test_adviser_who_has_not_taken_it_may_not_answer(adviser):
    enquiry = make_enquiry()
    assert signed_in(adviser).post(address(enquiry, "answer"), {"text": "Ja"}).status_code == 403


def test_enquiry_that_was_handed_over_meanwhile_is_not_answered(adviser):
    enquiry, client = taken_by(adviser), signed_in(adviser)
    fields = filled_in(client, enquiry, text="Ja")
    actions.assign(enquiry=enquiry, to=make_adviser(), by=adviser)
    assert client.post(address(enquiry, "answer"), fields).status_code == 404
    assert answers(enquiry) == []


def test_what_was_written_since_the_page_was_opened_is_shown_before_the_answer_goes(adviser):
    enquiry, client = taken_by(adviser), signed_in(adviser)
    fields = filled_in(client, enquiry, text="Ja.")
    actions.write_back(enquiry=enquiry, text="Es hat sich erledigt.")
    asked = client.post(address(enquiry, "answer"), fields)
    assert asked.status_code == 409
    assert "Does your answer still fit?" in trouble(asked)[0]
    assert lines(asked, ".conversation__item:has(.status-badge--new) .conversation__text") == ["Es hat sich erledigt."]
    assert answers(enquiry) == []
    client.post(address(enquiry, "answer"), fields_of(asked, "#answer-form"))
    assert answers(enquiry) == ["Ja."]


def test_answer_of_a_colleague_meanwhile_is_shown_too(adviser):
    enquiry, client = taken_by(adviser), signed_in(adviser)
    fields = filled_in(client, enquiry, text="Ja.")
    actions.answer(enquiry=enquiry, text="Nein.", by=make_supervisor())
    response = client.post(address(enquiry, "answer"), fields)
    assert response.status_code == 409
    assert lines(response, ".conversation__item:has(.status-badge--new) .conversation__text") == ["Nein."]


def test_what_the_person_wrote_themselves_meanwhile_asks_nothing(adviser):
    enquiry, client = taken_by(adviser), signed_in(adviser)
    fields = filled_in(client, enquiry, text="Ja.")
    actions.note(enquiry=enquiry, text="Notiz", by=adviser)
    assert client.post(address(enquiry, "answer"), fields).status_code == 302


def test_chosen_files_have_to_be_chosen_again_when_it_is_asked_whether_the_answer_fits(adviser):
    enquiry, client = taken_by(adviser), signed_in(adviser)
    fields = filled_in(client, enquiry, text="Ja.", attached=SimpleUploadedFile("a.pdf", PDF))
    actions.write_back(enquiry=enquiry, text="Noch etwas.")
    assert "Please choose your files again." in trouble(client.post(address(enquiry, "answer"), fields))[0]


def test_places_that_nobody_filled_in_are_asked_about_once(adviser):
    enquiry, client = taken_by(adviser), signed_in(adviser)
    asked = client.post(
        address(enquiry, "answer"), filled_in(client, enquiry, text="In {place}: {topic}, {topic}, {Termin}")
    )
    assert asked.status_code == 409
    assert trouble(asked) == ["These places are still to be filled: {place}, {topic}. Send all the same?"]
    assert answers(enquiry) == []
    again = fields_of(asked, "#answer-form")
    more = client.post(address(enquiry, "answer"), again | {"text": f"{again['text']} {{office}}"})
    assert trouble(more) == ["These places are still to be filled: {office}. Send all the same?"]
    client.post(address(enquiry, "answer"), fields_of(more, "#answer-form"))
    assert answers(enquiry) == ["In {place}: {topic}, {topic}, {Termin} {office}"]


def test_both_questions_are_asked_at_once(adviser):
    enquiry, client = taken_by(adviser), signed_in(adviser)
    fields = filled_in(client, enquiry, text="{topic}", attached=SimpleUploadedFile("a.pdf", PDF))
    actions.write_back(enquiry=enquiry, text="Noch etwas.")
    asked = client.post(address(enquiry, "answer"), fields)
    sentences = ("Does your answer still fit?", "to be filled: {topic}.", "Please choose your files again.")
    assert [sentence in trouble(asked)[0] for sentence in sentences] == [True] * 3
    client.post(address(enquiry, "answer"), fields_of(asked, "#answer-form"))
    assert answers(enquiry) == ["{topic}"]


def test_answer_that_is_sent_twice_arrives_once(adviser):
    enquiry, client = taken_by(adviser), signed_in(adviser)
    fields = filled_in(client, enquiry, text="Ja.\r\nGruß")
    responses = [client.post(address(enquiry, "answer"), fields) for _ in range(2)]
    assert [response.status_code for response in responses] == [302, 302]
    assert len(answers(enquiry)) == 1


def test_note_is_kept_and_calls_a_colleague(adviser):
    enquiry, colleague = taken_by(adviser), make_supervisor(email="chefin@example.org")
    client = signed_in(adviser)
    assert "Kim Beispiel @chefin" in lines(client.get(address(enquiry)), ".writing__name")
    response = client.post(address(enquiry, "note"), {"text": "@chefin bitte lesen"}, follow=True)
    assert told(response) == ["Your note has been kept."]
    assert Mention.objects.get().person == colleague


def test_name_that_two_people_share_is_offered_as_a_whole_address(adviser):
    make_supervisor(email="kim@example.org"), make_supervisor(email="kim@example.com")
    page = signed_in(adviser).get(address(taken_by(adviser)))
    assert lines(page, "[data-mention]") == ["@kim@example.com", "@kim@example.org"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Please write something first."),
        ("@fremd hilf", "@fremd may not read this enquiry. Hand it over, or name them as cover."),
    ],
)
def test_note_is_refused_with_what_was_typed_and_its_tab_open(adviser, text, sentence):
    make_adviser(email="fremd@example.org")
    response = signed_in(adviser).post(address(taken_by(adviser), "note"), {"text": text})
    assert (response.status_code, trouble(response)) == (409, [sentence])
    assert fields_of(response, "#note")["text"] == text
    assert parsed(response).select_one("#write-note").has_attr("checked")


def test_note_with_a_name_that_nobody_here_has_is_kept_and_it_is_said(adviser):
    enquiry, client = taken_by(adviser), signed_in(adviser)
    response = client.post(address(enquiry, "note"), {"text": "Sie ist @visum_wissen"}, follow=True)
    assert told(response) == [
        "Your note has been kept. A name with @ in it is the name of nobody here: nobody was called by it."
    ]
    assert "Sie ist @visum_wissen" in said(response)


def test_draft_is_kept_and_shown_again(adviser):
    enquiry, client = taken_by(adviser), signed_in(adviser)
    response = client.post(address(enquiry, "draft"), {"text": "Liebe", "seen": "1"}, headers=HTMX)
    assert " ".join(response.content.decode().split()) == "Draft kept 22 Nov, 10:00"
    page = signed_in(adviser).get(address(enquiry))
    assert fields_of(page, "#answer-form")["text"] == "Liebe"
    assert lines(page, "#draft-line") == ["Draft kept 22 Nov, 10:00"]


def test_draft_of_which_nothing_is_left_is_gone(adviser):
    enquiry, client = taken_by(adviser), signed_in(adviser)
    actions.keep_draft(enquiry=enquiry, text="Liebe", by=adviser)
    response = client.post(address(enquiry, "draft"), {"text": " "}, headers=HTMX)
    assert (response.content.strip(), Draft.objects.count()) == (b"", 0)


def test_draft_of_a_colleague_is_theirs(adviser):
    enquiry, supervisor = taken_by(adviser), make_supervisor()
    actions.keep_draft(enquiry=enquiry, text="Geheimer Anfang", by=adviser)
    assert b"Geheimer Anfang" not in signed_in(supervisor).get(address(enquiry)).content


def test_draft_that_arrives_after_its_answer_does_not_come_back(adviser):
    enquiry, client = taken_by(adviser), signed_in(adviser)
    fields = filled_in(client, enquiry, text="Ja.")
    client.post(address(enquiry, "answer"), fields)
    client.post(address(enquiry, "draft"), fields, headers=HTMX)
    assert not Draft.objects.exists()


def test_guide_keeps_drafts_and_answers(adviser):
    guide, enquiry = make_guide(), taken_by(adviser)
    asked = actions.ask_guide(enquiry=enquiry, guide=guide, consent_by=ConsentBy.SPOKEN, by=adviser)
    actions.accept_request(request=asked, by=guide)
    client = signed_in(guide)
    client.post(address(enquiry, "draft"), {"text": "Am Kanal"}, headers=HTMX)
    fields = filled_in(client, enquiry)
    assert fields["text"] == "Am Kanal"
    client.post(address(enquiry, "answer"), fields)
    assert Message.objects.filter(author=Author.GUIDE).count() == 1
    assert "Kim Beispiel, Welcome Guide" in lines(client.get(address(enquiry)), ".conversation__author")


def test_page_says_who_else_has_written_within_two_minutes(adviser):
    enquiry, colleague = taken_by(adviser), make_supervisor(first_name="Mia", last_name="Muster")
    actions.keep_draft(enquiry=enquiry, text="Liebe", by=colleague)
    client = signed_in(adviser)
    assert lines(client.get(address(enquiry)), ".case-news__line") == ["Mia Muster is writing an answer …"]
    with clock.fixed(clock.now() + timedelta(minutes=3)):
        assert lines(client.get(address(enquiry)), ".case-news__line") == []


def test_news_are_told_once(adviser):
    enquiry, client = taken_by(adviser), signed_in(adviser)
    ask = parsed(client.get(address(enquiry))).select_one("#case-news")["hx-get"]
    assert client.get(ask, headers=HTMX).status_code == 204
    actions.write_back(enquiry=enquiry, text="Noch etwas.")
    found = client.get(ask, headers=HTMX)
    assert lines(found, ".case-news__line") == ["Something new was written. Show it"]
    assert client.get(parsed(found).select_one("#case-news")["hx-get"], headers=HTMX).status_code == 204


def test_conversation_is_shown_anew_with_what_is_new_and_the_page_knows_it(adviser):
    enquiry, client = taken_by(adviser), signed_in(adviser)
    actions.write_back(enquiry=enquiry, text="Noch etwas.")
    newest = Message.objects.last().pk
    response = client.get(address(enquiry, "conversation"), {"seen": newest - 1}, headers=HTMX)
    assert lines(response, ".conversation__item:has(.status-badge--new) .conversation__text") == ["Noch etwas."]
    assert parsed(response).select_one("#answer_seen")["value"] == str(newest)
    assert f"seen={newest}" in parsed(response).select_one("#case-news")["hx-get"]


def test_guide_hears_nothing_of_notes(adviser):
    guide, enquiry = make_guide(), taken_by(adviser)
    asked = actions.ask_guide(enquiry=enquiry, guide=guide, consent_by=ConsentBy.SPOKEN, by=adviser)
    actions.accept_request(request=asked, by=guide)
    seen = Message.objects.last().pk
    actions.note(enquiry=enquiry, text="Nur für uns.", by=adviser)
    client = signed_in(guide)
    assert client.get(address(enquiry, "news"), {"seen": seen, "told": "0"}).status_code == 204
    assert said(client.get(address(enquiry, "conversation")))[0] == "Darf ich mit meinem Visum schon arbeiten?"
    assert "Nur für uns." not in said(client.get(address(enquiry, "conversation")))


def test_template_is_filled_in_in_the_language_of_the_person(adviser):
    town = make_town("Bochum")
    make_rule("residence")
    make_office("Ausländerbüro Bochum", serves=[town])
    topic = make_topic("residence")
    enquiry = taken_by(adviser, make_enquiry(place=town, topic=topic, language="en"))
    words = "{number} {place} {office} {topic} {adviser} {answer_day} {unknown}"
    chosen = template(de="falsch", en=words)
    client = signed_in(adviser)
    response = client.post(address(enquiry, "insert"), filled_in(client, enquiry, template=chosen.pk))
    expected = f"{enquiry.number} Bochum Ausländerbüro Bochum Residence Kim Beispiel 25 November 2026 {{unknown}}"
    assert fields_of(response, "#answer-form")["text"] == expected


def test_topic_and_day_are_in_the_language_of_the_text(adviser):
    topic = make_topic("residence")
    type(topic).objects.filter(pk=topic.pk).update(names={"de": "Aufenthalt", "en": "Visa", "tr": "Vize"})
    enquiry = taken_by(adviser, make_enquiry(topic=topic, language="tr"))
    client = signed_in(adviser)
    chosen = template(de="falsch", en="{topic}: you get an answer by {answer_day}")
    response = client.post(address(enquiry, "insert"), filled_in(client, enquiry, template=chosen.pk))
    assert fields_of(response, "#answer-form")["text"] == "Visa: you get an answer by 25 November 2026"


def test_what_is_not_known_stays_to_be_seen(adviser):
    enquiry, client = taken_by(adviser), signed_in(adviser)
    chosen = template(de="In {place}: {office}, {topic}.")
    response = client.post(address(enquiry, "insert"), filled_in(client, enquiry, template=chosen.pk))
    assert fields_of(response, "#answer-form")["text"] == "In {place}: {office}, {topic}."


def test_template_goes_behind_what_was_written_and_is_kept_as_a_draft(adviser):
    enquiry, client = taken_by(adviser), signed_in(adviser)
    chosen = template(de="Freundliche Grüße")
    fields = filled_in(client, enquiry, template=chosen.pk, text="Liebe Frau K.,\n", still_ours="on")
    response = client.post(address(enquiry, "insert"), fields)
    found = fields_of(response, "#answer-form")
    assert (found["text"], found["still_ours"]) == ("Liebe Frau K.,\n\nFreundliche Grüße", "on")
    assert Draft.objects.get().text == "Liebe Frau K.,\n\nFreundliche Grüße"


def test_with_scripts_only_the_text_is_exchanged(adviser):
    enquiry, client = taken_by(adviser), signed_in(adviser)
    chosen = template(de="Guten Tag")
    response = client.post(address(enquiry, "insert"), filled_in(client, enquiry, template=chosen.pk), headers=HTMX)
    assert parsed(response).select_one("textarea").get_text().strip() == "Guten Tag"
    assert "Draft kept 22 Nov, 10:00" in response.content.decode()
    assert b"<form" not in response.content


@pytest.mark.parametrize("chosen", ["", "999999", "x", "٣", "9" * 40])
def test_choosing_nothing_that_exists_changes_nothing(adviser, chosen):
    enquiry, client = taken_by(adviser), signed_in(adviser)
    fields = filled_in(client, enquiry, template=chosen, article=chosen, text="Liebe")
    assert fields_of(client.post(address(enquiry, "insert"), fields), "#answer-form")["text"] == "Liebe"


def test_templates_about_the_topic_come_first_and_say_when_they_are_in_another_language(adviser):
    topic = make_topic("residence")
    template("A allgemein", de="x", ar="x"), template("Z zum Thema", topic, de="x"), template("leer")
    page = signed_in(adviser).get(address(taken_by(adviser, make_enquiry(topic=topic, language="ar"))))
    assert lines(page, "#answer-template option") == ["—", "Z zum Thema (de)", "A allgemein"]


def test_link_to_an_article_is_inserted_with_its_title_and_whole_address(adviser, settings):
    make_home()
    page = make_article("Als Au-pair arbeiten")
    enquiry, client = taken_by(adviser), signed_in(adviser)
    response = client.post(address(enquiry, "insert"), filled_in(client, enquiry, article=page.pk))
    title, link = fields_of(response, "#answer-form")["text"].splitlines()
    assert title == "Als Au-pair arbeiten"
    assert link.startswith(f"{settings.BASE_URL}/de/")


def test_page_that_not_everybody_may_read_is_not_inserted(adviser):
    make_home()
    page = make_article("Nur für wenige")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    enquiry, client = taken_by(adviser), signed_in(adviser)
    response = client.post(address(enquiry, "insert"), filled_in(client, enquiry, article=page.pk))
    assert fields_of(response, "#answer-form")["text"] == ""


def test_templates_are_for_the_desk_and_not_for_guides(adviser):
    guide, enquiry = make_guide(), taken_by(adviser)
    asked = actions.ask_guide(enquiry=enquiry, guide=guide, consent_by=ConsentBy.SPOKEN, by=adviser)
    actions.accept_request(request=asked, by=guide)
    client, chosen = signed_in(guide), template(de="Wir entscheiden: {number}")
    assert lines(client.get(address(enquiry)), "#answer-template") == []
    response = client.post(address(enquiry, "insert"), filled_in(client, enquiry, template=chosen.pk))
    assert fields_of(response, "#answer-form")["text"] == ""
