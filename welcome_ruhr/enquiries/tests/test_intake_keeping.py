"""What came by mail is given out whole, and forgotten whole."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import IntegrityError, transaction

from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.enums import ScanState
from welcome_ruhr.enquiries.models import Attachment, Enquiry, Message
from welcome_ruhr.enquiries.persons.archive import zipped
from welcome_ruhr.enquiries.queries import persons
from welcome_ruhr.foundation import mailbox
from welcome_ruhr.foundation.mail.reply_addresses import reply_address
from welcome_ruhr.foundation.models import IncomingMail
from welcome_ruhr.foundation.tests.strangers_files import EXE, PDF

from .factories import fresh, make_supervisor
from .mailing import AMAL, STRANGER, TEXT, arrives, enquiry_by_mail, enquiry_of, mail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_mailbox")]
QUOTED = f"{TEXT}\n\nAm 20.11.2026 um 10:00 schrieb Desk <desk@example.org>:\n> Frühere Worte\n"
FILES = [("Zeugnis.pdf", "application/pdf", PDF), ("setup.exe", "application/x-msdownload", EXE)]


def archive_of(enquiry):
    return ZipFile(BytesIO(zipped([persons.whole(fresh(enquiry))])))


def test_the_archive_holds_the_mail_as_it_came_and_what_was_read_in_it():
    row = arrives(mail(QUOTED, subject="Umzug", files=FILES))
    Attachment.objects.filter(scan=ScanState.HELD).update(scan=ScanState.CLEAN)
    enquiry = enquiry_of(row)
    archive = archive_of(enquiry)
    (data,) = json.loads(archive.read("enquiries.json"))
    said = next(message for message in data["messages"] if message["written by"] == "enquirer")
    name = f"mails/{enquiry.pk}-{row.pk}.eml"
    assert (said["subject"], said["text"]) == ("Umzug", TEXT)
    assert "Frühere Worte" in said["repeated from earlier mails"]
    assert archive.read(name) == mailbox.raw(row)
    assert [one["file"] for one in data["mails as they came"]] == [name]


def test_a_file_that_lies_in_the_mail_alone_is_not_missing_from_the_archive():
    row = arrives(mail(files=FILES))
    Attachment.objects.filter(scan=ScanState.HELD).update(scan=ScanState.CLEAN)
    archive = archive_of(enquiry_of(row))
    assert [name for name in archive.namelist() if name.startswith("files/")] != []
    assert "setup.exe" not in archive.read("README.txt").decode()
    IncomingMail.objects.update(stored_as=None)
    assert archive_of(enquiry_of(row)).read("README.txt").decode().count("- setup.exe") == 2


def test_automatic_mail_about_the_case_is_given_out_and_forgotten_with_it(django_capture_on_commit_callbacks):
    enquiry = enquiry_by_mail()
    arrives(mail("Bin weg.", to=reply_address(enquiry.subject), Auto_Submitted="auto-replied"))
    assert len([name for name in archive_of(enquiry).namelist() if name.startswith("mails/")]) == 2
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase_person(email=AMAL, by=make_supervisor())
    assert set(IncomingMail.objects.values_list("stored_as", flat=True)) == {None}


def test_the_mail_is_kept_until_nothing_but_numbers_is_left(django_capture_on_commit_callbacks):
    row = arrives(mail(files=FILES))
    mailbox.clear_old()
    assert mailbox.raw(row)
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw(enquiry=enquiry_of(row))
    with pytest.raises(mailbox.Erased):
        mailbox.raw(fresh(row))
    assert not Message.objects.exists()


def test_that_two_enquiries_may_be_one_persons_is_forgotten_with_either():
    first, second, third = enquiry_by_mail(), enquiry_by_mail("Noch eine"), enquiry_by_mail("Und noch eine")
    assert (second.may_belong_to, third.may_belong_to) == (first, second)
    actions.withdraw(enquiry=second)
    assert set(Enquiry.objects.values_list("may_belong_to", flat=True)) == {None}


def test_a_stranger_who_wrote_to_the_case_is_not_in_its_archive():
    enquiry = enquiry_by_mail()
    arrives(mail("Geheim", sender=STRANGER, to=reply_address(enquiry.subject)))
    archive = archive_of(enquiry)
    assert b"Geheim" not in b"".join(archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize(
    "wrong", [{"scan": ScanState.NOT_KEPT}, {"stored_as": None}, {"scan": ScanState.CLEAN, "stored_as": None}]
)
def test_the_database_takes_no_file_that_is_neither_kept_nor_said_not_to_be(wrong):
    arrives(mail(files=FILES[:1]))
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.update(**wrong)
