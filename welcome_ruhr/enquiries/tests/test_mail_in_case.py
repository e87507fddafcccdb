"""An enquiry that came by mail, as its page shows it: the words, what they quote, the mail itself, where it belongs."""

import hashlib
import re
from base64 import b64encode

import pytest

from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.desk.formatted import STYLE
from welcome_ruhr.enquiries.enums import CameBy, ReplyBy, ScanState
from welcome_ruhr.enquiries.models import Attachment, Enquiry, Message
from welcome_ruhr.foundation import mailbox
from welcome_ruhr.foundation.enums import MailState
from welcome_ruhr.foundation.models import OutgoingMail

from .desk import address, fields_of, lines, parsed, queries_of, rows_of, said, signed_in, told
from .factories import closed_by, fresh, make_adviser, make_enquiry, make_guide, sorted_by, taken_by
from .posted import QUOTED, TEXT, letter, mailed
from .test_case import helping
from .visiting import Visitor

pytestmark = pytest.mark.django_db

HTML = '<p dir="rtl">مرحبا <b>fett</b></p><img src="https://evil.example/pixel"><script>alert(1)</script>'
CANARY = "Zimtschnecke"


@pytest.fixture
def adviser():
    return make_adviser()


@pytest.fixture
def client(adviser):
    return signed_in(adviser)


def message_of(enquiry):
    return enquiry.messages.exclude(mail=None).get()


def mail_address(enquiry, part):
    return address(enquiry, "mails", message_of(enquiry).pk, part)


def test_message_says_that_it_came_by_mail_with_its_subject_and_folds_what_it_quotes(client):
    enquiry = mailed(letter(TEXT + QUOTED, subject="Re: Anmeldung"))
    page = parsed(client.get(address(enquiry)))
    item = page.select_one(".conversation__item")
    assert item.select_one(".conversation__via").get_text(" ").split() == ["by", "e-mail", "Re:", "Anmeldung"]
    assert item.select_one(".conversation__text").get_text().strip() == TEXT
    fold = item.select_one("details.conversation__quoted")
    assert (fold.has_attr("open"), "Es kostet nichts." in fold.get_text()) == (False, True)


def test_message_from_a_page_says_nothing_of_mail(client):
    page = client.get(address(make_enquiry()))
    assert lines(page, ".conversation__via, .conversation__quoted, .conversation__links, #belongs, #troubled") == []


def test_conversation_that_is_fetched_anew_shows_the_same(client):
    enquiry = mailed(letter(TEXT + QUOTED))
    parts = ".conversation__via, .conversation__quoted, .conversation__links"
    found = lines(client.get(address(enquiry)), parts)
    assert len(found) == 3
    assert lines(client.get(address(enquiry, "conversation")), parts) == found


def test_row_of_the_inbox_says_that_it_came_by_mail(client):
    make_enquiry("Von einer Seite"), mailed()
    rows = rows_of(client.get("/workspace/enquiries/"))
    assert {"Von einer Seite" in row: "by e-mail" in row for row in rows} == {True: False, False: True}


def test_guide_reads_the_words_and_neither_quotes_nor_the_mail(adviser):
    guide, enquiry = make_guide(), taken_by(adviser, mailed(letter(TEXT + QUOTED.replace("Beratung", CANARY))))
    helping(guide, adviser, enquiry)
    browser = signed_in(guide)
    for page in (browser.get(address(enquiry)), browser.get(address(enquiry, "conversation"))):
        assert said(page)[0] == " ".join(TEXT.split())
        assert (CANARY in page.content.decode(), lines(page, ".conversation__links")) == (False, [])
    answers = [browser.get(mail_address(enquiry, part)) for part in ("original", "formatted", "framed")]
    assert {answer.status_code for answer in answers} == {403}


def test_person_reads_their_own_words_and_no_quote():
    enquiry = mailed(letter(TEXT + QUOTED))
    code = re.search(r"\b[0-9A-Z]{3,5}(?:-[0-9A-Z]{3,5}){3,}\b", OutgoingMail.objects.first().text)[0]
    page = Visitor(code, language="en").get()
    assert lines(page, ".conversation__via") == ["by e-mail Anmeldung"]
    assert lines(page, ".conversation__item .conversation__text")[0] == " ".join(TEXT.split())
    assert ("Es kostet nichts." in page.content.decode(), lines(page, ".conversation__links")) == (False, [])
    assert enquiry.reply_by == ReplyBy.LETTER


