"""Files are looked at by a virus scanner, where there is one, before anybody opens them."""

from __future__ import annotations

from welcome_ruhr.enquiries.enums import ScanState
from welcome_ruhr.enquiries.models import Attachment
from welcome_ruhr.foundation import uploads
from welcome_ruhr.foundation.enums import Verdict
from welcome_ruhr.foundation.uploads import scanning

STATES = {
    Verdict.OFF: ScanState.UNSCANNED,
    Verdict.CLEAN: ScanState.CLEAN,
    Verdict.INFECTED: ScanState.INFECTED,
    Verdict.NOT_REACHED: ScanState.HELD,
}


def scan_held(message_id: int | None = None) -> int:
    """Have the files that are still held scanned, those of a message or all; return how many are still held."""
    held = Attachment.objects.filter(scan=ScanState.HELD)
    for file in held.filter(message=message_id) if message_id else held.all():
        _scan(file)
    return held.count()


def _scan(file: Attachment) -> None:
    try:
        verdict = scanning.scan(uploads.read(file.stored_as))
    except uploads.NoSuchFile:
        # Its enquiry was deleted this moment, or a restored backup lacks it: the others must not wait for it.
        return
    Attachment.objects.filter(pk=file.pk).update(scan=STATES[verdict])
