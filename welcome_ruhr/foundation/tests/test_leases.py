from datetime import timedelta

import pytest
from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from welcome_ruhr.foundation import clock, leases
from welcome_ruhr.foundation.models import FailedAttempt, TaskLease

from .sample_tasks import add

pytestmark = pytest.mark.django_db


@pytest.fixture
def claimed(moment):
    add.enqueue(1, 2)
    return leases.claim_next("worker-a")


def status_of(task):
    return DBTaskResult.objects.get(pk=task.pk).status


def test_task_of_a_rolled_back_transaction_was_never_enqueued():
    with transaction.atomic():
        add.enqueue(1, 2)
        transaction.set_rollback(True)
    assert DBTaskResult.objects.count() == 0


def test_claimed_task_belongs_to_one_worker(claimed, settings):
    lease = TaskLease.objects.get()
    assert (lease.task_id, lease.worker_id) == (claimed.pk, "worker-a")
    assert lease.expires_at == clock.now() + timedelta(seconds=settings.TASK_LEASE_SECONDS)
    assert leases.claim_next("worker-b") is None


def test_deferred_task_is_not_claimed_before_its_moment(moment):
    task = add.using(run_after=moment + timedelta(minutes=1)).enqueue(1, 2)
    assert leases.claim_next("worker-a") is None
    with clock.fixed(moment + timedelta(minutes=1)):
        assert str(leases.claim_next("worker-a").pk) == task.id


def test_more_important_task_is_claimed_first(moment):
    add.enqueue(1, 1)
    important = add.using(priority=10).enqueue(2, 2)
    assert str(leases.claim_next("worker-a").pk) == important.id


def test_running_lease_is_left_alone(claimed, moment):
    with clock.fixed(moment + timedelta(seconds=59)):
        assert leases.recover_expired() == 0
    assert status_of(claimed) == TaskResultStatus.RUNNING


def test_expired_lease_gives_the_task_back_and_counts_the_attempt(claimed, moment):
    with clock.fixed(moment + timedelta(seconds=60)):
        assert leases.recover_expired() == 1
    assert status_of(claimed) == TaskResultStatus.READY
    attempt = FailedAttempt.objects.get()
    assert (attempt.number, attempt.worker_id) == (1, "worker-a")
    assert attempt.exception_class_path == "welcome_ruhr.foundation.leases.WorkerLost"


def test_renewed_lease_lasts_longer(claimed, moment):
    with clock.fixed(moment + timedelta(seconds=50)):
        assert leases.renew(claimed)
    with clock.fixed(moment + timedelta(seconds=100)):
        assert leases.recover_expired() == 0


def test_worker_that_lost_its_lease_cannot_renew_it(claimed, moment):
    with clock.fixed(moment + timedelta(seconds=60)):
        leases.recover_expired()
    assert not leases.renew(claimed)


def test_worker_that_lost_its_lease_cannot_end_the_task(claimed, moment):
    with clock.fixed(moment + timedelta(minutes=10)):
        leases.recover_expired()
    with clock.fixed(moment + timedelta(minutes=20)):
        second = leases.claim_next("worker-b")
        leases.finish(claimed, "too late")
        leases.fail(claimed, RuntimeError("too late"))
        assert status_of(claimed) == TaskResultStatus.RUNNING
        leases.finish(second, 3)
    assert DBTaskResult.objects.get().return_value == 3
    assert FailedAttempt.objects.count() == 1