def test_original_is_saved_as_it_came(client):
    raw = letter(HTML, files=[("x.exe", b"MZ")])
    enquiry = mailed(raw)
    answer = client.get(mail_address(enquiry, "original"))
    assert b"".join(answer.streaming_content) == raw
    assert answer["Content-Disposition"] == f'attachment; filename="{enquiry.number}-{message_of(enquiry).pk}.eml"'
    said_to_browser = [answer[name] for name in ("Content-Type", "Content-Security-Policy", "X-Content-Type-Options")]
    assert said_to_browser == ["application/octet-stream", "default-src 'none'; sandbox", "nosniff"]


def test_formatting_stands_in_a_frame_without_an_origin_and_nothing_is_loaded(client):
    enquiry = mailed(letter(html=HTML))
    page = client.get(mail_address(enquiry, "formatted"))
    frame = parsed(page).select_one("iframe")
    assert frame["sandbox"] == ["allow-popups", "allow-popups-to-escape-sandbox"]
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    answer = client.get(frame["src"])
    policy = answer["Content-Security-Policy"]
    digest = b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    assert set(policy.split("; ")) == {
        "default-src 'none'", f"style-src 'sha256-{digest}'", "base-uri 'none'", "form-action 'none'",
        "frame-ancestors 'self'", "sandbox allow-popups allow-popups-to-escape-sandbox",
    }  # fmt: skip
    body = parsed(answer).body
    assert (body.p["dir"], body.b.get_text(), body.find_all(["script", "img"])) == ("rtl", "fett", [])
    assert b"evil.example" not in answer.content


@pytest.mark.parametrize(("html", "links"), [("", 1), (HTML, 2)])
def test_formatting_is_offered_only_where_there_is_some(client, html, links):
    page = client.get(address(mailed(letter(html=html))))
    assert len(parsed(page).select(".conversation__links a")) == links


def test_mail_without_formatting_says_so(client):
    page = client.get(mail_address(mailed(), "formatted"))
    assert (parsed(page).select("iframe"), b"has no formatting" in page.content) == ([], True)


def test_no_other_page_of_the_desk_may_show_a_frame(client):
    assert "frame-src" not in client.get(address(mailed()))["Content-Security-Policy"]


def test_mail_of_another_enquiry_is_not_found_under_ones_own(client, adviser):
    other, mine = mailed(), taken_by(adviser)
    taken_by(make_adviser(), other)
    pk = message_of(other).pk
    for part in ("original", "formatted", "framed"):
        assert client.get(address(mine, "mails", pk, part)).status_code == 404
        assert client.get(address(other, "mails", pk, part)).status_code == 404


def test_message_without_a_mail_has_no_original(client):
    enquiry = make_enquiry()
    assert client.get(address(enquiry, "mails", enquiry.messages.first().pk, "original")).status_code == 404


def test_mail_that_was_erased_is_not_offered_any_more(client):
    enquiry = mailed()
    mailbox.forget(enquiry.subject)
    assert lines(client.get(address(enquiry)), ".conversation__links") == []
    assert client.get(mail_address(enquiry, "original")).status_code == 404


def test_file_that_is_not_taken_says_why_and_where_it_is(client):
    enquiry = mailed(letter(files=[("rechnung.exe", b"MZ\x90\x00" * 9)]))
    (file,) = lines(client.get(address(enquiry)), ".conversation__files li")
    assert file.startswith("rechnung.exe")
    assert file.endswith("We do not open files of this kind: it lies in the original mail.")
    kept = Attachment.objects.get()
    assert (kept.scan, kept.stored_as) == (ScanState.NOT_KEPT, None)
    answer = client.get(address(enquiry, "files", kept.pk))
    assert (answer.status_code, answer["Content-Type"].split(";")[0]) == (409, "text/html")


def test_file_that_is_too_large_says_so(client):
    enquiry = mailed(letter(files=[("film.pdf", b"%PDF-1.7")]))
    Attachment.objects.update(scan=ScanState.NOT_KEPT, stored_as=None, size=20_000_000)
    (file,) = lines(client.get(address(enquiry)), ".conversation__files li")
    assert "Too large" in file


def test_language_is_shown_as_guessed_and_put_right_for_the_mail_too(client, adviser):
    enquiry = taken_by(adviser, mailed(letter("Merhaba, yeni evimi nereye kaydettirmem gerekiyor?")))
    page = client.get(address(enquiry))
    assert lines(page, "#sort dd:has(.desk-reason)") == ["Türkçe A program guesses it. “Change” puts it right."]
    sent = fields_of(page, "#sort form") | {"language": "ar"}
    client.post(address(enquiry, "sort"), sent)
    assert (fresh(enquiry).language, message_of(enquiry).language) == ("ar", "ar")


