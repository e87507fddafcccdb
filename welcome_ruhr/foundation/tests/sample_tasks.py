"""Tasks that only the tests enqueue; a worker in another process imports them by their path."""

import os
import signal
import sys
import time
from pathlib import Path

from django.utils import translation
from django_tasks import task

from welcome_ruhr.foundation.models import TaskLease
from welcome_ruhr.foundation.retry import GiveUp, retry


@task()
def add(first, second):
    return first + second


@task()
def add_later(first, second):
    return add.enqueue(first, second).id


@task()
def fail(person):
    raise RuntimeError(f"{person} could not be reached")


@task()
@retry(max_attempts=2, first_delay_seconds=600)
def fail_slowly():
    raise RuntimeError


@task()
def give_up():
    raise GiveUp


@task()
def load_what_was_deleted():
    TaskLease.objects.get(worker_id="nobody")


@task()
def return_a_path():
    return Path("/")


@task()
def leave():
    sys.exit(3)


@task()
def speak_arabic():
    translation.activate("ar")


@task(takes_context=True)
def attempt_number(context):
    return context.attempt


@task()
def nothing():
    return None


@task()
@retry(max_attempts=2, first_delay_seconds=0)
def kill_worker():
    os.kill(os.getpid(), signal.SIGKILL)


@task(takes_context=True)
@retry(max_attempts=3, first_delay_seconds=0)
def hang_in_first_attempt(context, started):
    Path(started).touch()
    if context.attempt == 1:
        time.sleep(30)
    return "done by another"


@task()
def wait_for(started, go):
    Path(started).touch()
    while not Path(go).exists():
        time.sleep(0.05)
    return "finished"


@task()
def wait_for_renewal():
    before = TaskLease.objects.get().expires_at
    for _ in range(100):
        time.sleep(0.05)
        if TaskLease.objects.get().expires_at > before:
            return "renewed"
    return "not renewed"
