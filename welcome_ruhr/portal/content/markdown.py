"""Markdown with parts (`::: steps … :::`) to the stream of blocks that a page holds."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import date
from typing import Any, Protocol

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from welcome_ruhr.foundation.nearest import meant

from .problems import BadFile

PART_NAMES = ("steps", "checklist", "notice", "figures", "office", "links", "faq", "image", "download", "film")
REFERENCE = re.compile(r"^(page|phase|audience|topic|article|journey|legal|news|event):([a-z0-9_-]+)$")
NOTICE = re.compile(r"(?P<since>\d{4}-\d{1,2}-\d{1,2})(?:/(?P<until>\d{4}-\d{1,2}-\d{1,2}))?\s+(?P<heading>.+)")
"""A first day and, where it is not a year later, the last one (an ISO 8601 interval); then the heading."""
NAMESPACE = uuid.UUID("6f4d4c5e-7a54-5b0c-9d8e-52554852a001")
Raw = dict[str, Any]


class Resolver(Protocol):
    """Turns what a file names into the number of its database row; raises BadFile for what does not exist."""

    def page(self, reference: str, line: int) -> int: ...
    def figure(self, key: str, line: int) -> int: ...
    def office(self, key: str, line: int) -> Raw: ...
    def image(self, path: str, line: int) -> int: ...
    def document(self, path: str, line: int) -> int: ...
    def film(self, path: str, line: int) -> int: ...


def parser() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": False})
    for name in PART_NAMES:
        md.use(container_plugin, name)
    return md


MD = parser()


class BodyReader:
    """Reads one body; `offset` is the number of lines before it in the file."""

    def __init__(self, resolve: Resolver, offset: int = 0, seed: str = "") -> None:
        self.resolve, self.offset, self.seed = resolve, offset, seed

    def read(self, text: str) -> list[Raw]:
        """Return the raw value of a StreamField."""
        _refuse_unknown_parts(text, self.offset)
        tokens = MD.parse(text)
        blocks: list[Raw] = []
        running: list[Token] = []
        position = 0
        while position < len(tokens):
            token = tokens[position]
            if token.type.startswith("container_") and token.nesting == 1:
                self._close_text(running, blocks)
                running = []
                end = _closing(tokens, position)
                blocks.append(self._part(token, tokens[position + 1 : end]))
                position = end
            else:
                running.append(token)
            position += 1
        self._close_text(running, blocks)
        return [{**block, "id": self._id(f"{n}")} for n, block in enumerate(blocks)]

    def html(self, text: str, line: int = 1) -> str:
        """Return one short text, such as a step of a journey, as rich text."""
        return BodyReader(self.resolve, line - 1)._render(MD.parse(text or ""))

    def _close_text(self, running: list[Token], blocks: list[Raw]) -> None:
        if running:
            blocks.append({"type": "text", "value": self._render(running)})

    def _part(self, opening: Token, inner: list[Token]) -> Raw:
        name, _space, argument = opening.info.strip().partition(" ")
        readers: dict[str, Callable[[str, list[Token], int], Raw]] = {
            "steps": self._steps,
            "checklist": self._checklist,
            "notice": self._notice,
            "figures": self._figures,
            "office": self._office,
            "links": self._links,
            "faq": self._questions,
            "image": self._image,
            "download": self._download,
            "film": self._film,
        }
        return readers[name](argument.strip(), inner, self._line(opening))

    def _steps(self, heading: str, inner: list[Token], line: int) -> Raw:
        steps = []
        for item in _items(inner, "ordered_list", line):
            inline = next((token for token in item if token.type == "inline"), None)
            while inline and inline.children and inline.children[0].type == "text" and not inline.children[0].content:
                inline.children = inline.children[1:]  # the parser puts an empty text before a leading strong
            if inline is None or not inline.children or inline.children[0].type != "strong_open":
                raise BadFile("A step begins with its title in bold: “1. **Title.** text”.", self._line(item[0]))
            title = _take_leading_strong(inline)
            steps.append({"title": title.rstrip(".").strip(), "text": self._render(_without_empty(item))})
        return {"type": "steps", "value": {"heading": heading, "items": self._list(steps, "steps" + heading)}}

    def _checklist(self, heading: str, inner: list[Token], line: int) -> Raw:
        items = [self._render(item) for item in _items(inner, "bullet_list", line)]
        return {"type": "checklist", "value": {"heading": heading, "items": self._list(items, "check" + heading)}}

    def _notice(self, argument: str, inner: list[Token], line: int) -> Raw:
        match = NOTICE.match(argument)
        if not match:
            raise BadFile("A notice needs a date and a heading: “::: notice 2026-02-01 What has changed”.", line)
        since, until = (_real_day(day, line) if day else None for day in (match["since"], match["until"]))
        if until and since and until < since:
            raise BadFile(f"This notice ends before it begins: {since}/{until}.", line)
        value = {"date": since, "until": until, "heading": match["heading"], "text": self._render(inner)}
        return {"type": "notice", "value": value}

    def _figures(self, heading: str, inner: list[Token], line: int) -> Raw:
        items = _items(inner, "bullet_list", line)
        figures = [self.resolve.figure(_plain(item), self._line(item[0])) for item in items]
        return {"type": "figures", "value": {"heading": heading, "items": self._list(figures, "figures" + heading)}}

    def _office(self, argument: str, inner: list[Token], line: int) -> Raw:
        return {"type": "office", "value": self.resolve.office(argument, line)}

    def _links(self, heading: str, inner: list[Token], line: int) -> Raw:
        links = [self._link(item) for item in _items(inner, "bullet_list", line)]
        return {"type": "links", "value": {"heading": heading, "items": self._list(links, "links" + heading)}}

    def _link(self, item: list[Token]) -> Raw:
        children = next((token.children or [] for token in item if token.type == "inline"), [])
        children = [child for child in children if child.type != "text" or child.content]
        if not children or children[0].type != "link_open":
            raise BadFile(
                "An item of a link list begins with a link: “- [Title](https://…): text”.", self._line(item[0])
            )
        url = str(children[0].attrGet("href"))
        if not url.startswith(("https://", "http://")):
            raise BadFile(f"A link list leads to other sites: “{url}” is no https address.", self._line(item[0]))
        closing = next(n for n, child in enumerate(children) if child.type == "link_close")
        text = "".join(child.content for child in children[closing + 1 :])
        return {
            "title": "".join(child.content for child in children[1:closing]),
            "url": url,
            "text": re.sub(r"^\s*[:–—-]?\s*", "", text),
        }

    def _questions(self, heading: str, inner: list[Token], line: int) -> Raw:
        questions: list[tuple[str, list[Token]]] = []
        position = 0
        while position < len(inner):
            if inner[position].type == "heading_open":
                questions.append((inner[position + 1].content, []))
                position += 2
            elif not questions:
                raise BadFile("Questions begin with “### Question?”.", self._line(inner[position]))
            else:
                questions[-1][1].append(inner[position])
            position += 1
        items = [{"question": question, "answer": self._render(answer)} for question, answer in questions]
        return {"type": "questions", "value": {"heading": heading, "items": self._list(items, "faq" + heading)}}

    def _image(self, path: str, inner: list[Token], line: int) -> Raw:
        texts = [token.content for token in inner if token.type == "inline"]
        if not texts:
            raise BadFile("An image needs an alternative text.", line)
        caption = texts[1] if len(texts) > 1 else ""
        return {
            "type": "picture",
            "value": {"image": self.resolve.image(path, line), "alt": texts[0], "caption": caption},
        }

    def _download(self, path: str, inner: list[Token], line: int) -> Raw:
        title = next((token.content for token in inner if token.type == "inline"), path)
        return {"type": "download", "value": {"document": self.resolve.document(path, line), "title": title}}

    def _film(self, path: str, inner: list[Token], line: int) -> Raw:
        title = next((token.content for token in inner if token.type == "inline"), "")
        if not title:
            raise BadFile("A film needs a title.", line)
        return {"type": "film", "value": {"film": self.resolve.film(path, line) if path else None, "title": title}}

    def _list(self, values: list[Any], seed: str) -> list[Raw]:
        return [{"type": "item", "value": value, "id": self._id(f"{seed}/{n}")} for n, value in enumerate(values)]

    def _id(self, part: str) -> str:
        # The same file gives the same ids, so that importing twice changes nothing.
        return str(uuid.uuid5(NAMESPACE, f"{self.seed}/{part}"))

    def _render(self, tokens: list[Token]) -> str:
        return str(MD.renderer.render(self._prepared(tokens), MD.options, {})).strip().replace(">\n<", "><")

    def _prepared(self, tokens: list[Token]) -> list[Token]:
        depth = 0
        for token in tokens:
            depth += token.nesting if token.type.startswith("list_item") else 0
            if token.type.startswith("paragraph"):
                # Wagtail's editor writes lists without paragraphs; a lone text always has one.
                token.hidden = depth > 0
            if token.type == "heading_open" and token.tag not in ("h2", "h3"):
                raise BadFile("Only “##” and “###” headings: the page title is the first one.", self._line(token))
            for child in token.children or []:
                if child.type == "link_open":
                    self._resolve_link(child, self._line(token))
                elif child.type == "softbreak":
                    child.type, child.content = "text", " "
        return tokens

    def _resolve_link(self, link: Token, line: int) -> None:
        href = str(link.attrGet("href"))
        if REFERENCE.match(href):
            link.attrs = {"linktype": "page", "id": str(self.resolve.page(href, line))}
        elif not href.startswith(("https://", "http://", "mailto:", "tel:")):
            raise BadFile(f"The link “{href}” is neither an entry such as article:… nor an https address.", line)

    def _line(self, token: Token) -> int:
        return self.offset + (token.map[0] + 1 if token.map else 1)


def _refuse_unknown_parts(text: str, offset: int) -> None:
    open_since = 0
    for number, line in enumerate(text.splitlines(), 1):
        if match := re.match(r":::\s*(\w*)", line):
            name = match[1]
            if name and name not in PART_NAMES:
                hint = meant(name, PART_NAMES) or f" Known: {', '.join(PART_NAMES)}."
                raise BadFile(f"There is no part called “{name}”.{hint}", offset + number)
            if name and open_since:
                raise BadFile(f"The part opened on line {offset + open_since} is not closed by “:::”.", offset + number)
            open_since = number if name else 0
    if open_since:
        raise BadFile("This part is not closed by “:::”.", offset + open_since)


def _real_day(text: str, line: int) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise BadFile(f"“{text}” is not a date such as 2026-11-22.", line) from None


def _closing(tokens: list[Token], start: int) -> int:
    level = tokens[start].level
    kind = tokens[start].type.replace("_open", "_close")
    return next(n for n in range(start + 1, len(tokens)) if tokens[n].type == kind and tokens[n].level == level)


def _items(tokens: list[Token], kind: str, line: int) -> list[list[Token]]:
    """Split the one list inside a part into its items."""
    if not tokens or tokens[0].type != f"{kind}_open" or tokens[-1].type != f"{kind}_close":
        wanted = "a numbered list" if kind == "ordered_list" else "a list with “-”"
        raise BadFile(f"This part holds {wanted} and nothing else.", line)
    items: list[list[Token]] = []
    level = tokens[0].level + 1
    for token in tokens[1:-1]:
        if token.type == "list_item_open" and token.level == level:
            items.append([])
        elif not (token.type == "list_item_close" and token.level == level):
            items[-1].append(token)
    return items


def _plain(item: list[Token]) -> str:
    return "".join(token.content for token in item if token.type == "inline").strip()


def _take_leading_strong(inline: Token) -> str:
    children = inline.children or []
    end = next(n for n, child in enumerate(children) if child.type == "strong_close")
    title = "".join(child.content for child in children[1:end])
    rest = children[end + 1 :]
    while rest and (rest[0].type == "softbreak" or (rest[0].type == "text" and not rest[0].content.strip())):
        rest = rest[1:]
    if rest and rest[0].type == "text":
        rest[0].content = rest[0].content.lstrip(" .:")
    inline.children = rest
    return title


def _without_empty(item: list[Token]) -> list[Token]:
    """Drop a paragraph that only held the title."""
    kept: list[Token] = []
    skip = False
    for n, token in enumerate(item):
        following = item[n + 1] if n + 1 < len(item) else None
        if token.type == "paragraph_open" and following and following.type == "inline" and not following.children:
            skip = True
        if not skip:
            kept.append(token)
        if token.type == "paragraph_close":
            skip = False
    return kept
