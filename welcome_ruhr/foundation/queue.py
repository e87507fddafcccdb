"""What waits in the queue: asked before a task is enqueued that somebody may ask for again and again."""

from typing import Any

from django.db.models import QuerySet
from django_tasks import TaskResultStatus
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

UNFINISHED = (TaskResultStatus.READY, TaskResultStatus.RUNNING)


def is_queued(task: Task[..., Any], *arguments: Any) -> bool:
    """Whether the task with just these positional arguments waits or runs."""
    return _unfinished(task).filter(args_kwargs={"args": list(arguments), "kwargs": {}}).exists()


def queued_numbers(task: Task[..., Any]) -> set[int]:
    """Return the first arguments of the task wherever it waits or runs: the ids of what it is to work on."""
    return {found["args"][0] for found in _unfinished(task).values_list("args_kwargs", flat=True) if found["args"]}


def queue_length(task: Task[..., Any]) -> int:
    """Return how often the task waits or runs, whatever its arguments."""
    return _unfinished(task).count()


def _unfinished(task: Task[..., Any]) -> QuerySet[Any]:
    return DBTaskResult.objects.filter(task_path=task.module_path, status__in=UNFINISHED)
