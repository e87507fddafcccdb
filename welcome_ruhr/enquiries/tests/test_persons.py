"""What is held of one person: found, given out, and erased."""

import csv
import json
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from welcome_ruhr.accounts.tests.people import make_person
from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.access import NotAllowed
from welcome_ruhr.enquiries.actions import Upload
from welcome_ruhr.enquiries.enums import ReplyBy, ScanState
from welcome_ruhr.enquiries.models import Attachment, Enquiry, Message
from welcome_ruhr.enquiries.tables import csv_of
from welcome_ruhr.foundation import uploads
from welcome_ruhr.foundation.models import AuditEntry, OutgoingMail

from .factories import ask, fresh, make_adviser, make_supervisor, referred_by, taken_by

pytestmark = pytest.mark.django_db

PERSONS = "/workspace/enquiries/persons/"
EMAIL = "amal@example.org"
ROLES = ("adviser", "supervisor", "evaluator", "guide", "administrator", "editor")


def ask_by_mail(text="Darf ich arbeiten?", **fields):
    return ask(text, **{"reply_by": ReplyBy.EMAIL, "email": EMAIL, **fields})


def a_file(data=b"%PDF-1.7", name="Brief.pdf"):
    found = uploads.Inspected(
        content_type="application/pdf", extension="pdf", size=len(data), sha256="0" * 64, name=name
    )
    return Upload(found, data)


def send(client, address, who, **fields):
    return client.post(PERSONS + address, {"who": who, **fields})


def export(client, who):
    """The archive that a supervisor downloads."""
    client.force_login(make_supervisor())
    return ZipFile(BytesIO(b"".join(send(client, "export/", who).streaming_content)))


def told(client, who=EMAIL):
    return json.loads(export(client, who).read("enquiries.json"))


@pytest.mark.parametrize("role", ROLES)
def test_only_supervisors_see_export_and_erase(client, role):
    client.force_login(make_person(role, is_demo=True))
    answers = [client.get(PERSONS)] + [send(client, part, "A-1") for part in ("", "export/", "erase/")]
    allowed = {answer.status_code != 403 for answer in answers}
    assert allowed == {role == "supervisor"}


@pytest.mark.parametrize("part", ["", "export/", "erase/"])
def test_who_is_not_signed_in_is_asked_to(client, part):
    assert send(client, part, "A-1").url.startswith("/account/login/")


def test_a_person_is_found_by_address_code_and_number(client):
    receipt = ask_by_mail()
    ask_by_mail(email="other@example.org")
    client.force_login(make_supervisor())
    for who in (f" {EMAIL.upper()} ", receipt.code, receipt.code.lower().replace("-", " "), receipt.enquiry.number):
        rows = send(client, "", who).context["rows"]
        assert [row["enquiry"] for row in rows] == [receipt.enquiry]


def test_enquiries_without_an_address_belong_to_nobody(client):
    ask()
    client.force_login(make_supervisor())
    assert [send(client, "", who).context["rows"] for who in (" @ ", "@", "x@example.org")] == [[], [], []]


def test_the_other_enquiries_of_an_address_are_pointed_to(client):
    receipt, _other = ask_by_mail(), ask_by_mail()
    client.force_login(make_supervisor())
    found = send(client, "", receipt.code).context["found"]
    assert (len(found.enquiries), found.others, found.email) == (1, 1, EMAIL)


def test_the_preview_counts_what_is_held(client):
    adviser = make_adviser()
    enquiry = taken_by(adviser, ask_by_mail(uploads=[a_file()]).enquiry)
    actions.note(enquiry=enquiry, text="Ruft an.", by=adviser)
    actions.keep_draft(enquiry=enquiry, text="Guten", by=adviser)
    client.force_login(make_supervisor())
    held = send(client, "", EMAIL).context["rows"][0]["held"]
    counted = (held.messages, held.notes, held.files, held.mails, held.drafts, held.reminders, held.referrals)
    assert counted == (3, 1, 1, 1, 1, 0, 0)


def test_the_preview_asks_as_often_for_three_enquiries_as_for_one(client):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            send(client, "", EMAIL)
        return len(asked)

    client.force_login(make_supervisor())
    ask_by_mail()
    before = queries(), queries()
    ask_by_mail(), ask_by_mail()
    assert queries() == before[1]


def test_the_page_keeps_the_address_out_of_every_address(client):
    ask_by_mail()
    client.force_login(make_supervisor())
    answer = send(client, "", EMAIL)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    assert client.get(f"{PERSONS}?who={EMAIL}").context["rows"] == []


def test_the_archive_holds_every_word_and_every_file(client):
    adviser = make_adviser()
    enquiry = taken_by(adviser, ask_by_mail("Erste Frage", uploads=[a_file()]).enquiry)
    Attachment.objects.update(scan=ScanState.CLEAN)
    actions.note(enquiry=enquiry, text="Notiz", by=adviser)
    actions.answer(enquiry=enquiry, text="Antwort", by=adviser)
    actions.keep_draft(enquiry=enquiry, text="Entwurf", by=adviser)
    actions.remind(enquiry=enquiry, due_on=enquiry.promised_on, text="Erinnerung", by=adviser)
    referred_by(adviser, enquiry)
    archive = export(client, EMAIL)
    (data,) = json.loads(archive.read("enquiries.json"))
    words = {"Erste Frage", "Notiz", "Antwort", "Entwurf", "Erinnerung", "Frau K. fragt nach einem Termin."}
    file = Attachment.objects.get()
    assert words <= set(_texts(data))
    assert archive.read(f"files/{enquiry.pk}-{file.pk}-Brief.pdf") == b"%PDF-1.7"
    assert set(archive.namelist()) == {
        "README.txt", "enquiries.json", "messages.csv", f"files/{enquiry.pk}-{file.pk}-Brief.pdf"
    }  # fmt: skip


