"""Who runs which task: taking one from the queue, keeping it, ending it, and taking back what a dead worker held.

Every step is one transaction. Ending a task and renewing its lease need the lease: a worker that lost it
(it was stopped for longer than the lease, say) cannot overwrite what the next worker does.
"""

import logging
import traceback
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, TaskResultStatus
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult, get_date_max

from . import clock
from .models import FailedAttempt, TaskLease
from .retry import GiveUp, RetryPolicy, default_policy, policy_of

logger = logging.getLogger(__name__)

QueuedTask = DBTaskResult[..., Any]

# A task is enqueued in the transaction that writes its row: if that is missing, it was deleted and stays so.
POINTLESS_TO_REPEAT = (GiveUp, ObjectDoesNotExist)


class WorkerLost(Exception):
    """Stands in a failed attempt for the error that a killed worker could not report."""


def claim_next(worker_id: str) -> QueuedTask | None:
    """Take the first task that is due and lease it to this worker; None when nothing is due."""
    now = clock.now()
    never_deferred = Q(run_after=get_date_max())
    due = DBTaskResult.objects.filter(
        never_deferred | Q(run_after__lte=now),
        status=TaskResultStatus.READY,
        backend_name=DEFAULT_TASK_BACKEND_ALIAS,
    )
    # On SQLite a transaction takes the only write lock, so an idle worker asks without one first.
    if not due.exists():
        return None
    with transaction.atomic():
        task = due.select_for_update(skip_locked=True).first()
        if task is None:
            return None
        task.status = TaskResultStatus.RUNNING
        task.started_at = now
        task.worker_ids = [*task.worker_ids, worker_id]
        task.save(update_fields=["status", "started_at", "worker_ids"])
        TaskLease.objects.create(task=task, worker_id=worker_id, expires_at=_lease_end())
    return task


def renew(task: QueuedTask) -> bool:
    """Move the end of the lease on; False when this worker no longer holds it."""
    return bool(_own_lease(task).update(expires_at=_lease_end()))


def finish(task: QueuedTask, return_value: Any) -> None:
    """Record that the task succeeded. `return_value` must be JSON."""
    with transaction.atomic():
        if not _give_back(task):
            return
        task.status = TaskResultStatus.SUCCESSFUL
        task.finished_at = clock.now()
        task.return_value = return_value
        task.exception_class_path = task.traceback = ""
        task.save(update_fields=["status", "finished_at", "return_value", "exception_class_path", "traceback"])


def fail(task: QueuedTask, error: BaseException) -> None:
    """Record a failed attempt: the task goes back into the queue for later, or ends as failed."""
    with transaction.atomic():
        if _give_back(task):
            _record_failure(task, error)


def recover_expired() -> int:
    """Take back the tasks of workers that stopped renewing; return how many."""
    expired = TaskLease.objects.filter(expires_at__lte=clock.now())
    if not expired.exists():
        return 0
    with transaction.atomic():
        leases = list(expired.select_for_update(skip_locked=True, of=("self",)).select_related("task"))
        for lease in leases:
            task = lease.task
            lease.delete()
            _record_failure(task, WorkerLost(f"No sign of life from worker {lease.worker_id}."))
    return len(leases)


def _lease_end() -> datetime:
    return clock.now() + timedelta(seconds=settings.TASK_LEASE_SECONDS)


def _own_lease(task: QueuedTask) -> QuerySet[TaskLease]:
    return TaskLease.objects.filter(task_id=task.pk, worker_id=task.worker_ids[-1])


def _give_back(task: QueuedTask) -> bool:
    deleted, _ = _own_lease(task).delete()
    if not deleted:
        logger.warning("Task %s (%s) ended after its lease had gone to another worker.", task.task_path, task.pk)
    return bool(deleted)


def _record_failure(task: QueuedTask, error: BaseException) -> None:
    now = clock.now()
    attempt = len(task.worker_ids)
    policy = _policy_of(task)
    task.exception_class_path = f"{type(error).__module__}.{type(error).__qualname__}"
    task.traceback = "".join(traceback.format_exception(error))
    FailedAttempt.objects.create(
        task=task,
        number=attempt,
        worker_id=task.worker_ids[-1],
        started_at=task.started_at or now,
        failed_at=now,
        exception_class_path=task.exception_class_path,
        traceback=task.traceback,
    )
    if attempt < policy.max_attempts and not isinstance(error, POINTLESS_TO_REPEAT):
        delay = policy.delay_after(attempt)
        task.status = TaskResultStatus.READY
        task.run_after = now + delay
    else:
        delay = None
        task.status = TaskResultStatus.FAILED
        task.finished_at = now
    task.save(update_fields=["status", "run_after", "finished_at", "exception_class_path", "traceback"])
    _log_failure(task, error, attempt, delay)


def _policy_of(task: QueuedTask) -> RetryPolicy:
    try:
        declared = import_string(task.task_path)
    except ImportError:  # an older worker during an update, or a task that is gone
        return default_policy()
    return policy_of(declared.func) if isinstance(declared, Task) else default_policy()


def _log_failure(task: QueuedTask, error: BaseException, attempt: int, delay: timedelta | None) -> None:
    # Neither arguments nor the error's text: both may hold personal data. The full traceback is in the database.
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    described = (task.task_path, task.pk, attempt, task.exception_class_path, place)
    if delay is None:
        logger.error("Task %s (%s) failed for good in attempt %d: %s%s", *described)
    else:
        logger.warning("Task %s (%s) failed in attempt %d: %s%s; next try in %.0f s", *described, delay.total_seconds())
