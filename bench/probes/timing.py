"""How long a search takes for some questions, asked as within a request."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import override

from bench.texts import texts_of
from welcome_ruhr.config.asgi import leave_out_of_collection
from welcome_ruhr.foundation.per_request import remembering

LANGUAGES = [code for code, _name in settings.LANGUAGES]
Call = Callable[[str, str], Any]
"""What is measured: it gets what is typed, and the language."""


class Times:
    """Milliseconds of one call after the other: on the clock, and of the CPU."""

    def __init__(self) -> None:
        self.wall_ms: list[float] = []
        self.cpu_ms: list[float] = []

    def take(self, call: Call, text: str, language: str) -> Any:
        """Take the time of one call; return its answer."""
        with override(language), remembering():
            began, cpu_began = time.perf_counter(), time.process_time()
            answer = call(text, language)
            self.cpu_ms.append((time.process_time() - cpu_began) * 1000)
            self.wall_ms.append((time.perf_counter() - began) * 1000)
            return answer


def warm_up(calls: Iterable[Call]) -> None:
    """Ask for one title in each language, by which vocabularies are read; then do as the server does at its start."""
    for call in calls:
        for language in LANGUAGES:
            Times().take(call, texts_of(language).titles[0], language)
    leave_out_of_collection()
