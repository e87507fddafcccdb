"""What is held of a person as one archive to give to them (GDPR art. 15 and 20)."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.template.loader import render_to_string

from welcome_ruhr.enquiries.enums import ScanState
from welcome_ruhr.enquiries.models import Attachment
from welcome_ruhr.enquiries.queries.persons import Whole
from welcome_ruhr.enquiries.tables import csv_of
from welcome_ruhr.foundation import clock, mailbox, uploads
from welcome_ruhr.foundation.models import IncomingMail

from .telling import file_name, mail_name, messages_table, told


def zipped(wholes: Sequence[Whole]) -> bytes:
    """Return a ZIP file with README.txt, everything as JSON, what was written as a table, the files, and the mails."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        mails = {mail.pk for whole in wholes for mail in whole.incoming if _put_mail(archive, mail)}
        missing = [file for file in _files(wholes) if not (_put(archive, file) or _lies_in(mails, file))]
        archive.writestr("README.txt", _readme(wholes, missing))
        archive.writestr("enquiries.json", json.dumps([told(one) for one in wholes], ensure_ascii=False, indent=2))
        archive.writestr("messages.csv", csv_of(messages_table(wholes)))
    return buffer.getvalue()


def _files(wholes: Sequence[Whole]) -> list[Attachment]:
    return [file for whole in wholes for message in whole.messages for file in message.attachments.all()]


def _put(archive: ZipFile, file: Attachment) -> bool:
    """Put a file in; False when it was not checked yet, holds a virus, or is not there."""
    if not file.may_be_opened:
        return False
    try:
        data = uploads.read(file.stored_as)
    except uploads.NoSuchFile:
        return False
    archive.writestr(file_name(file), data)
    return True


def _put_mail(archive: ZipFile, mail: IncomingMail) -> bool:
    """Put a mail in as it came; False when it is not there."""
    try:
        raw = mailbox.raw(mail)
    except mailbox.Erased:
        return False
    archive.writestr(mail_name(mail), raw)
    return True


def _lies_in(mails: Collection[int], file: Attachment) -> bool:
    """Whether a file that was not kept by itself is in one of the mails that were put in."""
    return file.scan == ScanState.NOT_KEPT and file.message.mail_id in mails


def _readme(wholes: Sequence[Whole], missing: Sequence[Attachment]) -> str:
    context = {"enquiries": [one.enquiry for one in wholes], "missing": missing, "today": clock.today().isoformat()}
    return render_to_string("enquiries/persons/README.txt", context)
