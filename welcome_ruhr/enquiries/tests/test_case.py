"""The page of one enquiry: who sees it, what it shows, and each button with each of its refusals."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from welcome_ruhr.accounts.tests.people import make_person
from welcome_ruhr.directory.tests.factories import make_office, make_rule, make_town
from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.actions import Upload
from welcome_ruhr.enquiries.desk.deeds import SAID
from welcome_ruhr.enquiries.desk.urls import patterns
from welcome_ruhr.enquiries.enums import ConsentBy, Outcome, ReplyBy, ScanState, State
from welcome_ruhr.enquiries.models import Attachment, Enquiry, Message, Reminder
from welcome_ruhr.foundation import audit, clock, uploads
from welcome_ruhr.portal.tests.factories import body, make_article, make_home
from welcome_ruhr.portal.tests.factories import make_topic as make_topic_page

from .desk import INBOX, address, fields_of, lines, parsed, queries_of, said, signed_in, told, trouble
from .factories import (
    ask,
    closed_by,
    fresh,
    make_adviser,
    make_audience,
    make_enquiry,
    make_evaluator,
    make_guide,
    make_supervisor,
    make_topic,
    referred_by,
    sorted_by,
    taken_by,
)

pytestmark = pytest.mark.django_db

NUMBER_OF_NOTHING = 999_999
OF_A_CASE = [pattern.name for pattern in patterns if "pk" in pattern.pattern.converters]
READ_ONLY = {"case", "file", "news", "conversation", "choose_office", "referral_sheet"}
READ_ONLY |= {"mail_original", "mail_formatted", "mail_framed"}
GUIDE_MAY = {"case", "answer", "draft", "insert", "news", "conversation", "file", "write_to_adviser", "stop_helping"}
OF_GUIDES = {"accept_request", "decline_request", "write_to_adviser", "stop_helping"}
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def adviser():
    return make_adviser()


def of_case(name, enquiry):
    """Return the address of this name for an enquiry; further numbers lead to nothing."""
    pattern = next(one for one in patterns if one.name == name)
    numbers = dict.fromkeys(pattern.pattern.converters, NUMBER_OF_NOTHING)
    return reverse(f"enquiries_desk:{name}", kwargs=numbers | {"pk": enquiry.pk})


def statuses(person, name, enquiry):
    client = signed_in(person)
    return {client.get(of_case(name, enquiry)).status_code, client.post(of_case(name, enquiry)).status_code}


def with_file(enquiry, *, name="Zeugnis.pdf", scan=ScanState.CLEAN):
    """Let the enquirer send a file, and return it as it is after the scan."""
    found = uploads.inspect(SimpleUploadedFile(name, PDF))
    actions.write_back(enquiry=enquiry, text="Anbei.", uploads=[Upload(found, PDF)])
    file = Attachment.objects.order_by("pk").last()
    Attachment.objects.filter(pk=file.pk).update(scan=scan)
    return file


def helping(guide, adviser, enquiry=None):
    """Return an enquiry that a guide helps with."""
    enquiry = enquiry or taken_by(adviser)
    asked = actions.ask_guide(enquiry=enquiry, guide=guide, consent_by=ConsentBy.SPOKEN, by=adviser)
    actions.accept_request(request=asked, by=guide)
    return enquiry


@pytest.mark.parametrize("name", OF_A_CASE)
def test_enquiry_of_somebody_else_does_not_exist(adviser, name):
    theirs, nothing = taken_by(make_adviser()), Enquiry(pk=NUMBER_OF_NOTHING)
    assert statuses(adviser, name, theirs) <= {404, 405}
    client = signed_in(adviser)
    assert lines(client.get(of_case(name, theirs)), "main") == lines(client.get(of_case(name, nothing)), "main")


@pytest.mark.parametrize("name", OF_A_CASE)
def test_nobody_without_a_role_of_the_desk_is_let_in(adviser, name):
    enquiry = taken_by(adviser)
    for person in (make_evaluator(), make_person("editor", is_demo=True), make_person(is_superuser=True, is_demo=True)):
        assert statuses(person, name, enquiry) <= {403, 405}
    path = of_case(name, enquiry)
    assert {Client().get(path).status_code, Client().post(path).status_code} <= {302, 405}


@pytest.mark.parametrize("name", OF_A_CASE)
def test_guide_who_helps_may_read_and_answer_and_nothing_else(adviser, name):
    guide = make_guide()
    enquiry = helping(guide, adviser)
    refused = statuses(guide, name, enquiry) <= {403, 405}
    assert refused is (name not in GUIDE_MAY)


@pytest.mark.parametrize("name", OF_A_CASE)
def test_guide_who_is_only_asked_gets_the_offer_alone(adviser, name):
    guide, enquiry = make_guide(), taken_by(adviser, make_enquiry("Meine Tochter"))
    actions.ask_guide(enquiry=enquiry, guide=guide, consent_by=ConsentBy.SPOKEN, by=adviser)
    client = signed_in(guide)
    assert b"Tochter" not in client.get(of_case(name, enquiry)).content
    assert b"Tochter" not in client.post(of_case(name, enquiry)).content


@pytest.mark.parametrize("name", sorted(set(OF_A_CASE) - READ_ONLY))
def test_every_button_needs_the_token_of_the_page(adviser, name):
    client = Client(enforce_csrf_checks=True)
    client.force_login(adviser)
    assert client.post(of_case(name, taken_by(adviser))).status_code == 403


@pytest.mark.parametrize("name", sorted(set(OF_A_CASE) - READ_ONLY - {"refer", "ask_guide"}))
def test_address_to_which_forms_are_sent_leads_to_the_enquiry_when_it_is_opened(adviser, name):
    enquiry = taken_by(adviser)
    person = make_guide() if name in OF_GUIDES else adviser
    if name in ("write_to_adviser", "stop_helping"):
        helping(person, adviser, enquiry)
    elif name in OF_GUIDES:
        actions.ask_guide(enquiry=enquiry, guide=person, consent_by=ConsentBy.SPOKEN, by=adviser)
    response = signed_in(person).get(of_case(name, enquiry))
    assert (response.status_code, response.headers.get("Location")) == (302, address(enquiry))


def test_page_is_kept_by_no_cache(adviser):
    response = signed_in(adviser).get(address(taken_by(adviser)))
    assert response.headers["Cache-Control"] == "no-store"


def test_of_which_only_numbers_are_left_has_no_page(adviser):
    gone = closed_by(adviser)
    actions.anonymise(gone)
    assert signed_in(make_supervisor()).get(address(gone)).status_code == 404


def test_conversation_shows_question_answer_note_and_events_in_their_order(adviser):
    enquiry = taken_by(adviser, make_enquiry("Was kostet das?"))
    actions.note(enquiry=enquiry, text="Nur für uns.", by=adviser)
    actions.answer(enquiry=enquiry, text="Nichts.", by=adviser)
    response = signed_in(adviser).get(address(enquiry))
    assert said(response) == [
        "Was kostet das?", "The question arrived", "Kim Beispiel became responsible", "Nur für uns.", "Nichts.",
    ]  # fmt: skip
    assert lines(response, ".conversation__item--note .conversation__text") == ["Nur für uns."]


def test_desk_reads_who_became_responsible_and_a_guide_does_not(adviser):
    enquiry, guide, colleague = taken_by(adviser), make_guide(), make_adviser(first_name="Mia", last_name="Muster")
    actions.assign(enquiry=enquiry, to=colleague, by=adviser)
    helping(guide, colleague, enquiry)
    named = ["Kim Beispiel became responsible", "Handed over to Mia Muster"]
    for part in ((), ("conversation",)):
        assert said(signed_in(colleague).get(address(enquiry, *part)))[2:4] == named
        unnamed = said(signed_in(guide).get(address(enquiry, *part)))[2:4]
        assert unnamed == ["Somebody became responsible", "Handed over to somebody else"]


def test_day_a_permit_ends_stands_at_the_top_once(adviser):
    later = taken_by(adviser, make_enquiry(permit_ends_on=clock.today() + timedelta(days=40)))
    first = taken_by(adviser, make_enquiry(permit_ends_on=clock.today() + timedelta(days=1)))
    over = taken_by(adviser, make_enquiry(permit_ends_on=clock.today() - timedelta(days=1)))
    client = signed_in(adviser)
    heads = [lines(client.get(address(one)), ".case-head__due") for one in (later, first, over)]
    assert heads == [
        ["25 Nov", "permit ends 1 Jan 2027"],
        ["permit ends 23 Nov"],
        ["today", "permit ended 21 Nov"],
    ]


def test_page_they_came_from_is_the_first_article(adviser):
    make_home()
    topic = make_topic_page("residence")
    origin = make_article("Visum verlängern", topic=topic, content_id="extend-visa")
    make_article("Neun Jahre Schule", topic=make_topic_page("everyday"), body=body("Nach neun Jahren."))
    make_article("Kindergeld", topic=make_topic_page("money"), body=body("Nach neun Jahren."))
    enquiry = taken_by(adviser, make_enquiry("Nach neun Jahren?", about="article:extend-visa"))
    page = signed_in(adviser).get(address(enquiry))
    articles = [line for line in lines(page, ".desk-list--plain li") if "Insert link" in line]
    assert articles[0].startswith(f"{origin.title} they came from this page")
    assert not any("Kindergeld" in line for line in articles)


def test_without_a_topic_the_topic_is_asked_for(adviser):
    town = make_town("Bochum")
    page = signed_in(adviser).get(address(taken_by(adviser, make_enquiry(place=town))))
    reasons = " ".join(lines(page, ".desk-reason"))
    assert "Say the topic first" in reasons
    assert "no office of its own" not in reasons


def test_text_keeps_its_language_and_its_lines_and_makes_no_links(adviser):
    enquiry = taken_by(adviser, make_enquiry("Zeile 1\nhttps://evil.example/ Zeile 2", language="tr"))
    response = signed_in(adviser).get(address(enquiry))
    text = parsed(response).select_one(".conversation__text")
    assert (text["lang"], text.get_text(), text.select("a")) == ("tr", "Zeile 1\nhttps://evil.example/ Zeile 2", [])


def test_opening_by_the_responsible_person_reads_the_news_and_by_others_is_noted(adviser):
    enquiry = taken_by(adviser)
    actions.write_back(enquiry=enquiry, text="Noch etwas.")
    supervisor = make_supervisor()
    signed_in(supervisor).get(address(enquiry))
    assert fresh(enquiry).has_news
    assert audit.of(enquiry.subject).last().actor_id == supervisor.pk
    marked = ".conversation__item:has(.status-badge--new) .conversation__text"
    assert "Noch etwas." in lines(signed_in(adviser).get(address(enquiry)), marked)
    assert not fresh(enquiry).has_news


def test_looking_for_news_is_not_opening(adviser):
    enquiry = taken_by(adviser)
    actions.write_back(enquiry=enquiry, text="Noch etwas.")
    entries = audit.of(enquiry.subject).count()
    for name in ("news", "conversation"):
        signed_in(make_supervisor()).get(address(enquiry, name))
        signed_in(adviser).get(address(enquiry, name))
    assert (fresh(enquiry).has_news, audit.of(enquiry.subject).count()) == (True, entries)


def test_side_says_who_asks_and_where_they_came_from(adviser):
    enquiry = make_enquiry(language="ar", reply_by=ReplyBy.EMAIL, email="amal@example.org", about="office:gone",
                           whereabouts="abroad", permit_ends_on=clock.today() + timedelta(days=4))  # fmt: skip
    facts = " ".join(lines(signed_in(adviser).get(address(enquiry)), ".desk-facts, .desk-warning"))
    for part in ("العربيّة", "by e-mail", "Still abroad", "office:gone", "Visa or permit ends on 26 November 2026"):
        assert part in facts
    assert "amal@example.org" not in facts


def test_history_names_who_did_what_and_the_newest_first(adviser):
    enquiry = taken_by(adviser)
    colleague = make_adviser(first_name="Mia", last_name="Muster")
    actions.assign(enquiry=enquiry, to=colleague, by=adviser)
    closed_by(colleague, enquiry)
    assert lines(signed_in(colleague).get(address(enquiry)), ".desk-history li") == [
        "22 Nov, 10:00 Closed: Answered · Mia Muster",
        "22 Nov, 10:00 Topic, audience and the like said · Mia Muster",
        "22 Nov, 10:00 Responsible from now on: Mia Muster · Kim Beispiel",
        "22 Nov, 10:00 Responsible from now on: Kim Beispiel · Kim Beispiel",
        "22 Nov, 10:00 Question arrived",
    ]


def test_history_shows_an_action_that_it_does_not_know(adviser):
    enquiry = taken_by(adviser)
    audit.record("enquiries.unheard_of", subject=enquiry.subject, by=None)
    assert "22 Nov, 10:00 enquiries.unheard_of" in lines(signed_in(adviser).get(address(enquiry)), ".desk-history li")


def test_every_action_that_is_noted_down_has_words():
    files = Path(actions.__file__).parent.glob("*.py")
    noted = {verb for file in files for verb in re.findall(r'note_down\(\s*"(\w+)"', file.read_text())}
    assert len(noted) > 20
    assert noted - SAID.keys() == set()


def test_new_enquiry_is_taken(adviser):
    enquiry = make_enquiry()
    client = signed_in(adviser)
    page = client.get(address(enquiry))
    assert "Take this enquiry" in lines(page, ".writing__take button")
    assert client.post(address(enquiry, "take")).headers["Location"] == f"{address(enquiry)}#main"
    assert fresh(enquiry).responsible == adviser


def test_who_is_too_late_to_take_reads_it_or_sees_nothing_any_more(adviser):
    enquiry = taken_by(make_adviser())
    late = signed_in(make_supervisor()).post(address(enquiry, "take"))
    assert (late.status_code, trouble(late)) == (409, ["Somebody else has taken this enquiry in the meantime."])
    assert signed_in(adviser).post(address(enquiry, "take")).status_code == 404


def test_enquiry_is_handed_over_and_gone_from_the_page(adviser):
    enquiry, colleague = taken_by(adviser), make_adviser()
    response = signed_in(adviser).post(address(enquiry, "hand-over"), {"to": colleague.pk}, follow=True)
    assert fresh(enquiry).responsible == colleague
    assert response.redirect_chain[-1][0] == INBOX
    assert f"Enquiry {enquiry.number} was handed over." in told(response)[0]


def test_handing_over_to_nobody_or_to_a_guide_is_refused_at_the_field(adviser):
    enquiry = taken_by(adviser)
    for to in ("", make_guide().pk, 999_999):
        response = signed_in(adviser).post(address(enquiry, "hand-over"), {"to": to})
        assert response.status_code == 422
        assert parsed(response).select_one("#turn details").has_attr("open")
    assert fresh(enquiry).responsible == adviser


def test_closed_enquiry_is_neither_handed_over_nor_back(adviser):
    enquiry = closed_by(adviser)
    client = signed_in(adviser)
    over = client.post(address(enquiry, "hand-over"), {"to": make_adviser().pk})
    back = client.post(address(enquiry, "hand-back"))
    assert [over.status_code, back.status_code] == [409, 409]
    assert trouble(back) == ["This enquiry is closed. Open it again first."]


def test_enquiry_is_put_back_among_the_new_ones(adviser):
    enquiry = taken_by(adviser)
    signed_in(adviser).post(address(enquiry, "hand-back"))
    assert (fresh(enquiry).state, fresh(enquiry).responsible) == (State.NEW, None)


def test_form_to_sort_shows_what_is_known_and_keeps_the_rest(adviser):
    town = make_town("Bochum")
    enquiry, topic = taken_by(adviser, make_enquiry(place=town, language="ar")), make_topic("residence")
    client = signed_in(adviser)
    fields = fields_of(client.get(address(enquiry)), "#sort form")
    assert (fields["place"], fields["language"]) == (str(town.pk), "ar")
    client.post(address(enquiry, "sort"), fields | {"topic": topic.pk, "is_legal_matter": "on"})
    found = fresh(enquiry)
    assert (found.topic, found.place, found.language, found.is_legal_matter) == (topic, town, "ar", True)


def test_sorting_with_what_does_not_exist_is_refused_with_what_was_chosen(adviser):
    enquiry = taken_by(adviser)
    audience = make_audience()
    response = signed_in(adviser).post(address(enquiry, "sort"), {"language": "xx", "audience": audience.pk})
    assert response.status_code == 422
    assert fields_of(response, "#sort form")["audience"] == str(audience.pk)


def test_legal_matter_needs_a_supervisor_where_a_guide_helps(adviser):
    enquiry = helping(make_guide(), adviser)
    response = signed_in(adviser).post(address(enquiry, "sort"), {"language": "de", "is_legal_matter": "on"})
    assert response.status_code == 409
    assert "This is a legal matter." in trouble(response)[0]


def test_reminder_is_set_shown_and_done(adviser):
    enquiry = taken_by(adviser)
    client = signed_in(adviser)
    client.post(address(enquiry, "remind"), {"due_on": "2026-12-01", "text": "Kurs?"})
    assert lines(client.get(address(enquiry)), "#remind li > span") == ["1 Dec: Kurs?"]
    client.post(address(enquiry, "remind", Reminder.objects.get().pk, "done"))
    assert lines(client.get(address(enquiry)), "#remind li > span") == []


def test_reminder_for_yesterday_is_refused_with_what_was_typed(adviser):
    enquiry = taken_by(adviser)
    response = signed_in(adviser).post(address(enquiry, "remind"), {"due_on": "2026-11-21", "text": "Kurs?"})
    assert (response.status_code, trouble(response)) == (409, ["Please choose a day that is still to come."])
    assert fields_of(response, "#remind form")["text"] == "Kurs?"


def test_reminder_of_a_colleague_is_theirs(adviser):
    enquiry, supervisor = taken_by(adviser), make_supervisor()
    reminder = actions.remind(enquiry=enquiry, due_on=clock.today(), text="Meins", by=adviser)
    client = signed_in(supervisor)
    assert b"Meins" not in client.get(address(enquiry)).content
    assert client.post(address(enquiry, "remind", reminder.pk, "done")).status_code == 404
    assert fresh(reminder).done_at is None


def test_closing_says_what_is_missing_and_leads_there(adviser):
    enquiry = taken_by(adviser)
    referral = referred_by(adviser, enquiry)
    page = signed_in(adviser).get(address(enquiry))
    links = [link["href"] for link in parsed(page).select("#close li a")]
    assert links == ["#sort", f"#referral-{referral.pk}"]
    assert all(parsed(page).select_one(link) for link in links)


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        ("answered", "Please say topic and audience before you close: the evaluation counts them."),
        ("", "This field is required."),
        ("withdrawn", "Select a valid choice. withdrawn is not one of the available choices."),
    ],
)
def test_closing_is_refused_where_something_is_missing(adviser, outcome, sentence):
    response = signed_in(adviser).post(address(taken_by(adviser), "close"), {"outcome": outcome})
    assert response.status_code in (409, 422)
    assert sentence in trouble(response)
    assert fields_of(response, "#close form")["outcome"] == ("" if outcome == "withdrawn" else outcome)


def test_outcome_of_a_referral_needs_a_referral(adviser):
    enquiry = sorted_by(adviser, taken_by(adviser))
    response = signed_in(adviser).post(address(enquiry, "close"), {"outcome": Outcome.REFERRED_TAKEN_UP})
    assert response.status_code == 409
    assert "This outcome needs a referral" in trouble(response)[0]


def test_enquiry_is_closed_and_opened_again(adviser):
    enquiry = sorted_by(adviser, taken_by(adviser))
    client = signed_in(adviser)
    client.post(address(enquiry, "close"), {"outcome": Outcome.ANSWERED})
    page = client.get(address(enquiry))
    assert "the words are deleted on 20 February 2027" in lines(page, "#close p")[0]
    assert parsed(page).select("#answer-form") == []
    client.post(address(enquiry, "reopen"))
    again = client.post(address(enquiry, "reopen"))
    assert (fresh(enquiry).state, again.status_code) == (State.OPEN, 409)
    assert trouble(again) == ["This enquiry is not closed."]


def test_file_is_given_out_to_be_saved(adviser):
    enquiry = taken_by(adviser)
    file = with_file(enquiry, name="Zeugnis <b>.pdf")
    client = signed_in(adviser)
    assert [link["href"] for link in parsed(client.get(address(enquiry))).select(".conversation__files a")] == [
        address(enquiry, "files", file.pk)
    ]
    response = client.get(address(enquiry, "files", file.pk))
    assert b"".join(response.streaming_content) == PDF
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    ("scan", "words"),
    [
        (ScanState.HELD, "Being checked for viruses: it can be opened when that is done."),
        (ScanState.INFECTED, "A virus was found: nobody can open it."),
    ],
)
def test_file_that_may_harm_is_not_given_out(adviser, scan, words):
    enquiry = taken_by(adviser)
    file = with_file(enquiry, scan=scan)
    client = signed_in(adviser)
    page = client.get(address(enquiry))
    assert parsed(page).select(".conversation__files a") == []
    assert lines(page, ".conversation__note") == [words]
    response = client.get(address(enquiry, "files", file.pk))
    assert (response.status_code, trouble(response)) == (409, [words])


def test_file_of_another_enquiry_is_not_found(adviser):
    file, mine = with_file(taken_by(make_adviser())), taken_by(adviser)
    assert signed_in(adviser).get(address(mine, "files", file.pk)).status_code == 404
    uploads.delete(file.stored_as)
    assert signed_in(make_supervisor()).get(address(file.message.enquiry, "files", file.pk)).status_code == 404


def test_office_is_suggested_by_place_and_topic_with_its_reason(adviser):
    town = make_town("Bochum")
    office = make_office("Ausländerbüro Bochum", serves=[town])
    make_rule("residence")
    enquiry = taken_by(adviser, make_enquiry(place=town, topic=make_topic("residence")))
    page = signed_in(adviser).get(address(enquiry))
    assert "Responsible for “Visa and residence permit” in Bochum." in " ".join(lines(page, ".desk-reason"))
    assert parsed(page).select(f'a[href="{address(enquiry, "refer", office.pk)}"]')


def test_without_a_place_no_office_is_suggested_and_it_is_said(adviser):
    page = signed_in(adviser).get(address(taken_by(adviser)))
    assert "Say which place it is about" in " ".join(lines(page, ".desk-reason"))


def test_guide_is_suggested_by_what_they_helped_with(adviser):
    town, guide, other = make_town("Bochum"), make_guide(first_name="Ali"), make_guide(first_name="Zoe")
    for _ in range(2):
        helping(guide, adviser, taken_by(adviser, make_enquiry(place=town, language="tr")))
    enquiry = taken_by(adviser, make_enquiry(place=town))
    page = signed_in(adviser).get(address(enquiry))
    found = [line for line in lines(page, ".desk-list--plain li") if "Ask" in line]
    assert found[0].startswith("Ali Beispiel helped with 2 enquiries from Bochum")
    assert found[1].startswith("Zoe Beispiel has not helped with such an enquiry yet")
    assert other.pk != guide.pk


def test_guide_sees_the_conversation_without_notes_and_the_limits_of_help(adviser):
    guide, enquiry = make_guide(), taken_by(adviser, make_enquiry("Wo ist der Park?"))
    actions.note(enquiry=enquiry, text="Nur für uns.", by=adviser)
    helping(guide, adviser, enquiry)
    response = signed_in(guide).get(address(enquiry))
    page = response.content.decode()
    assert "Wo ist der Park?" in said(response)
    assert "Nur für uns." not in page
    assert "RDG §§ 2, 6, 8" in page
    assert parsed(response).select(".case__side") == []


def test_guide_writes_to_the_adviser_who_alone_reads_it_with_the_guide(adviser):
    guide, other = make_guide(first_name="Ali"), make_guide()
    enquiry = helping(guide, adviser)
    helping(other, adviser, enquiry)
    client = signed_in(guide)
    path = address(enquiry, "to-adviser")
    assert told(client.post(path, {"text": "Bitte rufen Sie mich an."}, follow=True)) == [
        "Your message is with the adviser."
    ]
    assert lines(client.get(address(enquiry)), "#to-adviser .desk-words") == ["Bitte rufen Sie mich an."]
    assert "Bitte rufen Sie mich an." in said(signed_in(adviser).get(address(enquiry)))
    assert b"Bitte rufen" not in signed_in(other).get(address(enquiry)).content


def test_guide_who_writes_nothing_to_the_adviser_reads_why_at_that_place(adviser):
    guide = make_guide()
    response = signed_in(guide).post(address(helping(guide, adviser), "to-adviser"), {"text": " "})
    assert (response.status_code, lines(response, "#to-adviser [role=alert]")) == (
        409,
        ["Please write something first."],
    )


def test_guide_who_can_no_longer_help_says_so_and_is_led_to_the_inbox(adviser):
    guide = make_guide()
    enquiry, client = helping(guide, adviser), signed_in(guide)
    assert parsed(client.get(address(enquiry))).select_one(f'form[action^="{address(enquiry, "stop-helping")}"]')
    response = client.post(address(enquiry, "stop-helping"), follow=True)
    assert told(response) == ["Thank you for your help. The adviser knows and goes on."]
    assert client.get(address(enquiry)).status_code == 404
    assert "The guide can no longer help" in signed_in(adviser).get(address(enquiry)).content.decode()


def test_offer_to_a_guide_says_language_topic_and_place_and_no_word(adviser):
    guide, enquiry = make_guide(), taken_by(adviser, make_enquiry("Meine Tochter", place=make_town("Bochum")))
    asked = actions.ask_guide(enquiry=enquiry, guide=guide, consent_by=ConsentBy.SPOKEN, by=adviser)
    client = signed_in(guide)
    page = client.get(address(enquiry))
    assert lines(page, "dd") == ["Deutsch", "not said yet", "Bochum"]
    assert "RDG §§ 2, 6, 8" in page.content.decode()
    client.post(address(enquiry, "guides", asked.pk, "accept"))
    assert "Meine Tochter" in said(client.get(address(enquiry)))


def test_guide_who_says_no_sees_nothing(adviser):
    guide, enquiry = make_guide(), taken_by(adviser)
    asked = actions.ask_guide(enquiry=enquiry, guide=guide, consent_by=ConsentBy.SPOKEN, by=adviser)
    client = signed_in(guide)
    response = client.post(address(enquiry, "guides", asked.pk, "decline"), follow=True)
    assert told(response) == ["Thank you for telling us."]
    assert client.get(address(enquiry)).status_code == 404


def test_offer_that_is_no_longer_open_says_so(adviser):
    guide, enquiry = make_guide(), taken_by(adviser)
    asked = actions.ask_guide(enquiry=enquiry, guide=guide, consent_by=ConsentBy.SPOKEN, by=adviser)
    closed_by(adviser, enquiry)
    response = signed_in(guide).post(address(enquiry, "guides", asked.pk, "accept"))
    assert (response.status_code, trouble(response)) == (409, ["This referral is not open any more."])


def test_supervising_adviser_reads_and_notes_and_does_no_more(adviser):
    other, guide, enquiry = make_adviser(), make_guide(), taken_by(adviser)
    asked = actions.ask_guide(enquiry=enquiry, guide=guide, supervisor=other, consent_by="spoken", by=adviser)
    actions.accept_request(request=asked, by=guide)
    client = signed_in(other)
    page = parsed(client.get(address(enquiry)))
    assert [bool(page.select(part)) for part in ("#note", "#answer-form", "#close")] == [True, False, False]
    assert client.post(address(enquiry, "answer"), {"text": "Ja"}).status_code == 403


def test_cover_works_like_the_colleague_who_is_away(adviser):
    away, enquiry = make_adviser(), None
    enquiry = taken_by(away)
    today = clock.today()
    actions.go_away(person=away, cover=adviser, from_on=today, until_on=today, by=away)
    client = signed_in(adviser)
    client.post(address(enquiry, "answer"), {"text": "Ich vertrete.", "seen": 10**6})
    assert "Ich vertrete." in said(client.get(address(enquiry)))


def test_thirty_messages_cost_no_more_queries_than_one(adviser):
    enquiry = taken_by(adviser)
    with_file(enquiry)
    client = signed_in(adviser)
    client.get(address(enquiry))
    few = queries_of(client, address(enquiry))
    for number in range(30):
        actions.note(enquiry=enquiry, text=f"Notiz {number}", by=make_supervisor() if number < 3 else adviser)
        with_file(enquiry)
    assert queries_of(client, address(enquiry)) == few


CANARY = "<script>alert('canary')</script>"


def test_hostile_text_stays_text_in_every_place(adviser):
    topic = make_topic("canary")
    type(topic).objects.filter(pk=topic.pk).update(names={"de": CANARY})
    town = make_town(CANARY, slug="canary")
    office = make_office(CANARY, serves=[town], email="a@example.org")
    hostile = make_adviser(first_name=CANARY, last_name=CANARY, email="canary@example.org")
    enquiry = taken_by(hostile, make_enquiry(CANARY, place=town, topic=topic, about=CANARY))
    file = with_file(enquiry, name="x.pdf")
    Attachment.objects.filter(pk=file.pk).update(name=f"{CANARY}.pdf")
    actions.note(enquiry=enquiry, text=CANARY, by=hostile)
    actions.keep_draft(enquiry=enquiry, text=f"</textarea>{CANARY}", by=hostile)
    actions.remind(enquiry=enquiry, due_on=clock.today(), text=CANARY, by=hostile)
    referred_by(hostile, enquiry, office=office)
    make_guide(first_name=CANARY)
    client = signed_in(hostile)
    parts = ((), ("refer",), ("refer", office.pk), ("guides",), ("conversation",))
    for path in (INBOX, *(address(enquiry, *part) for part in parts)):
        page = client.get(path).content.decode()
        assert "<script>alert" not in page, path
        assert "&lt;script&gt;alert" in page, path
    found = client.post(f"{INBOX}search/", {"q": CANARY}, follow=True).content.decode()
    assert "<script>alert" not in found


def test_code_of_the_receipt_stands_on_no_page_of_the_desk(adviser):
    receipt = ask()
    page = signed_in(adviser).get(address(receipt.enquiry)).content.decode()
    assert receipt.code not in page
    assert receipt.enquiry.code_key not in page


def test_of_a_very_long_conversation_the_newest_are_shown_and_the_others_with_one_click(adviser):
    enquiry = taken_by(adviser)
    Message.objects.bulk_create(
        Message(enquiry=enquiry, author="enquirer", text=f"Nachtrag {number}", language="de", written_at=clock.now())
        for number in range(120)
    )
    client = signed_in(adviser)
    page = client.get(address(enquiry))
    assert (len(said(page)), said(page)[-1]) == (100, "Nachtrag 119")
    link = parsed(page).find("a", string=lambda text: text and "earlier messages" in text)
    assert link.get_text(strip=True) == "Show 23 earlier messages as well"
    everything = said(client.get(address(enquiry) + link["href"].partition("/")[2].rpartition("/")[2]))
    assert (len(everything), everything[-1]) == (123, "Nachtrag 119")
