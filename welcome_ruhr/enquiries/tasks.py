from contextlib import suppress
from datetime import timedelta

from django_tasks import task

from welcome_ruhr.foundation import mailbox, schedule, uploads
from welcome_ruhr.foundation.queue import queue_length, queued_numbers
from welcome_ruhr.foundation.retry import retry

from . import actions
from .models import Attachment
from .opening import is_open

ORPHANS_WAIT = timedelta(days=1)


@task()
def scan_attachments(message_id: int) -> int:
    return actions.scan_held(message_id)


@schedule.every(minutes=10)
@task()
def scan_what_is_held() -> int:
    return actions.scan_held()


@task()
def guess_language(message_id: int) -> str:
    return actions.guess_language(message_id)


@schedule.every(minutes=1)
@task()
@retry(max_attempts=1)
def fetch_mail() -> int:
    """Load what is in the mailbox, and have everything read that waits for it; return how much that is."""
    if not is_open():
        return 0
    # Where it is not reached, the page of incoming mail says so, and the next minute tries again.
    with suppress(mailbox.NotReached):
        mailbox.fetch()
    return _have_mails_read()


@task()
def take_in_mail(mail_id: int) -> None:
    actions.take_in(mail_id)
    if queue_length(take_in_mail) <= 1:
        # It is the last one, and `waiting` does not name all at once.
        _have_mails_read()


@schedule.daily("07:00")
@task()
def tell_late() -> int:
    return actions.tell_late()


@schedule.daily("06:45")
@task()
def put_back_left_behind() -> int:
    return actions.put_back_left_behind()


@schedule.daily("07:30")
@task()
def tell_desk() -> int:
    return actions.tell_desk()


@schedule.daily("03:10")
@task()
def close_silent() -> int:
    return actions.close_silent()


@schedule.daily("03:15")
@task()
def warn_due() -> int:
    return actions.warn_due()


@schedule.daily("03:20")
@task()
def anonymise_due() -> int:
    return actions.anonymise_due()


@schedule.daily("03:50")
@task()
def sweep_files() -> int:
    """Delete files that no enquiry knows: of requests that broke off, and of words that are gone."""
    named = [*Attachment.objects.values_list("stored_as", flat=True), *mailbox.stored()]
    known = {name for name in named if name}
    orphans = uploads.orphans(known, older_than=ORPHANS_WAIT)
    for name in orphans:
        uploads.delete(name)
    return len(orphans)


def _have_mails_read() -> int:
    found = set(mailbox.waiting()) - queued_numbers(take_in_mail)
    for mail_id in sorted(found):
        take_in_mail.enqueue(mail_id)
    return len(found)
