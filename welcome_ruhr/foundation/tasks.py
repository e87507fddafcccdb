from datetime import timedelta

from django.db.models import Q
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from . import clock, mailbox, rate_limit, schedule
from .mail import delivering, keeping
from .queue import is_queued
from .retry import retry

KEEP_SUCCESSFUL = timedelta(days=3)
KEEP_FAILED = timedelta(days=30)


@schedule.every(minutes=10)
@task()
def sweep_rate_limits() -> int:
    return rate_limit.sweep()


@schedule.daily("03:40")
@task()
def delete_old_tasks() -> int:
    """Delete finished tasks: a traceback can quote personal data, so a failure is kept for a month only."""
    now = clock.now()
    succeeded = Q(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - KEEP_SUCCESSFUL)
    failed = Q(status=TaskResultStatus.FAILED, finished_at__lt=now - KEEP_FAILED)
    _, deleted = DBTaskResult.objects.filter(succeeded | failed).delete()
    return deleted.get(DBTaskResult._meta.label, 0)


@task()
@retry(max_attempts=delivering.RETRY.max_attempts, first_delay_seconds=delivering.RETRY.first_delay_seconds)
def deliver_mail(mail_id: int) -> None:
    """Send one mail of the outbox."""
    delivering.deliver(mail_id)


@schedule.every(minutes=10)
@task()
def pick_up_mail() -> int:
    """Send on the mails whose task is gone (its workers were killed once too often, say); return how many."""
    left_behind = [mail_id for mail_id in delivering.overdue() if not is_queued(deliver_mail, mail_id)]
    for mail_id in left_behind:
        deliver_mail.enqueue(mail_id)
    return len(left_behind)


@schedule.daily("03:35")
@task()
def clear_old_mail() -> int:
    """Erase what old mails said and to whom; return how many there were."""
    return keeping.clear_old()


@schedule.daily("03:25")
@task()
def clear_old_incoming_mail() -> int:
    """Erase what incoming mails said that nobody needs any more; return how many there were."""
    return mailbox.clear_old()


@schedule.daily("03:55")
@task()
def tidy_mailbox() -> int:
    """Delete in the mailbox what was taken in a week ago or erased here; return how many mails it has no more."""
    return mailbox.tidy_server()
