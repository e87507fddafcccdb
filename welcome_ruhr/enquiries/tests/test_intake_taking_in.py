"""A mail becomes an enquiry or part of one, once, whatever is in it; what cannot be read is shown and nobody waits."""

import re
from datetime import timedelta

import pytest
from django.db import OperationalError, transaction

from welcome_ruhr.enquiries import actions, intake, tasks
from welcome_ruhr.enquiries.actions import taking_in
from welcome_ruhr.enquiries.enums import CameBy, Event, ReplyBy, ScanState, State
from welcome_ruhr.enquiries.fingerprints import code_key
from welcome_ruhr.enquiries.models import Attachment, Enquiry, Message
from welcome_ruhr.foundation import audit, clock, incoming, mailbox, uploads
from welcome_ruhr.foundation.enums import IncomingState
from welcome_ruhr.foundation.incoming import File, Mail
from welcome_ruhr.foundation.mail.reply_addresses import reply_address
from welcome_ruhr.foundation.models import IncomingMail, OutgoingMail
from welcome_ruhr.foundation.tests.strangers_files import EXE, HEIC, PDF, PNG, SVG

from .factories import closed_by, fresh, make_adviser, taken_by
from .mailing import AMAL, STRANGER, TEXT, arrives, enquiry_by_mail, enquiry_of, letters, mail, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_mailbox")]

ARABIC = "مرحبًا، هل يمكنني العمل بهذه التأشيرة؟ شكرًا لكم."
TURKISH = "Merhaba, adresimi nereye kaydettirmeliyim? Teşekkür ederim."
RUSSIAN = "Здравствуйте! Подскажите, пожалуйста, где мне зарегистрироваться?"
QUOTED = f"{TEXT}\n\nAm 20.11.2026 um 10:00 schrieb Desk <desk@example.org>:\n> Frühere Worte\n"


def read_as(monkeypatch, found):
    """Have the next mail read as this."""
    monkeypatch.setattr(incoming, "read", lambda raw: found)


def acknowledgements():
    return letters("acknowledged_by_mail")


def test_a_mail_becomes_an_enquiry_with_its_words_and_is_answered_by_mail():
    row = arrives(mail(QUOTED, subject="Umzug nach Herne"))
    enquiry, message = enquiry_of(row), Message.objects.get(author="enquirer")
    assert (row.state, row.about) == (IncomingState.TAKEN, enquiry.subject)
    assert (enquiry.came_by, enquiry.reply_by, enquiry.email) == (CameBy.MAIL, ReplyBy.LETTER, AMAL)
    assert (enquiry.state, enquiry.has_news, enquiry.language) == (State.NEW, True, "de")
    assert (message.text, message.subject, message.mail, message.language) == (TEXT, "Umzug nach Herne", row, "de")
    assert "Frühere Worte" in message.quoted


@pytest.mark.parametrize(
    ("text", "message_language", "enquiry_language"),
    [(ARABIC, "ar", "ar"), (TURKISH, "tr", "tr"), (RUSSIAN, "ru", "en"), ("Hallo!", "", "de")],
)
def test_the_language_of_the_mail_is_told_and_one_of_ours_answers(text, message_language, enquiry_language):
    enquiry = enquiry_by_mail(text)
    assert Message.objects.get(author="enquirer").language == message_language
    assert (enquiry.language, acknowledgements()[0].language) == (enquiry_language, enquiry_language)


def test_the_sender_is_told_once_with_a_code_that_opens_it():
    enquiry = enquiry_by_mail(message_id="<theirs@example.org>")
    told = acknowledgements()[0]
    assert (told.recipient, told.about, told.headers["In-Reply-To"]) == (AMAL, enquiry.subject, "<theirs@example.org>")
    assert told.headers["Auto-Submitted"] == "auto-replied"
    assert list(enquiry.messages.exclude(event="").values_list("event", flat=True)) == [Event.ACKNOWLEDGED]


def test_answers_go_to_where_the_sender_wants_them():
    assert enquiry_by_mail(Reply_To="amal@example.com").email == "amal@example.com"


@pytest.mark.parametrize("sender", ["", "undisclosed", "Amal <amal@>", "amal@example.org\n\tX: y"])
def test_who_cannot_be_written_to_is_heard_all_the_same(sender, monkeypatch):
    read_as(monkeypatch, Mail(sender=sender, text=TEXT))
    enquiry = enquiry_of(arrives(mail()))
    assert (enquiry.email, enquiry.reply_by, acknowledgements()) == ("", ReplyBy.PAGE, [])
    assert words(enquiry) == [TEXT]


