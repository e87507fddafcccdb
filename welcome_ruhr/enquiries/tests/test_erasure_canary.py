"""After an erasure nothing is left of what somebody said: a word is planted everywhere, found there, and then nowhere.

The whole database is read, table by table and raw, with the key file; so are the files and the mails in the folder.
"""

import re
from contextlib import suppress
from pathlib import Path

import pytest
from django.conf import settings
from django.core.mail import get_connection
from django.db import connection

from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.actions import Upload
from welcome_ruhr.enquiries.enums import Helped, ReplyBy, ScanState
from welcome_ruhr.enquiries.models import Attachment
from welcome_ruhr.foundation import local_mailbox, uploads, vault
from welcome_ruhr.foundation.mail.composing import compose
from welcome_ruhr.foundation.models import OutgoingMail

from .factories import ask, closed_by, make_adviser, make_supervisor, proposal, taken_by
from .mailing import arrives, mail

pytestmark = pytest.mark.django_db

WORD = "kanarienvogel"
EMAIL = f"{WORD}@example.org"
TOKEN = re.compile(rb"gAAAA[\w-]{60,}={0,2}")
"""What the vault seals, as it stands on the disk."""
PLANTED = {
    "enquiries_enquiry.email",
    "enquiries_enquiry.helped_note",
    "enquiries_message.text",
    "enquiries_message.quoted",
    "enquiries_message.subject",
    "enquiries_attachment.name",
    "enquiries_draft.text",
    "enquiries_reminder.text",
    "enquiries_referral.passed_on",
    "foundation_outgoingmail.recipient",
    "sealed files",
    "local mailbox",
}


@pytest.fixture
def planted(tmp_path, settings):
    """An enquiry with the word in everything that somebody can write; its mails lie in the folder."""
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = local_mailbox.BACKEND, tmp_path / "mails"
    adviser, said = make_adviser(), f"Das Wort ist {WORD}."
    data = said.encode()
    found = uploads.Inspected("text/plain", "txt", len(data), "0" * 64, f"{WORD}.txt")
    receipt = ask(said, reply_by=ReplyBy.EMAIL, email=EMAIL, uploads=[Upload(found, data)])
    enquiry = taken_by(adviser, receipt.enquiry)
    Attachment.objects.update(scan=ScanState.CLEAN)
    actions.note(enquiry=enquiry, text=said, by=adviser)
    referral = actions.refer(enquiry=enquiry, proposal=proposal(passed_on=said), consent_by="spoken", by=adviser)
    actions.record_outcome(referral=referral, outcome="taken_up", by=adviser)
    closed_by(adviser, enquiry)
    actions.say_whether_it_helped(enquiry=enquiry, helped=Helped.YES, note=said)
    actions.write_back(enquiry=enquiry, text=said)
    ours = OutgoingMail.objects.get(about=enquiry.subject, kind="enquiries.acknowledged")
    repeated = f"Am 20.11.2026 um 10:00 schrieb Beratung <desk@example.org>:\n> {said}\n"
    arrives(mail(f"{said}\n\n{repeated}", sender=EMAIL, subject=said, In_Reply_To=ours.message_id))
    actions.keep_draft(enquiry=enquiry, text=said, by=adviser)
    actions.remind(enquiry=enquiry, due_on=enquiry.promised_on, text=said, by=adviser)
    get_connection().send_messages([compose(one) for one in OutgoingMail.objects.all()])
    return receipt


def places():
    """Return where the word is: columns of the database, files, mails."""
    return {*_columns(), *_sealed_files(), *_mails()}


def test_the_word_is_found_wherever_it_was_planted(planted):
    assert places() == PLANTED


def test_nothing_is_left_after_the_erasure_of_a_person(planted, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase_person(email=EMAIL, by=make_supervisor())
    assert places() == set()
    assert [path for path in Path(settings.SEALED_FILES_DIR).rglob("*") if path.is_file()] == []


def test_nothing_is_left_when_the_enquirer_deletes_it(planted, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw(enquiry=planted.enquiry)
    assert places() == set()


def test_what_was_deleted_is_overwritten_in_the_file_of_the_database(planted):
    assert WORD in _raw_database()
    actions.erase_person(email=EMAIL, by=make_supervisor())
    assert WORD not in _raw_database()


def test_the_code_leads_nowhere_after_the_erasure(planted):
    assert planted.code.replace("-", "") not in "".join(_cells())
    actions.erase_person(email=EMAIL, by=make_supervisor())
    assert vault.fingerprint("receipt code", planted.code.replace("-", "")) not in "".join(_cells())


def _columns():
    return {column for column, value in _rows() if WORD in _opened(value)}


def _cells():
    return [_opened(value) for _column, value in _rows()]


def _rows():
    """Yield every cell of every table with the name of its column, as the database stores it."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                yield from ((f"{table}.{name}", value) for name, value in zip(names, row, strict=True))


def _opened(value):
    """Return a cell as text, and what the key file opens in it."""
    raw = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
    return "\n".join([raw.decode(errors="replace"), *(_unsealed(token) for token in TOKEN.findall(raw))]).lower()


def _unsealed(token):
    with suppress(vault.Unreadable):
        return vault.unseal_bytes(token).decode(errors="replace")
    return ""


def _sealed_files():
    files = [path for path in Path(settings.SEALED_FILES_DIR).rglob("*") if path.is_file()]
    return {"sealed files" for path in files if WORD in _opened(path.read_bytes()) + path.name}


def _mails():
    raw = "".join(path.read_text() for path in Path(settings.EMAIL_FILE_PATH).rglob("*") if path.is_file())
    read = "".join(f"{mail.to} {mail.subject} {mail.text}" for mail in local_mailbox.mails())
    return {"local mailbox"} if WORD in (raw + read).lower() else set()


def _raw_database():
    """Return the file of SQLite as it is; PostgreSQL shows what is in its tables alone."""
    return _opened(connection.connection.serialize()) if connection.vendor == "sqlite" else "".join(_cells())
