"""The background worker: one process, one task at a time."""

import asyncio
import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from types import FrameType
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils import translation
from django.utils.crypto import get_random_string
from django_tasks import TaskContext
from django_tasks.utils import normalize_json

from . import leases, schedule, write_ahead
from .retry import GiveUp

logger = logging.getLogger(__name__)

POLL_SECONDS = 1.0
BEATS_PER_LEASE = 3

# What a task may end with and the worker goes on. A KeyboardInterrupt is meant for the worker itself.
FAILURES = (Exception, SystemExit, asyncio.CancelledError)


class Worker:
    def __init__(self) -> None:
        self.worker_id = f"{socket.gethostname()[:40]}-{os.getpid()}-{get_random_string(8)}"
        self.stopping = False

    def run(self) -> None:
        """Work until SIGTERM or SIGINT; the task at hand is finished first."""
        with self._stopping_on_signals():
            schedule.store()
            logger.info("Worker %s is ready.", self.worker_id)
            while not self.stopping:
                if not self._step_if_database_answers(self.step):
                    self._step_if_database_answers(write_ahead.copy_back)
                    time.sleep(POLL_SECONDS)
            logger.info("Worker %s has stopped.", self.worker_id)

    def drain(self) -> int:
        """Work off everything that is due now; return how many tasks were run."""
        count = 0
        with self._stopping_on_signals():
            schedule.store()
            while not self.stopping and self.step():
                count += 1
        return count

    def step(self) -> bool:
        """Take back lost tasks, enqueue what the schedule says, run one task; False when none was due."""
        leases.recover_expired()
        schedule.enqueue_due()
        task = leases.claim_next(self.worker_id)
        if task is None:
            return False
        self._run_task(task)
        return True

    def _step_if_database_answers(self, step: Callable[[], bool | None]) -> bool:
        close_old_connections()
        try:
            return bool(step())
        except (OperationalError, InterfaceError) as error:
            # Restarting a database server or a long write on SQLite is no reason to die: the lease covers us.
            logger.warning("The database did not answer (%s); trying again.", type(error).__name__)
            connection.close()
            return False

    def _run_task(self, task: leases.QueuedTask) -> None:
        try:
            # A task that changes the language must not change it for the next one.
            with _kept_alive(task), translation.override(settings.LANGUAGE_CODE):
                return_value = _call(task)
        except FAILURES as error:
            leases.fail(task, error)
        else:
            leases.finish(task, return_value)

    @contextmanager
    def _stopping_on_signals(self) -> Iterator[None]:
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, self._stop) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        # Ctrl-C reaches parent and worker, and the parent passes it on: a second signal must not break the task off.
        self.stopping = True


def _call(task: leases.QueuedTask) -> Any:
    result: Any = task.task_result  # typed for Django 6's own tasks, which this Django does not have
    arguments = [TaskContext(task_result=result), *result.args] if result.task.takes_context else result.args
    return_value = result.task.call(*arguments, **result.kwargs)
    try:
        return normalize_json(return_value)
    except (TypeError, ValueError) as error:
        # The work is done; doing it again would not make its answer storable.
        raise GiveUp(f"The task returned {type(return_value).__name__}, which is not JSON.") from error


@contextmanager
def _kept_alive(task: leases.QueuedTask) -> Iterator[None]:
    """Renew the task's lease in a thread for as long as the block runs."""
    done = threading.Event()
    heartbeat = threading.Thread(target=copy_context().run, args=(_beat, task, done), daemon=True, name="heartbeat")
    heartbeat.start()
    try:
        yield
    finally:
        done.set()
        heartbeat.join()


def _beat(task: leases.QueuedTask, done: threading.Event) -> None:
    # The first beat comes late, so that short tasks open no second connection.
    try:
        while not done.wait(settings.TASK_LEASE_SECONDS / BEATS_PER_LEASE):
            try:
                if not leases.renew(task):
                    return
            except OperationalError as error:
                logger.warning("A lease could not be renewed (%s); trying again.", type(error).__name__)
    finally:
        connection.close()