def test_two_mails_within_an_hour_get_one_acknowledgement_and_one_later_another():
    first, second = enquiry_by_mail(), enquiry_by_mail("Noch etwas ganz anderes.")
    assert [one.about for one in acknowledgements()] == [first.subject]
    assert (second.may_belong_to, fresh(second).state) == (first, State.NEW)
    with clock.fixed(clock.now() + timedelta(minutes=61)):
        third = enquiry_by_mail("Und noch etwas.")
    assert [one.about for one in acknowledgements()] == [first.subject, third.subject]


def test_spellings_of_one_mailbox_share_its_acknowledgements():
    for sender in (AMAL, "AMAL@example.org", "amal+1@example.org", "amal+2@EXAMPLE.org"):
        enquiry_by_mail(sender=sender)
    assert len(acknowledgements()) == 1


def test_no_mailbox_gets_more_than_three_mails_a_day_and_none_is_held_for_later():
    for hour in range(0, 23, 2):
        with clock.fixed(clock.now() + timedelta(hours=hour)):
            enquiry_by_mail(f"Mail {hour}")
    assert [one.state for one in OutgoingMail.objects.filter(recipient_key__gt="")] == ["waiting"] * 3
    assert (OutgoingMail.objects.count(), Enquiry.objects.count()) == (3, 12)


def test_a_reply_joins_without_another_acknowledgement_and_it_is_our_turn():
    adviser = make_adviser()
    enquiry = taken_by(adviser, enquiry_by_mail())
    actions.answer(enquiry=enquiry, text="Beim Bürgeramt.", by=adviser)
    arrives(mail("Vielen Dank, und wann?", to=reply_address(enquiry.subject)))
    enquiry = fresh(enquiry)
    assert (enquiry.state, enquiry.has_news, words(enquiry)[-1]) == (State.OPEN, True, "Vielen Dank, und wann?")
    assert (Enquiry.objects.count(), len(acknowledgements())) == (1, 1)


def test_a_reply_opens_a_closed_enquiry_again():
    adviser = make_adviser()
    enquiry = closed_by(adviser, taken_by(adviser, enquiry_by_mail()))
    arrives(mail("Doch noch eine Frage.", to=reply_address(enquiry.subject)))
    enquiry = fresh(enquiry)
    assert (enquiry.state, enquiry.outcome, enquiry.forget_on) == (State.OPEN, "", None)
    assert enquiry.messages.filter(event=Event.REOPENED).exists()


def test_a_hint_leads_to_the_open_enquiry_of_the_same_address():
    first = enquiry_by_mail()
    assert enquiry_by_mail("Ich bin es wieder.").may_belong_to == first


def test_files_are_kept_told_from_their_bytes_and_the_rest_lies_in_the_mail():
    files = [
        ("IMG_0001.HEIC", "application/octet-stream", HEIC),
        ("../../etc/Zeugnis.pdf", "application/pdf", PDF),
        ("Bild.png", "image/png", PNG),
        ("winzig.svg", "image/svg+xml", SVG),
        ("Rechnung.pdf", "application/pdf", EXE),
        ("setup.exe", "application/x-msdownload", EXE),
    ]
    row = arrives(mail(files=files))
    kept = list(Attachment.objects.exclude(stored_as=None))
    assert [(file.name, file.content_type, file.scan) for file in kept] == [
        ("IMG_0001.heic", "image/heic", ScanState.HELD),
        ("Zeugnis.pdf", "application/pdf", ScanState.HELD),
        ("Bild.png", "image/png", ScanState.HELD),
    ]
    assert [uploads.read(file.stored_as) for file in kept] == [HEIC, PDF, PNG]
    left = list(Attachment.objects.filter(stored_as=None).values_list("size", "scan"))
    assert left == [(len(SVG), ScanState.NOT_KEPT), (len(EXE), ScanState.NOT_KEPT), (len(EXE), ScanState.NOT_KEPT)]
    assert EXE[:2] in mailbox.raw(row) or b"TVqQ" in mailbox.raw(row)


def test_the_files_of_a_mail_are_scanned_and_what_was_not_kept_is_left_alone():
    arrives(mail(files=[("a.pdf", "application/pdf", PDF), ("b.exe", "application/x-msdownload", EXE)]))
    assert tasks.scan_what_is_held.call() == 0
    assert set(Attachment.objects.values_list("scan", flat=True)) == {ScanState.UNSCANNED, ScanState.NOT_KEPT}


def test_nobody_reads_a_file_that_was_not_kept():
    arrives(mail(files=[("b.exe", "application/x-msdownload", EXE)]))
    file = Attachment.objects.get()
    assert not file.may_be_opened
    with pytest.raises(uploads.NoSuchFile):
        uploads.read(file.stored_as)


