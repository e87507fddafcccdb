"""The words of a page file as a reader meets them: text, words, sentences, figures, links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from welcome_ruhr.portal.content.reading import PageFile

TOKEN = re.compile(r"\{\{\s*(\w+):([a-z0-9_-]+)\s*\}\}")
TABLE = re.compile(r"^::: figures.*?\n(.*?)^:::", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(((?:page|phase|audience|topic|article|journey|legal|news|event):[a-z0-9_-]+)\)")
ADDRESS = re.compile(r"\]\([^)]*\)|https?://\S+")
PART_LINE = re.compile(r"^:::.*$", re.MULTILINE)
WORD = re.compile(r"[^\s]*\w[^\s]*")
ITEM = re.compile(r"^(?:[-*]|\d+\.)\s+", re.MULTILINE)
SENTENCE_END = re.compile(r"(?<=[.!?:])[*_»“\"’)]*\s+(?=[*_«„“\"(\[]*[A-ZÄÖÜ0-9])")
SHORTENED = re.compile(r"\b(z\. ?B|u\. ?a|d\. ?h|Nr|Abs|ca|bzw|usw|St|Dr|Prof|e\.g|i\.e|etc|\d+)\.(?=\s)")


def text_of(file: PageFile) -> str:
    """Return all that a reader reads of one file, the front matter's sentences first."""
    front = [str(file.front.get(name) or "") for name in ("title", "summary", "lead")]
    return "\n".join([*front, file.body, *step_texts(file)])


def step_texts(file: PageFile) -> list[str]:
    """Return the words of each step of a journey."""
    return [
        "\n".join([step["title"], step.get("text") or "", step.get("deadline") or "", *(step.get("papers") or [])])
        for step in file.steps
    ]


def words_of(file: PageFile) -> list[str]:
    """Return the words of the body: neither the address of a link nor the marks of a part count."""
    return words_in(PART_LINE.sub(lambda mark: " ".join(mark[0].split()[2:]), file.body))


def words_in(text: str) -> list[str]:
    return WORD.findall(ADDRESS.sub(" ", TOKEN.sub("0", text)))


def sentences_of(file: PageFile) -> Iterator[str]:
    """Yield the sentences of the running text, the items of lists included; headings and lists of links are none."""
    for part in _running_text(file):
        for block in re.split(r"\n\s*\n", part):
            for item in ITEM.split(block):
                yield from _sentences(" ".join(item.split()))


def figures_of(file: PageFile) -> set[str]:
    """Return the keys of the figures that the page prints, in its text and in its tables."""
    tables = [line.strip("- ").strip() for table in TABLE.findall(file.body) for line in table.splitlines()]
    return {key for prefix, key in TOKEN.findall(text_of(file)) if prefix == "fact"} | {key for key in tables if key}


def links_of(file: PageFile) -> set[str]:
    """Return the entries that the text links to, such as "article:eu-blue-card"."""
    return set(LINK.findall(text_of(file)))


def _running_text(file: PageFile) -> Iterator[str]:
    body = re.sub(r"^::: (?:figures|links|office|image|download|film).*?^:::", "\n", file.body, flags=re.M | re.S)
    yield re.sub(r"^(?:#+ .*|:::.*)$", "\n", body, flags=re.MULTILINE)
    yield str(file.front.get("summary") or "")
    for step in file.steps:
        yield step.get("text") or ""


def _sentences(text: str) -> Iterator[str]:
    plain = SHORTENED.sub(r"\1·", ADDRESS.sub("", TOKEN.sub("0", text)))
    for sentence in SENTENCE_END.split(plain):
        if words_in(sentence):
            yield sentence
