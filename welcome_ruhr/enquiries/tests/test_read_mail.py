"""`manage.py read_mail`: what intake makes of a mail, as JSON, and nothing else happens."""

import io
import json
import os
import random
import subprocess
import sys
from hashlib import sha256

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.models import Enquiry
from welcome_ruhr.foundation.mail.reply_addresses import reply_address
from welcome_ruhr.foundation.models import IncomingMail, OutgoingMail
from welcome_ruhr.foundation.tests.strangers_files import EXE, PDF

from .mailing import STRANGER, TEXT, arrives, enquiry_by_mail, enquiry_of, mail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_mailbox")]


@pytest.fixture
def said(tmp_path):
    """Return what the command says of these bytes."""

    def say(raw):
        path, out = tmp_path / "mail.eml", io.StringIO()
        path.write_bytes(raw)
        call_command("read_mail", str(path), stdout=out)
        return json.loads(out.getvalue())

    return say


def test_all_that_was_asked_for_is_said_of_a_mail(said):
    text = f"{TEXT}\n\nAm 20.11.2026 um 10:00 schrieb Desk <desk@example.org>:\n> Frühere Worte\n"
    files = [("Zeugnis.pdf", "application/pdf", PDF), ("setup.exe", "application/x-msdownload", EXE)]
    raw = mail(
        text,
        sender="Amal Muster <amal@example.org>",
        subject="Umzug nach Herne",
        message_id="<a@example.org>",
        Date="Sun, 22 Nov 2026 10:00:00 +0100",
        files=files,
    )
    found = said(raw)
    folded, attachments = found.pop("folded_text"), found.pop("attachments")
    assert found == {
        "subject": "Umzug nach Herne",
        "sender": "amal@example.org",
        "sender_name": "Amal Muster",
        "reply_to": "",
        "date": "2026-11-22T10:00:00+01:00",
        "message_id": "<a@example.org>",
        "visible_text": TEXT,
        "language": "de",
        "automatic": None,
        "refused": None,
        "came_back": None,
        "joins": None,
        "may_belong_to": None,
        "problems": [],
        "asked_database": True,
    }
    assert "Frühere Worte" in folded
    pdf = {"name": "Zeugnis.pdf", "type": "application/pdf", "size": len(PDF), "sha256": sha256(PDF).hexdigest()}
    assert attachments[0] == {**pdf, "taken": True, "why": None}
    assert (attachments[1]["size"], attachments[1]["taken"]) == (len(EXE), False)
    assert attachments[1]["why"].startswith("Files ending in “.exe” are not taken.")


def test_letters_of_all_languages_are_written_as_they_are(tmp_path):
    path, out = tmp_path / "mail.eml", io.StringIO()
    path.write_bytes(mail("مرحبًا، هل يمكنني العمل بهذه التأشيرة؟"))
    call_command("read_mail", str(path), stdout=out)
    assert "مرحبًا، هل يمكنني العمل بهذه التأشيرة؟" in out.getvalue()
    assert '\n  "language": "ar",\n' in out.getvalue()


def test_a_language_that_nobody_knows_is_unknown(said):
    assert said(mail("Hallo!"))["language"] == "unknown"


def test_it_says_which_case_a_mail_would_join(said):
    enquiry = enquiry_by_mail()
    raw = mail("Danke schön.", to=reply_address(enquiry.subject))
    found = said(raw)
    assert (found["joins"], found["may_belong_to"], found["refused"]) == (enquiry.number, None, None)
    assert enquiry_of(arrives(raw)) == enquiry


def test_it_says_which_case_a_mail_may_belong_to(said):
    enquiry = enquiry_by_mail()
    found = said(mail("Hallo", sender=STRANGER, to=reply_address(enquiry.subject)))
    assert (found["joins"], found["may_belong_to"]) == (None, enquiry.number)


@pytest.mark.parametrize(
    ("headers", "automatic", "refused"),
    [
        ({"Auto_Submitted": "auto-replied"}, "auto_reply", "auto_reply"),
        ({"List_Id": "<news.example.com>"}, "list", "list"),
        ({"sender": "desk@example.org"}, None, "own"),
        ({"text": "", "subject": ""}, None, "empty"),
    ],
    ids=["automatic", "list", "own", "empty"],
)
def test_it_says_why_a_mail_would_be_refused(said, headers, automatic, refused):
    found = said(mail(**headers))
    assert (found["automatic"], found["refused"]) == (automatic, refused)


