from datetime import timedelta

from django_tasks import task

from welcome_ruhr.foundation import mailbox, schedule, uploads

from . import actions
from .models import Attachment

ORPHANS_WAIT = timedelta(days=1)


@task()
def scan_attachments(message_id: int) -> int:
    return actions.scan_held(message_id)


@schedule.every(minutes=10)
@task()
def scan_what_is_held() -> int:
    return actions.scan_held()


@schedule.daily("07:00")
@task()
def tell_late() -> int:
    return actions.tell_late()


@schedule.daily("07:30")
@task()
def tell_desk() -> int:
    return actions.tell_desk()


@schedule.daily("03:20")
@task()
def forget() -> int:
    """Close what nobody goes on with, warn whose words will go within a week, let go those whose time is over."""
    actions.close_silent()
    actions.warn_due()
    return actions.anonymise_due()


@schedule.daily("03:50")
@task()
def sweep_files() -> int:
    """Delete files that no enquiry knows: of requests that broke off, and of words that are gone."""
    known = {*Attachment.objects.values_list("stored_as", flat=True), *mailbox.stored()} - {None}
    orphans = uploads.orphans(known, older_than=ORPHANS_WAIT)
    for name in orphans:
        uploads.delete(name)
    return len(orphans)
