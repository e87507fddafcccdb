from __future__ import annotations

from welcome_ruhr.foundation.enums import FetchProblem


class NotReached(Exception):
    """The mailbox was not reached, or not to the end; says nothing that the server said, for tracebacks are kept."""

    def __init__(self, problem: FetchProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


class Erased(Exception):
    """Nothing of this mail is here: it was forgotten, or never loaded."""