def test_files_alone_are_a_question():
    enquiry = enquiry_by_mail("", files=[("Brief.pdf", "application/pdf", PDF)])
    assert (words(enquiry), Attachment.objects.count()) == ([""], 1)


def test_in_the_inbox_a_mail_without_words_is_called_by_its_subject(client):
    client.force_login(make_adviser())
    enquiry_by_mail("", subject="Mein Antrag", files=[("Brief.pdf", "application/pdf", PDF)])
    page = client.get("/workspace/enquiries/").content.decode()
    assert "Mein Antrag" in page


def test_of_very_many_files_fifty_have_a_line_and_the_others_are_counted(monkeypatch):
    many = [File(f"{number}.pdf", "application/pdf", PDF) for number in range(62)]
    read_as(monkeypatch, Mail(sender=AMAL, text=TEXT, files=many))
    enquiry = enquiry_of(arrives(mail()))
    assert Attachment.objects.count() == 50
    assert words(enquiry)[0].startswith(TEXT)
    assert "12" in words(enquiry)[0][len(TEXT) :]


def test_of_a_very_long_text_the_rest_stays_in_the_mail_and_that_is_said(monkeypatch):
    read_as(monkeypatch, Mail(sender=AMAL, text="Sehr langer Brief. " * 50_000, quoted="> alt\n" * 100_000))
    message = enquiry_of(arrives(mail())).messages.get(author="enquirer")
    assert 200_000 < len(message.text) < 200_200
    assert len(message.quoted) == 200_000
    assert message.text.rstrip().endswith("]")


def test_a_subject_with_line_breaks_reaches_no_head_of_ours(monkeypatch):
    evil = "Hallo\r\nBcc: victim@example.org\r\n\r\nbody\x00\u2028"
    read_as(monkeypatch, Mail(sender=AMAL, subject=evil, text=TEXT, message_id="<a@b>\r\nBcc: victim@example.org"))
    arrives(mail())
    told = acknowledgements()[0]
    assert (told.recipient, told.headers.get("In-Reply-To")) == (AMAL, None)
    assert "victim" not in f"{told.subject}{told.headers}{told.text}"


def test_a_mail_is_taken_in_once_however_often_it_is_asked_for():
    row = arrives(mail())
    for _time in range(3):
        actions.take_in(row.pk)
    assert (Enquiry.objects.count(), Message.objects.filter(author="enquirer").count()) == (1, 1)


@pytest.mark.parametrize("state", [state for state in IncomingState if state != IncomingState.WAITING])
def test_only_a_mail_that_waits_is_taken_in(state):
    row = mailbox.put(mail())
    mailbox.conclude(row, state, about="enquiry:1")
    actions.take_in(row.pk)
    assert (fresh(row).state, Enquiry.objects.count()) == (state, 0)


def test_a_mail_that_is_not_loaded_yet_waits():
    row = mailbox.put(mail())
    IncomingMail.objects.update(stored_as=None)
    actions.take_in(row.pk)
    assert (fresh(row).state, fresh(row).attempts) == (IncomingState.WAITING, 0)


def test_the_same_mail_twice_is_one_message_and_both_stay_visible():
    raw = mail()
    rows = [mailbox.put(raw), mailbox.put(raw)]
    for row in reversed(rows):  # the later one is read first
        actions.take_in(row.pk)
    assert [fresh(row).state for row in rows] == [IncomingState.DOUBLE, IncomingState.TAKEN]
    assert Message.objects.filter(author="enquirer").count() == 1
    assert len({fresh(row).about for row in rows}) == 1


def test_of_two_that_are_read_at_once_the_earlier_one_is_the_message():
    raw = mail()
    found = incoming.read(raw)
    key = intake.key_of(found, raw)
    first, second = mailbox.put(raw), mailbox.put(raw)
    IncomingMail.objects.update(key=key)
    kinds = [intake.decide(found, key=key, besides=row.pk).kind for row in (first, second)]
    assert kinds == [intake.Kind.NEW, intake.Kind.DOUBLE]


def test_two_workers_that_read_one_mail_make_one_message_of_it(monkeypatch):
    row, whole, others = mailbox.put(mail()), incoming.read, []

    def read(raw):
        if not others:
            others.append(True)
            actions.take_in(row.pk)  # the other one is quicker
        return whole(raw)

    monkeypatch.setattr(incoming, "read", read)
    actions.take_in(row.pk)
    assert (Enquiry.objects.count(), Message.objects.exclude(mail=None).count()) == (1, 1)
    assert len(acknowledgements()) == 1