def test_language_that_stays_changes_no_message(adviser):
    enquiry = taken_by(adviser, mailed())
    Message.objects.filter(pk=message_of(enquiry).pk).update(language="fa")
    sorted_by(adviser, enquiry)
    assert message_of(enquiry).language == "fa"


@pytest.mark.parametrize(("language", "name"), [("", "not recognised"), ("fa", "فارسی"), ("ku", "Kurdî (kurmancî)")])
def test_language_that_nobody_knows_or_no_page_speaks_is_named(client, language, name):
    enquiry = mailed()
    Message.objects.filter(pk=message_of(enquiry).pk).update(language=language)
    (found,) = lines(client.get(address(enquiry)), "#sort dd:has(.desk-reason) bdi")
    assert found == name


def hinted(enquiry, other):
    Enquiry.objects.filter(pk=enquiry.pk).update(may_belong_to=other)
    return fresh(enquiry)


def test_hint_says_where_it_may_belong_and_adds_it_there(client, adviser):
    earlier = taken_by(adviser, mailed(letter("Meine erste Frage, lang genug.")))
    second = taken_by(adviser, hinted(mailed(letter("Noch etwas dazu, lang genug.")), earlier))
    (card,) = lines(client.get(address(second)), "#belongs")
    assert f"Perhaps this belongs to {earlier.number}" in card
    assert "It came from the same address." in card
    answer = client.post(address(second, "join"), follow=True)
    assert (told(answer), answer.redirect_chain[-1][0]) == ([f"It was added to {earlier.number}."], address(earlier))
    assert "Noch etwas dazu, lang genug." in said(answer)


def test_what_cannot_be_joined_any_more_says_why(client, adviser):
    earlier = taken_by(adviser, mailed())
    second = taken_by(adviser, hinted(mailed(letter(sender="bruder@example.org")), earlier))
    actions.answer(enquiry=second, text="Gern.", by=adviser)
    answer = client.post(address(second, "join"))
    assert (answer.status_code, len(lines(answer, "#belongs [role=alert]"))) == (409, 1)


def test_hint_from_another_address_says_so(client, adviser):
    earlier = taken_by(adviser, mailed())
    second = hinted(mailed(letter(sender="bruder@example.org")), earlier)
    (card,) = lines(client.get(address(second)), "#belongs")
    assert "It answers a mail of ours, from another address." in card


def test_hint_names_no_enquiry_that_the_person_may_not_read(client):
    theirs = taken_by(make_adviser(), mailed())
    second = hinted(mailed(letter(sender="bruder@example.org")), theirs)
    page = client.get(address(second))
    (card,) = lines(page, "#belongs")
    assert (theirs.number in card, parsed(page).select("#belongs form, #belongs a")) == (False, [])
    assert client.post(address(second, "join")).status_code in (403, 404)
    assert second.messages.count() == fresh(second).messages.count()


def test_hint_ends_when_nothing_is_left_of_the_other(client, adviser):
    gone = closed_by(adviser, taken_by(adviser, mailed()))
    second = hinted(mailed(letter(sender="bruder@example.org")), gone)
    actions.anonymise(gone)
    assert lines(client.get(address(second)), "#belongs") == []


def test_without_a_hint_there_is_nothing_to_join(client, adviser):
    assert client.post(address(taken_by(adviser, mailed()), "join")).status_code == 404


def test_mail_to_the_person_that_came_back_is_seen_at_the_enquiry(client, adviser):
    enquiry = taken_by(adviser, mailed())
    mail = OutgoingMail.objects.filter(about=enquiry.subject).first()
    OutgoingMail.objects.filter(pk=mail.pk).update(
        state=MailState.CAME_BACK, attempts=1, next_try_at=None, sent_at=mail.created_at
    )
    (card,) = lines(client.get(address(enquiry)), "#troubled")
    assert card.startswith("Our mails that did not arrive Mail of 22 Nov, 10:00 Came back It came back:")
    assert "amal@example.org" not in client.get(address(enquiry)).content.decode()


def test_history_says_that_it_arrived_by_mail(client, adviser):
    assert "22 Nov, 10:00 Arrived by e-mail" in lines(client.get(address(mailed())), ".desk-history li")


def test_page_asks_as_often_for_three_mails_as_for_one(client, adviser):
    one, three = mailed(), mailed(letter(sender="b@example.org"))
    for _time in range(2):
        copy = message_of(mailed(letter(sender="c@example.org")))
        Message.objects.filter(pk=copy.pk).update(enquiry=three)
    client.get(address(one)), client.get(address(three))
    assert queries_of(client, address(one)) == queries_of(client, address(three))


def test_enquiry_that_came_by_mail_is_known_as_such():
    assert mailed().came_by == CameBy.MAIL
