from datetime import timedelta

import pytest

from welcome_ruhr.foundation.retry import RetryPolicy, policy_of, retry

from .sample_tasks import add, fail_slowly


def test_delay_doubles_and_is_drawn_between_half_and_whole():
    policy = RetryPolicy(max_attempts=9, first_delay_seconds=10)
    for attempt, whole in ((1, 10), (2, 20), (3, 40), (4, 80)):
        drawn = {policy.delay_after(attempt).total_seconds() for _ in range(200)}
        assert whole / 2 <= min(drawn) < whole * 0.6
        assert whole * 0.9 < max(drawn) <= whole


def test_delay_is_never_longer_than_an_hour():
    assert RetryPolicy(max_attempts=99).delay_after(90) <= timedelta(hours=1)


def test_task_without_declaration_follows_the_settings(settings):
    settings.TASK_MAX_ATTEMPTS = 7
    assert policy_of(add.func) == RetryPolicy(max_attempts=7)


def test_declared_policy_counts_for_its_task():
    assert policy_of(fail_slowly.func) == RetryPolicy(max_attempts=2, first_delay_seconds=600)


def test_retry_above_the_task_decorator_is_refused():
    with pytest.raises(TypeError, match="below @task"):
        retry(max_attempts=2)(add)


@pytest.mark.parametrize("numbers", [{"max_attempts": 0}, {"max_attempts": 1, "first_delay_seconds": -1}])
def test_senseless_policy_is_refused(numbers):
    with pytest.raises(ValueError, match="at least once"):
        retry(**numbers)