def test_it_says_that_a_mail_has_come_before(said):
    raw = mail()
    arrives(raw)
    assert said(raw)["refused"] == "double"


def test_nothing_is_stored_and_nobody_is_answered(said):
    said(mail(files=[("Zeugnis.pdf", "application/pdf", PDF)]))
    assert [model.objects.count() for model in (Enquiry, IncomingMail, OutgoingMail)] == [0, 0, 0]
    assert not settings.SEALED_FILES_DIR.exists()


def test_what_it_prints_is_what_happens(said):
    enquiry = enquiry_by_mail()
    closed = enquiry_by_mail(sender="other@example.org")
    actions.withdraw(enquiry=closed)
    raws = [
        mail(),
        mail(to=reply_address(enquiry.subject)),
        mail(sender=STRANGER, subject=enquiry.number),
        mail(sender="other@example.org", to=reply_address(closed.subject)),
        mail(Auto_Submitted="auto-generated"),
        mail("", subject=""),
    ]
    for raw in raws:
        found, row = said(raw), arrives(raw)
        happened = "taken" if found["refused"] is None else "set_aside"
        assert (row.state, row.reason) == (happened, found["refused"] or "")
        if row.state == "taken":
            assert (enquiry_of(row).number == enquiry.number) == (found["joins"] == enquiry.number)


def test_whatever_the_bytes_are_there_is_an_answer(said):
    draw = random.Random(8)
    whole = mail(files=[("a.pdf", "application/pdf", PDF)])
    pieces = [b"", b"\0", b"\r\n", b"From: \xff\xfe", b"\xd8\x00" * 50, draw.randbytes(5000), whole[: len(whole) // 2]]
    pieces += [whole[:at] + draw.randbytes(8) + whole[at + 8 :] for at in range(0, len(whole), 97)]
    for raw in pieces:
        assert isinstance(said(raw)["visible_text"], str)


def test_half_a_character_in_a_mail_breaks_no_line_of_the_answer(tmp_path, monkeypatch):
    from welcome_ruhr.foundation import incoming

    monkeypatch.setattr(incoming, "read", lambda raw: incoming.Mail(text="halb \ud83d"))
    path, out = tmp_path / "mail.eml", io.StringIO()
    path.write_bytes(b"x")
    call_command("read_mail", str(path), stdout=out)
    assert json.loads(out.getvalue().encode())["visible_text"] == b"halb \\ud83d".decode("unicode_escape")


@pytest.mark.parametrize("name", ["missing.eml", ""])
def test_a_file_that_is_not_there_is_said_in_one_sentence(tmp_path, name):
    with pytest.raises(CommandError, match=r"^There is no file .*\.$|cannot be read: .*\.$") as error:
        call_command("read_mail", str(tmp_path / name))
    assert error.value.returncode == 1


def test_without_a_database_it_says_what_the_mail_alone_tells(tmp_path):
    """A portal that was just unpacked: no table, no key file, no mailbox; from standard input."""
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'empty.sqlite3'}", "DATA_DIR": str(tmp_path)}
    command = [sys.executable, "manage.py", "read_mail", "-"]
    raw = mail("Merhaba, adresimi nereye kaydettirmeliyim? Teşekkürler!")
    done = subprocess.run(
        command,
        input=raw,
        env={**environment, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
        cwd=settings.ROOT,
        capture_output=True,
        check=True,
    )
    found = json.loads(done.stdout.decode())
    assert (found["language"], found["refused"], found["asked_database"]) == ("tr", None, False)
    missing = subprocess.run(
        [*command[:-1], "none.eml"], env=environment, cwd=settings.ROOT, capture_output=True, check=False
    )
    assert (missing.returncode, missing.stdout) == (1, b"")
    assert missing.stderr.decode().strip() == "CommandError: There is no file none.eml."


def test_it_asks_the_database_little(said, django_assert_max_num_queries):
    raw = mail("Noch eine Frage", to=reply_address(enquiry_by_mail().subject))
    with django_assert_max_num_queries(6):
        said(raw)
