from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Count
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from welcome_ruhr.foundation.models import FailedAttempt, ScheduleEntry

MOST_SHOWN = 50


class Command(BaseCommand):
    help = "Show the background tasks: how many wait, what failed, what runs when. Changes nothing."

    def handle(self, **options: Any) -> None:
        for line in (*_counts(), *_failures(), *_schedule()):
            self.stdout.write(line)


def _counts() -> Iterator[str]:
    counted = dict(DBTaskResult.objects.order_by().values_list("status").annotate(Count("pk")))
    for status in TaskResultStatus.values:
        yield f"{status.lower():<12}{counted.get(status, 0)}"


def _failures() -> Iterator[str]:
    yield "Failed attempts, latest first:"
    for attempt in FailedAttempt.objects.select_related("task").order_by("-failed_at")[:MOST_SHOWN]:
        task = attempt.task
        yield (
            f"  {timezone.localtime(attempt.failed_at):%Y-%m-%d %H:%M}  {task.task_path}  {task.pk}  "
            f"attempt {attempt.number}  {attempt.exception_class_path}  now {task.status.lower()}"
        )


def _schedule() -> Iterator[str]:
    yield "Schedule:"
    for entry in ScheduleEntry.objects.all():
        yield f"  next {timezone.localtime(entry.next_run_at):%Y-%m-%d %H:%M}  {entry.rule:<16}  {entry.name}"
