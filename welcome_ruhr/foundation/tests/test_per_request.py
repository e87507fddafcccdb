from itertools import count

import pytest
from django.core.signals import request_finished, request_started

from welcome_ruhr.foundation.per_request import PerRequest

# Django's own receivers of these signals look after the database connection.
pytestmark = pytest.mark.django_db


@pytest.fixture
def numbers():
    """A read whose answer is another one each time."""
    yield PerRequest(count(1).__next__)
    request_finished.send(sender=None)


@pytest.fixture
def request_running(numbers):
    request_started.send(sender=None)


def test_outside_a_request_every_call_reads(numbers):
    assert [numbers(), numbers()] == [1, 2]


@pytest.mark.usefixtures("request_running")
def test_within_a_request_it_is_read_once(numbers):
    assert [numbers(), numbers()] == [1, 1]


@pytest.mark.usefixtures("request_running")
def test_nothing_is_remembered_after_the_request(numbers):
    assert numbers() == 1
    request_finished.send(sender=None)
    assert [numbers(), numbers()] == [2, 3]


@pytest.mark.usefixtures("request_running")
def test_next_request_reads_anew(numbers):
    assert numbers() == 1
    request_started.send(sender=None)
    assert numbers() == 2


@pytest.mark.usefixtures("request_running")
def test_what_an_action_changed_is_read_again(numbers):
    assert numbers() == 1
    numbers.forget()
    assert [numbers(), numbers()] == [2, 2]


@pytest.mark.usefixtures("request_running")
def test_two_reads_do_not_answer_for_each_other(numbers):
    other = PerRequest(lambda: "other")
    assert [numbers(), other(), numbers()] == [1, "other", 1]