def _texts(data):
    if isinstance(data, dict):
        return [text for value in data.values() for text in _texts(value)]
    return [text for one in data for text in _texts(one)] if isinstance(data, list) else [data]


def test_the_code_of_an_office_is_not_given_to_the_person(client):
    adviser = make_adviser()
    referral = referred_by(adviser, taken_by(adviser, ask_by_mail().enquiry))
    mail = OutgoingMail.objects.get(kind="enquiries.referred")
    (data,) = told(client)
    assert (mail.about, mail.text in _texts(data)) == (referral.enquiry.subject, False)
    assert [one["subject"] for one in data["mails to the person"]] != []


def test_names_of_staff_are_given_only_where_the_person_has_read_them(client):
    adviser, other = make_adviser(last_name="Gelesen"), make_supervisor(last_name="Verdeckt")
    enquiry = taken_by(adviser, ask_by_mail().enquiry)
    actions.answer(enquiry=enquiry, text="Antwort", by=adviser)
    actions.note(enquiry=enquiry, text="Notiz", by=other)
    archive = export(client, EMAIL)
    everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert ("Gelesen" in everything, "Verdeckt" in everything) == (True, False)


@pytest.mark.parametrize("scan", [ScanState.HELD, ScanState.INFECTED])
def test_a_file_that_may_not_be_opened_stays_out_and_is_named(client, scan):
    ask_by_mail(uploads=[a_file()])
    Attachment.objects.update(scan=scan)
    archive = export(client, EMAIL)
    assert [name for name in archive.namelist() if name.startswith("files/")] == []
    assert archive.read("README.txt").decode().count("- Brief.pdf") == 2


def test_an_export_is_noted_down_without_the_person(client):
    receipt = ask_by_mail()
    export(client, EMAIL)
    entry = AuditEntry.objects.get(action="enquiries.export")
    assert (entry.subject, entry.details) == (receipt.enquiry.subject, {})


def test_an_adviser_exports_nothing():
    adviser = make_adviser()
    with pytest.raises(NotAllowed):
        actions.export(enquiries=[taken_by(adviser)], by=adviser)
    assert not AuditEntry.objects.filter(action="enquiries.export").exists()


def test_the_archive_is_saved_and_kept_by_no_cache(client):
    ask_by_mail()
    client.force_login(make_supervisor())
    answer = send(client, "export/", EMAIL)
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/zip", "no-store")
    assert answer["Content-Disposition"] == 'attachment; filename="welcome-ruhr-2026-11-22.zip"'


@pytest.mark.parametrize("text", ["=1+1", "+49 1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_of_a_table_is_a_formula(text):
    (row,) = csv.reader(StringIO(csv_of([(text, "=", 5)]).decode("utf-8-sig"), newline=""), delimiter=";")
    assert row == [f"'{text}", "'=", "5"]


def test_what_an_enquirer_wrote_is_no_formula_in_the_archive(client):
    ask_by_mail('=HYPERLINK("https://evil.example";"x")')
    table = export(client, EMAIL).read("messages.csv").decode("utf-8-sig")
    rows = list(csv.reader(StringIO(table, newline=""), delimiter=";"))
    assert rows[1][5] == '\'=HYPERLINK("https://evil.example";"x")'


def seen(*receipts):
    return ",".join(str(receipt.enquiry.pk) for receipt in receipts)


def test_erasing_asks_once_more_and_changes_nothing_before(client):
    ask_by_mail()
    client.force_login(make_supervisor())
    assert send(client, "erase/", EMAIL).status_code == 200
    assert send(client, "erase/", EMAIL, seen=seen(), sure="").status_code == 422
    assert Enquiry.objects.readable().count() == 1


def test_all_enquiries_of_an_address_are_erased_and_no_others(client):
    first, second, other = ask_by_mail(), ask_by_mail(), ask_by_mail(email="other@example.org")
    client.force_login(make_supervisor())
    answer = send(client, "erase/", EMAIL, seen=seen(first, second), sure="on")
    assert (answer.status_code, answer.url) == (302, PERSONS)
    assert list(Enquiry.objects.readable()) == [other.enquiry]


def test_with_a_code_or_number_one_enquiry_is_erased(client):
    first, second = ask_by_mail(), ask_by_mail()
    client.force_login(make_supervisor())
    send(client, "erase/", first.code, seen=seen(first), sure="on")
    assert list(Enquiry.objects.readable()) == [second.enquiry]
    send(client, "erase/", second.enquiry.number, seen=seen(second), sure="on")
    assert list(Enquiry.objects.readable()) == []


def test_nothing_is_erased_that_was_not_seen(client):
    first, _later = ask_by_mail(), ask_by_mail()
    client.force_login(make_supervisor())
    answer = send(client, "erase/", EMAIL, seen=seen(first), sure="on")
    assert (answer.status_code, Enquiry.objects.readable().count()) == (409, 2)


def test_nothing_is_found_any_more_after_erasure(client):
    receipt = ask_by_mail()
    client.force_login(make_supervisor())
    send(client, "erase/", EMAIL, seen=seen(receipt), sure="on")
    for who in (EMAIL, receipt.code, receipt.enquiry.number):
        assert send(client, "", who).context["rows"] == []
    assert (fresh(receipt.enquiry).anonymised_at is not None, Message.objects.count()) == (True, 0)


def test_a_form_from_another_site_is_refused():
    receipt, strict = ask_by_mail(), Client(enforce_csrf_checks=True)
    strict.force_login(make_supervisor())
    assert send(strict, "erase/", EMAIL, seen=seen(receipt), sure="on").status_code == 403
    assert Enquiry.objects.readable().count() == 1
