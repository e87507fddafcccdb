"""Remember what was read while one request is answered, and forget it afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Generic, TypeVar

from django.core.signals import request_finished, request_started

T = TypeVar("T")

# None: no request is being answered (a command, a task, a test); then nothing is remembered.
_memory: ContextVar[dict[Any, Any] | None] = ContextVar("per_request", default=None)


class PerRequest(Generic[T]):
    """Wrap a read without arguments: within a request it is made once, outside each time.

    >>> figures = PerRequest(read_figures)
    >>> figures()
    """

    def __init__(self, read: Callable[[], T]) -> None:
        self.read = read

    def __call__(self) -> T:
        memory = _memory.get()
        if memory is None:
            return self.read()
        if self not in memory:
            memory[self] = self.read()
        return memory[self]

    def forget(self) -> None:
        """Read anew at the next call: for an action that changed what was remembered."""
        if (memory := _memory.get()) is not None:
            memory.pop(self, None)


@contextmanager
def remembering() -> Iterator[None]:
    """Remember within this block as within a request: for a run that reads much and changes nothing it reads."""
    token = _memory.set({})
    try:
        yield
    finally:
        _memory.reset(token)


def _start(**_kwargs: object) -> None:
    _memory.set({})


def _finish(**_kwargs: object) -> None:
    _memory.set(None)


request_started.connect(_start, dispatch_uid="per_request.start")
request_finished.connect(_finish, dispatch_uid="per_request.finish")