class Poison(Exception):
    pass


def test_a_mail_that_cannot_be_read_is_shown_and_the_next_goes_on(monkeypatch):
    poison, good = mailbox.put(mail("poison")), mailbox.put(mail("good"))
    whole = incoming.read

    def read(raw):
        if b"poison" in raw:
            raise Poison("poison: amal@example.org")
        return whole(raw)

    monkeypatch.setattr(incoming, "read", read)
    tasks.fetch_mail.call()
    for pk in mailbox.waiting():
        tasks.take_in_mail.call(pk)
    assert [(fresh(row).state, fresh(row).reason) for row in (poison, good)] == [("unread", "Poison"), ("taken", "")]


def test_what_breaks_while_it_is_stored_leaves_nothing_behind(monkeypatch):
    before = audit.verify().checked
    monkeypatch.setattr(taking_in.mails, "acknowledge_mail", lambda *_arguments, **_options: 1 / 0)
    row = arrives(mail(files=[("a.pdf", "application/pdf", PDF)]))
    assert (row.state, row.reason, row.about) == (IncomingState.UNREAD, "ZeroDivisionError", "")
    assert [model.objects.count() for model in (Enquiry, Message, Attachment, OutgoingMail)] == [0, 0, 0, 0]
    assert audit.verify().checked == before


def test_a_database_that_does_not_answer_is_not_the_mails_fault(monkeypatch):
    row = mailbox.put(mail())
    with monkeypatch.context() as patched:
        patched.setattr(intake, "decide", _locked)
        with pytest.raises(OperationalError), transaction.atomic():
            actions.take_in(row.pk)
    assert fresh(row).state == IncomingState.WAITING
    actions.take_in(row.pk)
    assert fresh(row).state == IncomingState.TAKEN


def _locked(*_arguments, **_options):
    raise OperationalError("database is locked")


def test_a_mail_that_ends_its_reader_each_time_is_not_read_for_ever(monkeypatch):
    row = mailbox.put(mail())
    with monkeypatch.context() as patched:
        patched.setattr(incoming, "read", _killed)
        for _time in range(3):
            with pytest.raises(KeyboardInterrupt):
                actions.take_in(row.pk)
    actions.take_in(row.pk)
    assert (fresh(row).state, fresh(row).reason) == (IncomingState.UNREAD, intake.Reason.TRIED_TOO_OFTEN)


def _killed(raw):
    raise KeyboardInterrupt


def test_whoever_is_responsible_is_told_of_a_reply_once_until_they_look():
    adviser = make_adviser()
    enquiry = taken_by(adviser, enquiry_by_mail())
    for number in range(3):
        arrives(mail(f"Nachtrag {number}", to=reply_address(enquiry.subject)))
    assert len(letters("news")) == 1
    assert len(words(fresh(enquiry))) == 4


def test_the_audit_chain_says_that_it_came_by_mail_and_names_nobody():
    enquiry = enquiry_by_mail()
    entry = audit.of(enquiry.subject).get(action="enquiries.take_in")
    assert (entry.actor_id, entry.details["told"]) == (None, True)
    assert AMAL not in str(entry.details)


def test_from_a_stranger_with_our_reference_nothing_reaches_the_case():
    enquiry = enquiry_by_mail()
    row = arrives(mail("Ich bin es nicht.", sender=STRANGER, to=reply_address(enquiry.subject)))
    assert (enquiry_of(row).may_belong_to, words(enquiry)) == (enquiry, [TEXT])


def test_mail_that_is_a_week_old_is_taken_in_and_nobody_is_told_any_more():
    a_week_ago = clock.now() - timedelta(days=7, minutes=1)
    assert enquiry_by_mail(Date=a_week_ago.strftime("%a, %d %b %Y %H:%M:%S %z")).came_by == CameBy.MAIL
    assert acknowledgements() == []


def test_who_was_told_no_code_gets_one_with_the_first_answer():
    adviser = make_adviser()
    enquiry_by_mail()
    second = enquiry_by_mail("Und wo melde ich mein Auto an?")
    assert len(acknowledgements()) == 1  # one an hour
    old_key = fresh(second).code_key
    taken_by(adviser, second)
    for text in ("Beim Straßenverkehrsamt.", "Mit Termin."):
        actions.answer(enquiry=second, text=text, by=adviser)
    [told] = [letter for letter in acknowledgements() if letter.about == second.subject]
    code = re.search(r"\b(?:[0-9A-Z]{4}-){4}[0-9A-Z]{5}\b", told.text)[0]
    assert fresh(second).code_key == code_key(code) != old_key
