from datetime import timedelta

from django.db.models import Q
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from . import clock, rate_limit, schedule

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
