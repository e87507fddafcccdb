"""What a program asks, and how it is told that it cannot be answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

LANGUAGES = tuple(code for code, _label in settings.LANGUAGES)
LONGEST = 80
"""characters of a place that are read"""


class Refused(Exception):
    """A question that has no answer: a sentence, and what may be asked instead."""

    def __init__(self, sentence: str, *, status: int = 422, **more: Any) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status
        self.more = more

    def as_json(self) -> dict[str, Any]:
        """Return the problem as RFC 9457 has it, with `parameter`, `allowed` and `choices` where they help."""
        titles = {404: "Not Found", 405: "Method Not Allowed", 422: "Unprocessable Content"}
        said = {"type": "about:blank", "title": titles[self.status], "status": self.status, "detail": self.sentence}
        return {**said, **self.more}


@dataclass(frozen=True)
class Asking:
    """The query of an address, and the language of the answer."""

    query: Mapping[str, str]
    language: str

    def text(self, name: str) -> str:
        """Return what was typed; raises Refused when there is nothing, or too much to be a place."""
        typed = self.query.get(name, "").strip()
        if not typed:
            raise Refused(
                _("Please give “%(name)s”: a town, a part of it, or a postcode.") % {"name": name}, parameter=name
            )
        if len(typed) > LONGEST:
            sentence = _("“%(name)s” may have %(most)d characters at most.")
            raise Refused(sentence % {"name": name, "most": LONGEST}, parameter=name)
        return typed

    def choice(self, name: str, allowed: Iterable[str], *, required: bool = False) -> str:
        """Return one of the allowed values, or "" where none was given; raises Refused with all of them."""
        given, offered = self.query.get(name, "").strip(), list(allowed)
        if given in offered or not (given or required):
            return given
        sentence = (
            _("“%(given)s” is no value of “%(name)s”. Allowed are: %(allowed)s.")
            if given
            else _("Please give “%(name)s”, for the answer depends on it. Allowed are: %(allowed)s.")
        )
        words = {"given": given[:LONGEST], "name": name, "allowed": ", ".join(offered)}
        raise Refused(sentence % words, parameter=name, allowed=offered)


def language_of(query: Mapping[str, str]) -> str:
    """Return the language of the answer: what `language` says, else German. Raises Refused for another."""
    with override(settings.LANGUAGE_CODE):
        asking = Asking(query, settings.LANGUAGE_CODE)
        return asking.choice("language", LANGUAGES) or settings.LANGUAGE_CODE


def not_found(sentence: str) -> Refused:
    return Refused(sentence, status=404)
