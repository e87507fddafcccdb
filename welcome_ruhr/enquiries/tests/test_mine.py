"""“My enquiry”: what it shows, and what can be done there."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from welcome_ruhr.directory.tests.factories import make_office, make_town
from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.enums import (
    Author,
    ConsentBy,
    Event,
    Helped,
    Outcome,
    ReferralOutcome,
    ReferralState,
    State,
)
from welcome_ruhr.enquiries.models import Attachment, Enquiry, Message
from welcome_ruhr.foundation import clock, uploads

from .factories import (
    ask,
    closed_by,
    fresh,
    make_adviser,
    make_guide,
    proposal,
    referred_by,
    taken_by,
)
from .visiting import OURS, Visitor, is_code_page, read

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture
def receipt():
    return ask("Wo melde ich mich an?", language="en")


@pytest.fixture
def visitor(receipt):
    return Visitor(receipt.code, language="en")


@pytest.fixture
def adviser():
    return make_adviser()


def file(name="lease.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def sentence(visitor):
    return visitor.page.text("p", **{"class": "mine-standing__sentence"})


def notices(page):
    return [" ".join(one["text"].split()) for one in page.all("div", role="note")]


def later(days):
    return clock.fixed(clock.now() + timedelta(days=days))


# --- where it stands ----------------------------------------------------------------------------------------------


def test_says_until_when_we_answer(visitor):
    assert sentence(visitor) == "We answer by Wednesday, 25 November 2026."


def test_says_that_we_are_late_before_and_after_a_new_day_is_set(receipt):
    with later(5):
        visitor = Visitor(receipt.code, language="en")
        assert sentence(visitor) == "Our answer takes longer than we promised. We are sorry. We are working on it."
        actions.tell_late()
        assert sentence(visitor) == (
            "Our answer takes longer than we promised. We are sorry. We answer by Wednesday, 2 December 2026."
        )


def test_says_that_an_answer_is_here_and_leads_to_it(visitor, receipt, adviser):
    answer = actions.answer(enquiry=taken_by(adviser, receipt.enquiry), text="Im Bürgerbüro.", by=adviser)
    assert sentence(visitor) == "Our answer is here."
    assert f"#m{answer.pk}" in visitor.page.links()
    assert len(visitor.page.all("li", id=f"m{answer.pk}")) == 1


def test_says_which_office_was_asked_and_when_it_answers(visitor, receipt, adviser):
    referred_by(adviser, taken_by(adviser, receipt.enquiry))
    assert sentence(visitor) == "We asked an office. It answers by Sunday, 6 December 2026."
    assert "Asked: Ausländerbehörde Herne." in visitor.page.text("header", **{"class": "mine-standing"})
    with later(20):
        again = Visitor(receipt.code, language="en")
        assert sentence(again) == "We asked an office, and it has not answered yet. We are sorry."


def test_says_anew_until_when_we_answer_after_an_office_has_answered(receipt, adviser):
    referral = referred_by(adviser, taken_by(adviser, receipt.enquiry))
    with later(8):
        actions.answer_of_office(referral=referral, outcome=ReferralOutcome.TAKEN_UP, text="Montag.")
        assert sentence(Visitor(receipt.code, language="en")) == "We answer by Thursday, 3 December 2026."


def test_says_that_nothing_more_is_needed(visitor):
    assert visitor.send("finish/").status_code == 303
    assert sentence(visitor) == "You need nothing more. We will close your enquiry soon."
    assert visitor.page.all("form", action="/en/my-enquiry/finish/") == []


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (Outcome.ANSWERED, "We have answered your question."),
        (Outcome.NO_ANSWER, "No answer came any more, so we have closed your enquiry."),
        (Outcome.NOT_OURS, "We were not the right place for your question."),
    ],
)
def test_says_how_it_ended_and_when_it_is_deleted(visitor, receipt, adviser, outcome, said):
    closed_by(adviser, taken_by(adviser, receipt.enquiry), outcome=outcome)
    assert sentence(visitor) == said
    assert "On Saturday, 20 February 2027 we delete everything" in visitor.page.text(
        "header", **{"class": "mine-standing"}
    )


@pytest.mark.parametrize(
    ("ended", "outcome", "said"),
    [
        (ReferralOutcome.TAKEN_UP, Outcome.REFERRED_TAKEN_UP, "An office has taken up your question."),
        (
            ReferralOutcome.NOT_TAKEN_UP,
            Outcome.REFERRED_NOT_TAKEN_UP,
            "The office that we asked could not take up your question. We are sorry.",
        ),
    ],
)
def test_says_what_an_office_made_of_it(visitor, receipt, adviser, ended, outcome, said):
    referral = referred_by(adviser, taken_by(adviser, receipt.enquiry))
    actions.record_outcome(referral=referral, outcome=ended, by=adviser)
    closed_by(adviser, fresh(receipt.enquiry), outcome=outcome)
    assert sentence(visitor) == said


def test_names_who_is_responsible_and_never_their_address(visitor, receipt):
    assert "Soon you will see here who is responsible" in visitor.page.text("header", **{"class": "mine-standing"})
    adviser = make_adviser(first_name="", last_name="")
    actions.answer(enquiry=taken_by(adviser, receipt.enquiry), text="Ja.", by=adviser)
    assert adviser.email not in visitor.page.html
    assert "Responsible for your question: Our adviser" in visitor.page.text("header", **{"class": "mine-standing"})


def test_permit_that_ends_is_named_with_the_way_to_the_office():
    enquiry = ask(language="en", permit_ends_on=date(2026, 12, 3), place=make_town("Herne"))
    page = Visitor(enquiry.code, language="en").page
    [notice] = notices(page)
    assert notice.startswith("Your visa or permit ends on Thursday, 3 December 2026. Asking us does not stop")
    assert "/en/find-office/?place=herne&matter=residence" in page.links()


def test_guides_are_said_to_give_no_legal_advice_above_the_conversation(visitor, receipt, adviser):
    assert notices(visitor.page) == []
    guide = make_guide(first_name="Rana", last_name="Secret")
    enquiry = taken_by(adviser, receipt.enquiry)
    request = actions.ask_guide(enquiry=enquiry, guide=guide, consent_by=ConsentBy.WRITTEN, by=adviser)
    actions.accept_request(request=request, by=guide)
    actions.answer(enquiry=enquiry, text="Ich war da auch.", by=guide)
    page = visitor.page
    assert "give no legal advice (RDG §§ 2, 6)" in notices(page)[0]
    assert page.html.index("RDG") < page.html.index("Ich war da auch.")
    assert "Rana, Welcome Guide" in page.html
    assert "Secret" not in page.html


# --- what was written ---------------------------------------------------------------------------------------------


def test_notes_of_the_desk_are_never_shown(visitor, receipt, adviser):
    enquiry = taken_by(adviser, receipt.enquiry)
    actions.note(enquiry=enquiry, text="Vorsicht, heikel.", by=adviser)
    assert "heikel" not in visitor.page.html


def test_addresses_lead_on_where_we_wrote_them_and_nowhere_else(visitor, receipt, adviser):
    enquiry = taken_by(adviser, receipt.enquiry)
    actions.answer(enquiry=enquiry, text="Lesen Sie <das>: https://example.org/a?b=1&c=2.", by=adviser)
    visitor.send("reply/", text="Und das? https://evil.example/")
    page = visitor.page
    assert "https://example.org/a?b=1&c=2" in page.links()
    assert "Lesen Sie &lt;das&gt;: <a " in page.html
    assert "https://evil.example/" in page.html
    assert "https://evil.example/" not in page.links()


def test_texts_keep_their_language_and_events_are_in_the_readers(receipt, adviser):
    actions.answer(enquiry=taken_by(adviser, receipt.enquiry), text="At the citizens’ office.", by=adviser)
    page = Visitor(receipt.code, language="de").page
    texts = page.all("div", **{"class": "conversation__text"})
    assert [(one["lang"], one["dir"]) for one in texts] == [("en", "auto"), ("en", "auto")]
    events = [one["text"].split("\n")[1].strip() for one in page.all("li", **{"class": "conversation__line"})]
    with override("de"):
        assert events == [Event.ACKNOWLEDGED.label, Event.TAKEN.label]


def test_office_that_wrote_is_called_by_its_name(visitor, receipt, adviser):
    enquiry = taken_by(adviser, receipt.enquiry)
    first = referred_by(adviser, enquiry, office=make_office("IHK Essen", email="ihk@example.org"))
    second = referred_by(adviser, enquiry, office=make_office("Jobcenter Herne", email="jc@example.org"))
    actions.answer_of_office(referral=second, outcome=ReferralOutcome.TAKEN_UP, text="Montag.")
    with clock.fixed(clock.now() + timedelta(hours=1)):
        actions.answer_of_office(referral=first, outcome=ReferralOutcome.TAKEN_UP, text="Dienstag.")
    authors = [one["text"] for one in visitor.page.all("h3", **{"class": "conversation__author"})]
    assert authors == ["You", "Jobcenter Herne", "IHK Essen"]


def test_a_page_with_thirty_messages_needs_no_more_queries_than_one_with_three(visitor, receipt, adviser):
    enquiry = taken_by(adviser, receipt.enquiry)
    actions.write_back(enquiry=enquiry, text="Frage", uploads=[upload()])
    few = queries_of(visitor)
    for number in range(14):
        actions.write_back(enquiry=enquiry, text=f"Frage {number}", uploads=[upload()])
        actions.answer(enquiry=enquiry, text=f"Antwort {number}", by=adviser)
    assert queries_of(visitor) == few


def queries_of(visitor):
    with CaptureQueriesContext(connection) as captured:
        assert visitor.get().status_code == 200
    return len(captured)


def upload(name="lease.pdf", content=PDF):
    found = uploads.inspect(file(name, content))
    return actions.Upload(found, content)


XSS = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


def test_what_anybody_wrote_is_shown_as_text_alone(visitor, receipt):
    adviser = make_adviser(first_name=XSS, last_name="B")
    enquiry = taken_by(adviser, receipt.enquiry)
    actions.write_back(enquiry=enquiry, text=XSS, uploads=[upload(), upload()])
    Attachment.objects.filter(pk=Attachment.objects.last().pk).update(scan="clean")
    Attachment.objects.update(name=XSS)  # as if `uploads.clean_name` had let it through
    actions.answer(enquiry=enquiry, text=XSS, by=adviser)
    referral = referred_by(adviser, enquiry, office=make_office(XSS, email="a@example.org"))
    actions.answer_of_office(referral=referral, outcome=ReferralOutcome.TAKEN_UP, text=XSS)
    actions.ask_consent(enquiry=enquiry, proposal=proposal(make_office(XSS), passed_on=XSS), by=adviser)
    for page in (visitor.page.html, visitor.get("delete/").content.decode()):
        assert "<script>alert" not in page
        assert "<img" not in page
    assert visitor.page.html.count("&lt;script&gt;alert(1)") >= 10


def test_what_was_typed_wrongly_is_shown_as_text_alone(visitor):
    text = XSS + "x" * 5000
    page = visitor.send("reply/", text=text, attachments=file(f"{XSS}.svg", SVG)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in Visitor(language="en").enter(XSS, text=XSS).content.decode()


# --- writing back -------------------------------------------------------------------------------------------------


def test_text_and_files_are_sent_and_found_on_the_page(visitor, receipt):
    response = visitor.send("reply/", text="Hier ist der Vertrag.", attachments=[file(), file("a.txt", b"Hallo")])
    message = Message.objects.filter(author=Author.ENQUIRER).last()
    assert (response.status_code, response["Location"]) == (303, f"/en/my-enquiry/#m{message.pk}")
    assert message.text == "Hier ist der Vertrag."
    assert sorted(one.name for one in message.attachments.all()) == ["a.txt", "lease.pdf"]


def test_file_alone_is_enough_and_nothing_is_not(visitor):
    assert visitor.send("reply/", attachments=file()).status_code == 303
    response = visitor.send("reply/", text="  \n ")
    assert response.status_code == 422
    assert "Please write something first, or choose a file." in response.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": "a" * 5001},
        {"attachments": file("logo.svg", SVG)},
        {"attachments": file("photo.png", SVG)},
        {"attachments": file("empty.pdf", b"")},
        {"attachments": [file() for _ in range(6)]},
    ],
    ids=["long", "svg", "svg named png", "empty", "six files"],
)
def test_what_is_not_taken_is_explained_and_the_text_kept(visitor, receipt, wrong):
    response = visitor.send("reply/", **{"text": "Was ich schrieb", **wrong})
    page = response.content.decode()
    assert response.status_code == 422
    assert wrong.get("text", "Was ich schrieb") in page
    assert 'class="form-errors"' in page
    assert (receipt.enquiry.messages.filter(author=Author.ENQUIRER).count(), Attachment.objects.count()) == (1, 0)


def test_line_breaks_count_as_one_sign_as_in_the_browser(visitor):
    text = "\r\n".join(["zeile"] * 833)
    assert (len(text) > 5000, len(text.replace("\r\n", "\n")) <= 5000) == (True, True)
    assert visitor.send("reply/", text=text).status_code == 303


def test_reply_that_is_sent_twice_is_stored_once_and_the_same_words_later_once_more(visitor, receipt):
    sent = {"text": "Noch eine Frage", "attachments": file()}
    after = visitor.page.all("input", name="after")[0]["value"]
    first = visitor.send("reply/", after=after, **sent)
    again = visitor.send("reply/", after=after, **{**sent, "attachments": file()})
    assert (first["Location"], receipt.enquiry.messages.filter(author=Author.ENQUIRER).count()) == (
        again["Location"],
        2,
    )
    now = visitor.page.all("input", name="after")[0]["value"]
    visitor.send("reply/", after=now, **{**sent, "attachments": file()})
    assert receipt.enquiry.messages.filter(author=Author.ENQUIRER).count() == 3


def test_request_that_is_too_large_is_refused_before_it_is_read(visitor, receipt):
    sent = {"visit": visitor.token, "text": "x"}
    response = visitor.client.post("/en/my-enquiry/reply/", sent, headers=OURS, CONTENT_LENGTH=f"{52 * 1024**2}")
    assert response.status_code == 413
    assert "Choose fewer or smaller files." in response.content.decode()
    assert receipt.enquiry.messages.filter(author=Author.ENQUIRER).count() == 1


def test_more_text_or_files_than_anybody_sends_are_refused_with_a_sentence(visitor, receipt):
    much = {"text": "x" * 3 * 1024**2}, {"text": "x", "attachments": [file() for _ in range(101)]}
    for sent in much:
        response = visitor.client.post("/en/my-enquiry/reply/", {"visit": visitor.token, **sent}, headers=OURS)
        assert response.status_code == 413
        assert "Choose fewer or smaller files." in response.content.decode()
    assert receipt.enquiry.messages.filter(author=Author.ENQUIRER).count() == 1


def test_text_outlives_the_half_hour(visitor, receipt):
    token = visitor.token
    with clock.fixed(clock.now() + timedelta(minutes=31)):
        sent = {"visit": token, "text": "Ein langer Brief."}
        response = visitor.client.post("/en/my-enquiry/reply/", sent, headers=OURS)
        assert (response.status_code, is_code_page(response)) == (403, True)
        assert read(response).all("input", name="text")[0]["value"] == "Ein langer Brief."
        page = visitor.enter(receipt.code, text="Ein langer Brief.").content.decode()
        assert "Your text is still here." in page
        assert "Ein langer Brief.</textarea>" in page
        assert visitor.send("reply/", text="Ein langer Brief.").status_code == 303
    assert Message.objects.filter(author=Author.ENQUIRER).count() == 2


def test_addresses_of_forms_lead_to_the_page(visitor):
    for place in ("reply/", "helped/", "finish/", "leave/", "consent/1/"):
        response = visitor.get(place)
        assert (response.status_code, response["Location"]) == (303, "/en/my-enquiry/")


# --- files --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scan", "note", "status"),
    [
        ("held", "We are checking this file for viruses.", 404),
        ("infected", "There is a virus in this file.", 404),
        ("clean", "", 200),
        ("unscanned", "", 200),
    ],
)
def test_file_is_given_out_when_it_was_checked(visitor, receipt, scan, note, status):
    visitor.send("reply/", attachments=file("Mietvertrag „Café“.pdf"))
    Attachment.objects.update(scan=scan)
    address = f"/en/my-enquiry/files/{Attachment.objects.get().pk}/"
    page = visitor.page
    assert (address in page.links(), note in page.html) == (status == 200, True)
    assert visitor.client.get(address).status_code == status


def checked_file(receipt, name):
    actions.write_back(enquiry=receipt.enquiry, text="", uploads=[upload(name)])
    actions.scan_held()
    return Attachment.objects.get()


def test_file_is_saved_and_never_opened(visitor, receipt):
    response = visitor.get(f"files/{checked_file(receipt, 'Mietvertrag.pdf').pk}/")
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"] == 'attachment; filename="Mietvertrag.pdf"'
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_name_of_a_file_breaks_no_header(visitor, receipt):
    hostile = checked_file(receipt, 'a\r\nSet-Cookie: x=1\r\n\r\n<b>".pdf')
    response = visitor.get(f"files/{hostile.pk}/")
    assert "\n" not in response["Content-Disposition"]
    assert sorted(response.cookies) == ["my_enquiry"]


# --- consent ------------------------------------------------------------------------------------------------------

WORDS = "Frau K. fragt,\nob sie arbeiten darf."


@pytest.fixture
def referral(receipt, adviser):
    asked = proposal(passed_on=WORDS)
    return actions.ask_consent(enquiry=taken_by(adviser, receipt.enquiry), proposal=asked, by=adviser)


def test_consent_is_asked_with_office_and_exact_words(visitor, referral):
    page = visitor.page
    assert sentence(visitor) == "We ask you for your consent."
    asked = page.text("section", id="consent")
    assert "May we pass your question on to “Ausländerbehörde Herne”? What it is: Foreigners’ office" in asked
    assert page.all("blockquote")[0]["text"].strip() == WORDS
    answers = [one["value"] for one in page.all("button", name="answer")]
    assert answers == ["yes", "no"]


def test_yes_passes_the_words_on(visitor, referral):
    assert visitor.send(f"consent/{referral.pk}/", answer="yes").status_code == 303
    assert (fresh(referral).state, fresh(referral).consent_by) == (ReferralState.SENT, ConsentBy.PAGE)
    assert visitor.page.all("section", id="consent") == []


def test_no_passes_nothing_on(visitor, referral):
    visitor.send(f"consent/{referral.pk}/", answer="no")
    assert (fresh(referral).state, fresh(referral).passed_on) == (ReferralState.REFUSED, "")


@pytest.mark.parametrize("answer", ["", "maybe", "YES"])
def test_neither_yes_nor_no_changes_nothing(visitor, referral, answer):
    assert visitor.send(f"consent/{referral.pk}/", answer=answer).status_code == 404
    assert fresh(referral).state == ReferralState.ASKED


def test_answer_that_comes_too_late_shows_how_it_stands(visitor, referral, adviser):
    token = visitor.token
    actions.take_back(referral=referral, by=adviser)
    response = visitor.send(f"consent/{referral.pk}/", answer="yes", visit=token)
    assert response.status_code == 409
    assert "This was settled in the meantime." in response.content.decode()
    assert fresh(referral).state == ReferralState.WITHDRAWN


# --- the end ------------------------------------------------------------------------------------------------------


def test_after_closing_one_tap_says_whether_it_helped_and_words_may_follow(visitor, receipt, adviser):
    closed_by(adviser, taken_by(adviser, receipt.enquiry))
    assert [one["value"] for one in visitor.page.all("button", name="helped")] == ["yes", "partly", "no"]
    assert visitor.send("helped/", helped="partly")["Location"] == "/en/my-enquiry/#helped"
    assert visitor.page.all("input", name="helped", value="partly")[0]["checked"] is None
    visitor.send("helped/", helped="yes", note="Danke!")
    assert (fresh(receipt.enquiry).helped, fresh(receipt.enquiry).helped_note) == (Helped.YES, "Danke!")


def test_answer_that_is_none_is_asked_for_again_and_the_words_kept(visitor, receipt, adviser):
    closed_by(adviser, taken_by(adviser, receipt.enquiry))
    response = visitor.send("helped/", helped="very", note="Mehr Zeit")
    assert response.status_code == 422
    assert "Mehr Zeit</textarea>" in response.content.decode()
    assert fresh(receipt.enquiry).helped == ""


def test_whether_it_helped_is_not_asked_before_the_end(visitor, receipt):
    assert visitor.page.all("button", name="helped") == []
    assert visitor.send("helped/", helped="yes").status_code == 409
    assert fresh(receipt.enquiry).helped == ""


def test_writing_after_the_end_opens_it_again(visitor, receipt, adviser):
    closed_by(adviser, taken_by(adviser, receipt.enquiry))
    visitor.send("reply/", text="Noch etwas.")
    assert fresh(receipt.enquiry).state == State.OPEN
    assert sentence(visitor) == "We answer by Wednesday, 25 November 2026."


def test_page_before_deleting_says_what_goes_and_what_stays(receipt, adviser):
    asked = ask(language="en", reply_by="email", email="amal@example.org")
    visitor = Visitor(asked.code, language="en")
    referred_by(adviser, taken_by(adviser, asked.enquiry))
    actions.write_back(enquiry=asked.enquiry, text="Hier", uploads=[upload()])
    page = read(visitor.get("delete/")).html
    for said in (
        "(2 texts)",
        "the file that came with it",
        "your e-mail address",
        "Ausländerbehörde Herne: please ask",
    ):
        assert said in " ".join(page.split())


def test_deleting_leaves_nothing_and_takes_cookie_and_code_away(visitor, receipt):
    response = visitor.send("delete/")
    assert (response.status_code, response["Location"]) == (303, "/en/my-enquiry/?after=deleted")
    assert response.cookies["my_enquiry"]["max-age"] == 0
    assert (Message.objects.count(), Enquiry.objects.get().code_key) == (0, None)
    assert visitor.enter(receipt.code).status_code == 422
    assert "Everything is deleted." in visitor.get("?after=deleted").content.decode()


def test_leaving_takes_the_cookie_away_and_nothing_else(visitor, receipt):
    response = visitor.send("leave/")
    assert response.cookies["my_enquiry"]["max-age"] == 0
    assert is_code_page(visitor.get())
    assert visitor.enter(receipt.code).status_code == 303


def test_language_switch_leads_to_the_page_that_asks_for_the_code_kindly(visitor):
    page = read(visitor.get("delete/"))
    switched = [one["href"] for one in page.all("a", hreflang="ar")]
    assert switched == ["/ar/my-enquiry/"]
    assert "You have just changed the language?" in Visitor(language="en").page.html


def test_who_writes_without_end_is_asked_to_wait_and_keeps_the_text(visitor, receipt, monkeypatch):
    monkeypatch.setattr("welcome_ruhr.enquiries.mine.views.REPLIES_PER_HOUR", 1)
    assert visitor.send("reply/", text="Eins").status_code == 303
    response = visitor.send("reply/", text="Und noch eins")
    assert (response.status_code, "Und noch eins" in response.content.decode()) == (422, True)
    assert [message.text for message in receipt.enquiry.messages.filter(author="enquirer")][1:] == ["Eins"]
