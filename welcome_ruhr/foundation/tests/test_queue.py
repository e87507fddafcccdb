import pytest

from welcome_ruhr.foundation import leases
from welcome_ruhr.foundation.queue import is_queued, queue_length, queued_numbers

from .sample_tasks import add

pytestmark = pytest.mark.django_db


def test_a_task_is_queued_with_its_own_arguments_only(moment):
    assert not is_queued(add, 1, 2)
    add.enqueue(1, 2)
    assert is_queued(add, 1, 2)
    assert not is_queued(add, 2, 1)


def test_a_running_task_is_queued_until_it_has_ended(moment):
    add.enqueue(1, 2)
    task = leases.claim_next("worker-a")
    assert is_queued(add, 1, 2)
    leases.finish(task, 3)
    assert not is_queued(add, 1, 2)


def test_length_counts_what_waits_and_what_runs(moment):
    add.enqueue(1, 2)
    add.enqueue(3, 4)
    leases.finish(leases.claim_next("worker-a"), 3)
    assert queue_length(add) == 1


def test_numbers_are_those_of_what_waits_and_what_runs(moment):
    for number in (1, 3, 5):
        add.enqueue(number, 2)
    leases.finish(leases.claim_next("worker-a"), 3)
    leases.claim_next("worker-a")
    assert queued_numbers(add) == {3, 5}
