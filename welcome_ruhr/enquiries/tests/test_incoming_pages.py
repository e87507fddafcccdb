"""Incoming mail: what administrators see of it, what they can do, and what stays closed to them."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from welcome_ruhr.accounts.tests.people import make_person
from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.access import NotAllowed
from welcome_ruhr.enquiries.errors import MailWasDecidedOn
from welcome_ruhr.enquiries.incoming import showing, states
from welcome_ruhr.enquiries.incoming.raw_text import MOST_BYTES, raw_text
from welcome_ruhr.enquiries.intake import Reason
from welcome_ruhr.enquiries.models import Enquiry
from welcome_ruhr.enquiries.queries.incoming import MOST_SHOWN
from welcome_ruhr.foundation import clock, mailbox
from welcome_ruhr.foundation.enums import FetchProblem, IncomingState, NotStored
from welcome_ruhr.foundation.incoming import Automatic
from welcome_ruhr.foundation.mailbox import places
from welcome_ruhr.foundation.models import AuditEntry, IncomingMail, Mailbox

from .desk import lines, parsed, queries_of, signed_in, tabs_of, told
from .factories import make_adviser
from .posted import arrived, letter, set_aside

pytestmark = pytest.mark.django_db

INCOMING = "/workspace/enquiries/incoming/"
ROLES = ("adviser", "supervisor", "evaluator", "guide", "administrator", "editor")
CANARY = "Zimtschnecke"


def make_administrator(**fields):
    return make_person("administrator", **{"is_demo": True, **fields})


@pytest.fixture
def administrator():
    return make_administrator()


@pytest.fixture
def client_of(administrator):
    return signed_in(administrator)


@pytest.fixture
def box(settings):
    """A mailbox that is set up and was reached; nobody connects to it."""
    settings.MAILBOX_URL, settings.MAILBOX_ADDRESS = "imaps://desk:secret@mail.example.org/INBOX", "fragen@example.org"
    now = clock.now()
    return Mailbox.objects.create(name=places.place().name, tried_at=now, fetched_at=now)


def unread(raw=None):
    """Return a mail that could not be read."""
    mail = mailbox.put(letter() if raw is None else raw)
    mailbox.conclude(mail, IncomingState.UNREAD, reason="error")
    return mail


def double():
    raw = letter(message_id="<same@example.org>")
    arrived(raw)
    return arrived(raw)


@pytest.mark.parametrize("role", ROLES)
def test_only_administrators_look_after_incoming_mail(role):
    mail, client = unread(), signed_in(make_person(role, is_demo=True))
    found = [client.get(f"{INCOMING}{path}") for path in ("", f"{mail.pk}/", f"{mail.pk}/original/")]
    found += [client.post(f"{INCOMING}{path}") for path in ("fetch/", "file/", f"{mail.pk}/take-in/")]
    found += [client.post(f"{INCOMING}{mail.pk}/try-again/")]
    assert {answer.status_code != 403 for answer in found} == {role == "administrator"}


def test_nobody_reads_here_who_wrote_what_was_taken_in(client_of):
    mail = arrived(letter(CANARY, subject=CANARY, sender=f"{CANARY} <{CANARY}@example.org>"))
    assert mail.state == IncomingState.TAKEN
    page = client_of.get(INCOMING)
    assert lines(page, ".desk-line strong + *, .desk-line .status-badge") != []
    assert CANARY.lower() not in page.content.decode().lower()
    assert {client_of.get(f"{INCOMING}{mail.pk}/{path}").status_code for path in ("", "original/")} == {404}
    assert client_of.post(f"{INCOMING}{mail.pk}/take-in/").status_code == 404


def test_nor_does_the_action_open_it(administrator):
    with pytest.raises(NotAllowed):
        actions.open_mail(mail=arrived(), by=administrator)
    with pytest.raises(NotAllowed):
        actions.open_mail(mail=unread(), by=make_adviser())
    with pytest.raises(NotAllowed):
        actions.take_in_file(raw=letter(), by=make_adviser())
    assert (IncomingMail.objects.count(), AuditEntry.objects.filter(action="enquiries.open_mail").count()) == (2, 0)


def test_without_a_mailbox_the_page_says_what_to_set(client_of):
    page = client_of.get(INCOMING)
    assert "MAILBOX_URL" in " ".join(lines(page, "[aria-labelledby=box-title]"))
    assert told(client_of.post(f"{INCOMING}fetch/", follow=True)) == ["No mailbox is set up."]


def test_mailbox_shows_address_server_and_when_it_was_reached(client_of, box):
    facts = " ".join(lines(client_of.get(INCOMING), "[aria-labelledby=box-title]"))
    for part in ("fragen@example.org", "mail.example.org/INBOX", "22 Nov, 10:00"):
        assert part in facts
    assert ("secret" in facts, "desk:" in facts) == (False, False)


def test_fetching_now_has_the_worker_do_it(client_of, box, django_capture_on_commit_callbacks):
    from django_tasks_db.models import DBTaskResult

    before = DBTaskResult.objects.count()
    client_of.post(f"{INCOMING}fetch/")
    task = DBTaskResult.objects.order_by("enqueued_at").last()
    assert (DBTaskResult.objects.count(), task.task_path.rpartition(".")[2]) == (before + 1, "fetch_mail")


@pytest.mark.parametrize("problem", FetchProblem)
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_problem_of_the_mailbox_says_what_to_do(client_of, box, problem, language):
    Mailbox.objects.update(problem=problem)
    with override(language):
        ((what, what_to_do),) = showing.box()["trouble"]
        assert (what, bool(what_to_do)) == (str(problem.label), True)


def test_mailbox_that_nobody_looks_into_any_more_is_said_so(client_of, box):
    Mailbox.objects.update(tried_at=clock.now() - timedelta(hours=2))
    (said,) = lines(client_of.get(INCOMING), ".desk-warning")
    assert said.startswith("Nobody has looked into the mailbox since 22 Nov, 08:00.")


def test_mailbox_without_an_address_is_said_so(client_of, box, settings):
    settings.MAILBOX_ADDRESS = ""
    (said,) = lines(client_of.get(INCOMING), ".desk-warning")
    assert "MAILBOX_ADDRESS" in said


def test_every_state_and_every_reason_is_explained():
    assert set(states.MEANINGS) == set(states.SHORT) == set(states.KINDS) == set(IncomingState)
    assert set(states.WHAT_TO_DO) == set(FetchProblem)
    assert {*Automatic, *NotStored, *Reason} == set(states.REASONS)
    with override("en"):
        assert (states.reason_of("ValueError"), states.reason_of("")) == ("an error of the program: ValueError", "")


def test_page_counts_each_state_and_shows_one(client_of):
    arrived(), set_aside(), unread(), unread()
    page = client_of.get(f"{INCOMING}?state=unread")
    assert tabs_of(page)[2:] == ["All 4", "To be read 0", "Taken in 1", "Set aside 1", "Twice 0", "Not read 2"]
    assert lines(page, ".desk-line .status-badge") == ["could not be read"] * 2


def test_line_says_size_reason_and_enquiry(client_of):
    mail = arrived()
    set_aside()
    first, second = lines(client_of.get(INCOMING), ".desk-line__words")
    assert "a program answered" in first
    assert f"({Enquiry.objects.get().number}) taken in" in second
    assert mail.about == f"enquiry:{Enquiry.objects.get().pk}"


@pytest.mark.parametrize("asked", ["?state=nonsense", "?before=abc", "?before=99999999999999999999", "?before=-1"])
def test_an_address_that_makes_no_sense_shows_all(client_of, asked):
    arrived()
    assert len(lines(client_of.get(INCOMING + asked), ".desk-line")) == 1


def test_older_mails_are_on_the_next_page(client_of):
    for _number in range(MOST_SHOWN + 2):
        unread(b"x")
    first = client_of.get(INCOMING)
    rest = client_of.get(first.context["next_href"])
    assert [len(lines(page, ".desk-line")) for page in (first, rest)] == [MOST_SHOWN, 2]
    assert rest.context["next_href"] == ""


def test_page_asks_as_often_for_three_mails_as_for_one(client_of, box):
    unread()
    before = queries_of(client_of, INCOMING), queries_of(client_of, INCOMING)
    unread(), arrived()
    assert queries_of(client_of, INCOMING) == before[1]


def test_workspace_counts_what_could_not_be_read(client_of):
    unread(), set_aside(), arrived()
    page = parsed(client_of.get("/workspace/"))
    assert "1" in page.select_one(f'main a[href="{INCOMING}"]').get_text(" ").split()


@pytest.mark.parametrize("make", [unread, set_aside])
def test_mail_that_is_no_enquiry_is_read_as_it_came_and_that_is_noted(client_of, administrator, make):
    mail = make()
    raw = mailbox.raw(mail)
    page = client_of.get(f"{INCOMING}{mail.pk}/")
    assert parsed(page).select_one("pre.mail-raw").get_text().split() == raw.decode().split()
    (entry,) = AuditEntry.objects.filter(action="enquiries.open_mail")
    assert (entry.subject, entry.actor_id) == (f"incoming:{mail.pk}", administrator.pk)


@pytest.mark.parametrize("make", [unread, set_aside])
def test_its_original_is_saved_and_never_opened(client_of, make):
    mail = make()
    answer = client_of.get(f"{INCOMING}{mail.pk}/original/")
    assert b"".join(answer.streaming_content) == mailbox.raw(mail)
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == f'attachment; filename="mail-{mail.pk}.eml"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert AuditEntry.objects.filter(action="enquiries.open_mail").count() == 1


def test_what_belongs_to_an_enquiry_is_read_at_the_desk_alone(client_of):
    copy = double()
    pages = [client_of.get(f"{INCOMING}{copy.pk}/{part}").status_code for part in ("", "original/")]
    assert (copy.state, pages) == (IncomingState.DOUBLE, [404, 404])
    row = parsed(client_of.get(f"{INCOMING}?state=double")).select_one(".desk-line")
    assert row.find("a") is None
    assert row.select_one("form")["action"] == f"{INCOMING}{copy.pk}/take-in/"


def test_mail_whose_content_is_gone_has_no_page(client_of):
    mail = set_aside()
    IncomingMail.objects.update(stored_as=None, erased_at=clock.now())
    assert lines(client_of.get(INCOMING), ".desk-line a") == []
    assert client_of.get(f"{INCOMING}{mail.pk}/").status_code == 404
    assert client_of.get(f"{INCOMING}999999/").status_code == 404


def test_mail_set_aside_shows_what_was_read_of_it(client_of):
    mail = set_aside(subject="Abwesend")
    card = " ".join(lines(client_of.get(f"{INCOMING}{mail.pk}/"), "[aria-labelledby=read-title]"))
    for part in ("Abwesend", "amal@example.org", "Ich bin bis 4. Dezember nicht da."):
        assert part in card


def test_mail_that_could_not_be_read_is_not_read_while_a_page_waits(client_of):
    page = client_of.get(f"{INCOMING}{unread().pk}/")
    assert lines(page, "[aria-labelledby=read-title]") == []


def test_raw_text_shows_what_hides_itself_and_cuts_what_is_long():
    found = raw_text(b"a\x00b\x1b[2J\r\nc\xe4\xff \xe2\x80\xaegpj.exe\xed\xa0\x80" + b"d" * MOST_BYTES)
    assert found.text.startswith("a\\u0000b\\u001b[2J\nc\\xe4\\xff \\u202egpj.exe\\xed\\xa0\\x80ddd")
    assert found.is_cut
    assert raw_text("Grüße\n".encode()).text == "Grüße\n"


def test_unread_mail_is_tried_again(client_of):
    mail = unread()
    said = told(client_of.post(f"{INCOMING}{mail.pk}/try-again/", follow=True))
    assert said == ["The mail is being read. Load this page again in a moment."]
    actions.take_in(mail.pk)
    mail.refresh_from_db()
    assert (mail.state, mail.about) == (IncomingState.TAKEN, f"enquiry:{Enquiry.objects.get().pk}")


def test_mail_that_somebody_else_decided_on_meanwhile_says_so(client_of, monkeypatch):
    mail = set_aside()

    def decided(**_given):
        raise MailWasDecidedOn

    monkeypatch.setattr(actions, "take_in_anyway", decided)
    said = told(client_of.post(f"{INCOMING}{mail.pk}/take-in/", follow=True))
    assert said == [str(MailWasDecidedOn())]


@pytest.mark.parametrize("make", [set_aside, double])
def test_what_was_set_aside_or_came_twice_is_taken_in_when_a_person_says_so(client_of, make):
    mail = make()
    before = Enquiry.objects.count()
    client_of.post(f"{INCOMING}{mail.pk}/take-in/")
    mail.refresh_from_db()
    assert (mail.state, Enquiry.objects.count()) == (IncomingState.TAKEN, before + 1)


def test_what_fits_no_state_is_not_done(client_of):
    aside, not_read = set_aside(), unread()
    answers = [client_of.post(f"{INCOMING}{aside.pk}/try-again/"), client_of.post(f"{INCOMING}{not_read.pk}/take-in/")]
    assert ([answer.status_code for answer in answers], Enquiry.objects.count()) == ([404, 404], 0)


def test_mail_from_a_file_is_taken_in_and_that_is_noted(client_of, administrator):
    file = SimpleUploadedFile("frage.eml", letter("Aus einer Datei, mit genug Buchstaben."))
    said = told(client_of.post(f"{INCOMING}file/", {"file": file}, follow=True))
    assert said == [f"The mail was taken in: {Enquiry.objects.get().number}."]
    assert AuditEntry.objects.get(action="enquiries.take_in_file").actor_id == administrator.pk


def test_mail_from_a_file_that_nobody_asks_in_is_shown_with_its_reason(client_of):
    file = SimpleUploadedFile("a.eml", letter("Nicht da.", Auto_Submitted="auto-replied"))
    page = client_of.post(f"{INCOMING}file/", {"file": file}, follow=True)
    assert page.redirect_chain[-1][0] == f"{INCOMING}{IncomingMail.objects.get().pk}/"
    assert told(page) == ["The mail was set aside: a program answered, such as “out of office”."]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "The file is empty."),
        (b"%PDF-1.7 From here", "This is no mail. Choose a file that a mail program saved (.eml)."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1From: a@example.org",
         "This is Outlook’s own format. Save the mail as .eml, or forward it to us."),
    ],
)  # fmt: skip
def test_file_that_is_no_mail_is_refused_with_a_sentence(client_of, content, why):
    page = client_of.post(f"{INCOMING}file/", {"file": SimpleUploadedFile("frage.eml", content)})
    assert (page.status_code, lines(page, ".form-field__error")) == (422, [why])
    assert not IncomingMail.objects.exists()


def test_file_that_is_too_large_is_refused(client_of, monkeypatch):
    monkeypatch.setattr("welcome_ruhr.enquiries.incoming.forms.LARGEST", 100)
    page = client_of.post(f"{INCOMING}file/", {"file": SimpleUploadedFile("a.eml", letter())})
    assert (page.status_code, IncomingMail.objects.count()) == (422, 0)


def test_nothing_chosen_is_said_so(client_of):
    page = client_of.post(f"{INCOMING}file/")
    assert lines(page, ".form-field__error") == ["Please choose a file."]


def test_both_sides_of_mail_lead_to_each_other(client_of):
    tabs = ".tab-list[aria-label=Mail] a"
    pages = [client_of.get(f"/workspace/enquiries/{side}/") for side in ("incoming", "outgoing")]
    assert [lines(page, tabs) for page in pages] == [["Incoming", "Outgoing"]] * 2
    assert [lines(page, f"{tabs}[aria-current]") for page in pages] == [["Incoming"], ["Outgoing"]]
