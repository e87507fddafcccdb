from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from welcome_ruhr.foundation import clock, rate_limit, tasks
from welcome_ruhr.foundation.models import FailedAttempt, RateLimitWindow
from welcome_ruhr.foundation.worker import Worker

from .sample_tasks import add, give_up

pytestmark = pytest.mark.django_db


def test_old_tasks_are_deleted_successful_ones_sooner(moment):
    waiting = add.using(run_after=moment + timedelta(days=365)).enqueue(0, 0)
    add.enqueue(1, 2)
    failed = give_up.enqueue()
    Worker().drain()
    with clock.fixed(moment + timedelta(days=4)):
        assert tasks.delete_old_tasks.call() == 1
    assert {str(task.pk) for task in DBTaskResult.objects.all()} == {waiting.id, failed.id}
    with clock.fixed(moment + timedelta(days=31)):
        assert tasks.delete_old_tasks.call() == 1
    assert [str(task.pk) for task in DBTaskResult.objects.all()] == [waiting.id]
    assert FailedAttempt.objects.count() == 0


def test_rate_limit_windows_are_swept_when_over(moment):
    rate_limit.hit("short", limit=1, per=timedelta(minutes=1))
    rate_limit.hit("long", limit=1, per=timedelta(hours=1))
    with clock.fixed(moment + timedelta(minutes=1)):
        assert tasks.sweep_rate_limits.call() == 1
    assert RateLimitWindow.objects.count() == 1
