"""What holds between the languages: German terms in English, and translations that say what their source says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from welcome_ruhr.foundation.languages import is_variant
from welcome_ruhr.portal.content.problems import Problem
from welcome_ruhr.portal.content.reading import PageFile

from .material import Content, Term, in_languages
from .wording import ADDRESS, figures_of, links_of, step_texts

WRITTEN_ANEW = ("de", "en")
"""Languages that are written for their readers, not sentence by sentence: their links may differ."""
LINK_LIST = re.compile(r"^::: links.*?^:::", re.MULTILINE | re.DOTALL)
BLOCK_END = re.compile(r"\n\s*\n|\n(?=[-*#:]|\d+\. )|\Z")


def german_terms(content: Content) -> Iterator[Problem]:
    """Where English first uses a word of the glossary, the German word on the door stands beside it."""
    for file in in_languages(content.files, "en"):
        body = LINK_LIST.sub("\n\n", file.body)  # titles of other sites, in which no term can be marked
        text = "\n\n".join([body, *step_texts(file)]).replace("’", "'")
        for term in content.terms:
            if (word := _first_use(text, term)) and not _carries(file, text, term, word):
                reason = f"“{word[0]}” needs the German term at its first use: “[[{term.german[0]}]]”."
                yield content.says(file, reason, words=_as_written(file, word[0]), after=file.body_line)


def same_figures(content: Content) -> Iterator[Problem]:
    """A translation prints the figures of its source, no more and no fewer; Easy Language may leave some out."""
    for file, source in _translations(content):
        own, given = figures_of(file), figures_of(source)
        for key in sorted(own - given):
            yield content.says(file, f"The figure “{key}” does not stand in the source {source.path}.", words=key)
        for key in sorted(set() if is_variant(file.language) else given - own):
            yield content.says(file, f"The figure “{key}” of the source {source.path} is missing here.")


def same_links(content: Content) -> Iterator[Problem]:
    """A translation leads where its source leads; Easy Language may leave out links and add explanations."""
    for file, source in _translations(content):
        if is_variant(file.language):
            continue
        own, given = links_of(file), links_of(source)
        for link in sorted(own - given):
            yield content.says(file, f"The link to {link} does not stand in the source {source.path}.", words=link)
        for link in sorted(given - own):
            yield content.says(file, f"The link to {link} in the source {source.path} is missing here.")


def same_steps(content: Content) -> Iterator[Problem]:
    """A journey has the same steps in every language, each with its deadline and as many papers."""
    for file in content.files:
        source = content.source_of(file)
        for own, given in zip(file.steps, source.steps if source else (), strict=False):
            if bool(own.get("deadline")) != bool(given.get("deadline")):
                reason = f"Step “{own['id']}” has a deadline in only one of {file.language} and the source."
                yield content.says(file, reason, words=own["title"])
            if len(own.get("papers") or []) != len(given.get("papers") or []):
                counts = f"{len(own.get('papers') or [])} papers, its source {len(given.get('papers') or [])}"
                yield content.says(file, f"Step “{own['id']}” names {counts}.", words=own["title"])


def _translations(content: Content) -> Iterator[tuple[PageFile, PageFile]]:
    for file in content.files:
        source = content.source_of(file)
        if source and file.language not in WRITTEN_ANEW:
            yield file, source


def _first_use(text: str, term: Term) -> re.Match[str] | None:
    words = "|".join(re.escape(word.replace("’", "'")).replace(r"\ ", r"\s+") for word in term.english)
    plain = ADDRESS.sub(lambda address: " " * len(address[0]), text)
    return re.search(rf"\b(?:{words})\b", plain, re.IGNORECASE)


def _carries(file: PageFile, text: str, term: Term, word: re.Match[str]) -> bool:
    if any(form in str(file.front.get("german_term") or "") for form in term.german):
        return True
    end = BLOCK_END.search(text, word.end())
    read_so_far = text[: end.start() if end else len(text)]
    return any(f"[[{form}" in read_so_far for form in term.german)


def _as_written(file: PageFile, word: str) -> str:
    """The word as the file has it: with its own apostrophe, and up to the end of a line."""
    first = word.split("\n", maxsplit=1)[0]
    return first if first in file.text else first.replace("'", "’")
