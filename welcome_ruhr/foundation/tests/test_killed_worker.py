"""Real worker processes, really killed."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connections
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from welcome_ruhr.foundation import clock
from welcome_ruhr.foundation.models import FailedAttempt, ScheduleEntry, TaskLease
from welcome_ruhr.foundation.worker import Worker

from . import sample_tasks

CHECKOUT = Path(__file__).parents[3]
PATIENCE_SECONDS = 60


@pytest.fixture
def environment(shared_database, tmp_path):
    search_path = os.pathsep.join([str(CHECKOUT), os.environ.get("PYTHONPATH", "")])
    return {**os.environ, "DATABASE_URL": shared_database, "DATA_DIR": str(tmp_path), "PYTHONPATH": search_path}


@contextmanager
def worker_process(environment, *arguments):
    command = [sys.executable, "-m", "django", "work", *arguments]
    with subprocess.Popen(command, env=environment, cwd=CHECKOUT) as process:
        try:
            yield process
        finally:
            process.kill()


def wait_until(condition, process):
    until = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert process.poll() is None, "the worker ended early"
        assert time.monotonic() < until, "the worker took too long"
        time.sleep(0.05)


def drain_in_threads(count):
    def drain():
        try:
            Worker().drain()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=drain) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_task_of_a_killed_worker_is_run_by_another(environment, tmp_path):
    started = tmp_path / "started"
    task_id = sample_tasks.hang_in_first_attempt.enqueue(str(started)).id
    with worker_process(environment) as process:
        wait_until(started.exists, process)
        os.kill(process.pid, signal.SIGKILL)
        assert process.wait(PATIENCE_SECONDS) == -signal.SIGKILL
    assert Worker().drain() == 0  # the lease still runs
    assert DBTaskResult.objects.get(pk=task_id).status == TaskResultStatus.RUNNING
    with clock.fixed(clock.now() + timedelta(seconds=61)):
        assert Worker().drain() == 1
    result = DBTaskResult.objects.get(pk=task_id)
    assert (result.status, result.return_value) == (TaskResultStatus.SUCCESSFUL, "done by another")
    assert len(set(result.worker_ids)) == 2


def test_task_that_kills_every_worker_is_given_up(environment):
    task_id = sample_tasks.kill_worker.enqueue().id
    for end in (-signal.SIGKILL, -signal.SIGKILL, 0):
        with worker_process(environment, "--drain") as process:
            assert process.wait(PATIENCE_SECONDS) == end
        TaskLease.objects.update(expires_at=clock.now())
    assert DBTaskResult.objects.get(pk=task_id).status == TaskResultStatus.FAILED
    lost = "welcome_ruhr.foundation.leases.WorkerLost"
    assert list(FailedAttempt.objects.values_list("number", "exception_class_path")) == [(1, lost), (2, lost)]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_worker_told_to_stop_finishes_its_task_and_takes_no_other(environment, tmp_path, number):
    started, go = tmp_path / "started", tmp_path / "go"
    running = sample_tasks.wait_for.enqueue(str(started), str(go)).id
    waiting = sample_tasks.add.enqueue(1, 2).id
    with worker_process(environment) as process:
        wait_until(started.exists, process)
        process.send_signal(number)
        process.send_signal(number)
        go.touch()
        assert process.wait(PATIENCE_SECONDS) == 0
    assert DBTaskResult.objects.get(pk=running).return_value == "finished"
    assert DBTaskResult.objects.get(pk=waiting).status == TaskResultStatus.READY


def test_idle_worker_told_to_stop_ends(environment):
    with worker_process(environment) as process:
        wait_until(ScheduleEntry.objects.exists, process)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE_SECONDS) == 0


def test_worker_renews_the_lease_of_a_long_task(shared_database, settings):
    settings.TASK_LEASE_SECONDS = 0.6
    task_id = sample_tasks.wait_for_renewal.enqueue().id
    drain_in_threads(1)
    assert DBTaskResult.objects.get(pk=task_id).return_value == "renewed"


def test_several_workers_run_every_task_once(shared_database):
    for number in range(24):
        sample_tasks.add.enqueue(number, 0)
    drain_in_threads(4)
    results = DBTaskResult.objects.all()
    assert Counter((result.status, len(result.worker_ids)) for result in results) == {("SUCCESSFUL", 1): 24}
    assert FailedAttempt.objects.count() == 0
