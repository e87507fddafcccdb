"""Tasks that repeat themselves: declared in code beside the task, remembered in the database.

    @schedule.every(minutes=5)
    @task()
    def fetch_mail() -> None: ...

Declared in a room's `tasks.py`; the worker finds it there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import cache
from typing import Any, Protocol, TypeVar

from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules
from django_tasks import TaskResultStatus
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from . import clock
from .models import ScheduleEntry

AnyTask = TypeVar("AnyTask", bound=Task[..., Any])

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Rule(Protocol):
    """When a task repeats; its text is stored, so that a changed rule is noticed."""

    def next_after(self, moment: datetime) -> datetime: ...


@dataclass(frozen=True)
class Every:
    """At whole multiples of an interval, counted in UTC: no restart and no change of clocks shifts them."""

    interval: timedelta

    def next_after(self, moment: datetime) -> datetime:
        return EPOCH + ((moment - EPOCH) // self.interval + 1) * self.interval

    def __str__(self) -> str:
        return f"every {self.interval}"


@dataclass(frozen=True)
class Daily:
    """Once a day at a local time of `settings.TIME_ZONE`.

    On the night the clocks go back the first of two equal times counts; on the night they go forward
    a time that does not exist is an hour later by the clock on the wall.
    """

    at: time

    def next_after(self, moment: datetime) -> datetime:
        zone = timezone.get_default_timezone()
        day = moment.astimezone(zone).date()
        while True:
            # Compared in UTC: two moments of one zone are compared by their wall clocks, which lie twice a year.
            candidate = datetime.combine(day, self.at, tzinfo=zone).astimezone(UTC)
            if candidate > moment:
                return candidate
            day += timedelta(days=1)

    def __str__(self) -> str:
        return f"daily {self.at:%H:%M}"


@dataclass(frozen=True)
class Entry:
    task: Task[..., Any]
    rule: Rule


_entries: dict[str, Entry] = {}


def every(*, hours: int = 0, minutes: int = 0, seconds: int = 0) -> Callable[[AnyTask], AnyTask]:
    """Run the decorated task, which takes no arguments, again and again at this interval."""
    interval = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if interval <= timedelta(0):
        raise ValueError("An interval is longer than nothing.")
    return _declare(Every(interval))


def daily(at: str) -> Callable[[AnyTask], AnyTask]:
    """Run the decorated task, which takes no arguments, once a day; `at` is a local time such as "03:15"."""
    return _declare(Daily(time.fromisoformat(at)))


def entries() -> Mapping[str, Entry]:
    """Return what the rooms declared, by the Python path of the task."""
    _import_declarations()
    return _entries


def store() -> None:
    """Write new and changed declarations to the database; several workers may do so at once."""
    now = clock.now()
    declared = entries()
    fresh = [
        ScheduleEntry(name=name, rule=str(entry.rule), next_run_at=entry.rule.next_after(now))
        for name, entry in declared.items()
    ]
    ScheduleEntry.objects.bulk_create(fresh, ignore_conflicts=True)
    for entry in fresh:
        changed = ScheduleEntry.objects.filter(name=entry.name).exclude(rule=entry.rule)
        changed.update(rule=entry.rule, next_run_at=entry.next_run_at)


def enqueue_due() -> int:
    """Enqueue every task whose moment has come, once however many moments were missed; return how many."""
    due = ScheduleEntry.objects.filter(name__in=entries(), next_run_at__lte=clock.now())
    return sum(_enqueue(name) for name in due.values_list("name", flat=True))


@cache  # the worker asks every second, and looking for modules that are not there is slow
def _import_declarations() -> None:
    autodiscover_modules("tasks")


def _declare(rule: Rule) -> Callable[[AnyTask], AnyTask]:
    def declare(task: AnyTask) -> AnyTask:
        if task.module_path in _entries:
            raise ImproperlyConfigured(f"{task.module_path} is already on the schedule.")
        _entries[task.module_path] = Entry(task, rule)
        return task

    return declare


def _enqueue(name: str) -> bool:
    """Enqueue and move the next moment on in one transaction, so that of several workers one does it."""
    entry = entries()[name]
    now = clock.now()
    with transaction.atomic():
        due = ScheduleEntry.objects.filter(name=name, next_run_at__lte=now)
        row = due.select_for_update(skip_locked=True).first()
        if row is None:
            return False
        row.next_run_at = entry.rule.next_after(now)
        # A run that takes longer than its interval must not pile up behind itself.
        busy = _is_unfinished(row.last_task_id)
        if not busy:
            row.last_task_id = entry.task.enqueue().id
            row.last_run_at = now
        row.save(update_fields=["next_run_at", "last_task", "last_run_at"])
    return not busy


def _is_unfinished(task_id: Any) -> bool:
    unfinished = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
    return DBTaskResult.objects.filter(pk=task_id, status__in=unfinished).exists()
