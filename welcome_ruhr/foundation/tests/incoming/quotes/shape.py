"""A mail that repeats an earlier one: what stays visible, what is folded away."""

from __future__ import annotations

from dataclasses import dataclass

from welcome_ruhr.foundation.incoming import Mail
from welcome_ruhr.foundation.tests.incoming.corpus.sample import folded_words
from welcome_ruhr.foundation.tests.incoming.corpus.writing import html, mail, whole


@dataclass(frozen=True)
class Shape:
    """`new` is exact up to empty lines and signs of quoting; of `folded` the words count."""

    raw: bytes
    new: str
    folded: str = ""

    def expected(self) -> tuple[list[str], str]:
        return _lines(self.new), folded_words(self.folded)

    @staticmethod
    def seen(read: Mail) -> tuple[list[str], str]:
        return _lines(read.text), folded_words(read.quoted)


def _lines(text: str) -> list[str]:
    return [line.lstrip("> ").rstrip() for line in text.splitlines() if line.strip("> ")]


def typed(before: str, folded: str = "", after: str = "", *, subject: str = "Re: Ihre Anfrage") -> Shape:
    """A mail in plain text whose middle is folded away."""
    body = "\n".join(piece for piece in (before, folded, after) if piece)
    raw = mail(f"Subject: {subject}", "Content-Type: text/plain; charset=utf-8", body=body)
    return Shape(raw, before + "\n" + after, folded)


def shown(page: str, new: str, folded: str = "", *, subject: str = "Re: Ihre Anfrage") -> Shape:
    """A mail in HTML alone."""
    return Shape(whole(f"Subject: {subject}", of=html(page)), new, folded)


def marked(text: str) -> str:
    """Return the lines with "> " before each."""
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
