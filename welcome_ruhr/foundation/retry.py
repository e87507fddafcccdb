"""How often a background task is tried, and how long it waits between tries."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from django.conf import settings

Function = TypeVar("Function", bound=Callable[..., Any])

LONGEST_DELAY = timedelta(hours=1)
FIRST_DELAY_SECONDS = 15


class GiveUp(Exception):
    """Raised by a task that knows another try is pointless; the task ends as failed at once."""


@dataclass(frozen=True)
class RetryPolicy:
    max_attempts: int
    first_delay_seconds: int = FIRST_DELAY_SECONDS

    def delay_after(self, attempt: int) -> timedelta:
        """Return the wait after the failed `attempt` (counted from 1): doubling, an hour at most.

        Between half of it and all of it is drawn by lot, so that tasks which failed together
        (a mail server was away) do not all come back in the same second.
        """
        return self.longest_delay_after(attempt) * random.uniform(0.5, 1)  # noqa: S311 — spreads load, guards nothing

    def longest_delay_after(self, attempt: int) -> timedelta:
        """Return what `delay_after` does not exceed: by when the next try is due."""
        doubled = timedelta(seconds=self.first_delay_seconds) * 2 ** min(attempt - 1, 30)
        return min(doubled, LONGEST_DELAY)


def retry(*, max_attempts: int, first_delay_seconds: int = FIRST_DELAY_SECONDS) -> Callable[[Function], Function]:
    """Declare how often a task is tried in all; stands below `@task()`, directly on the function.

    Without it a task is tried `settings.TASK_MAX_ATTEMPTS` times. Since a task may be run again after
    its worker was killed half-way, its function must bear being run twice; one that cannot says
    `max_attempts=1`.
    """
    policy = RetryPolicy(max_attempts, first_delay_seconds)
    if max_attempts < 1 or first_delay_seconds < 0:
        raise ValueError("A task is tried at least once, and a delay is not negative.")

    def declare(function: Function) -> Function:
        if not hasattr(function, "__code__"):
            raise TypeError("@retry stands below @task(), directly on the function.")
        function.retry_policy = policy  # type: ignore[attr-defined]  # functions carry attributes; types cannot say so
        return function

    return declare


def policy_of(function: Callable[..., Any]) -> RetryPolicy:
    """Return what `@retry` declared on `function`, or the policy of the settings."""
    declared: RetryPolicy | None = getattr(function, "retry_policy", None)
    return declared or default_policy()


def default_policy() -> RetryPolicy:
    return RetryPolicy(settings.TASK_MAX_ATTEMPTS)
