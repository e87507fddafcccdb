from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError

At = tuple[str | int, ...]
"""The way to a value in YAML: names of a mapping, numbers (from 0) in a list."""


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong with a content file, where, and why."""

    path: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.reason}"


class ContentRefused(Exception):
    """A run that imports nothing, because of the problems it names."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(set(problems))  # two languages may stumble over the same words
        super().__init__("\n".join(str(problem) for problem in self.problems))


class BadFile(Exception):
    """Raised while one file is read; becomes a `Problem` of the run."""

    def __init__(self, reason: str, line: int = 1, at: At = ()) -> None:
        self.reason, self.line, self.at = reason, line, at
        """`at` leads to the value in YAML, such as ("sources", 0, "url"); whoever knows the text tells the line."""
        super().__init__(reason)


class BadEntry(Exception):
    """Raised while one entry is stored: what it names does not exist, or must not be printed."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


def reason_of(error: BadFile | ValidationError) -> str:
    """Return in one line what is wrong."""
    if isinstance(error, BadFile):
        return error.reason
    if hasattr(error, "message_dict"):
        return " ".join(f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items())
    return " ".join(error.messages)
