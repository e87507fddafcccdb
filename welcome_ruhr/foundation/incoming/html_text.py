"""HTML as the plain text that somebody would read from it: paragraphs, lists, quotations, right to left or not."""

from __future__ import annotations

import re

from .quotes import QUOTE_BEGINS
from .tags import Tag, tokens

LINES = frozenset(
    (
        *("address", "article", "aside", "body", "caption", "center", "dd", "details", "div", "dl"),
        *("dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "legend"),
        *("li", "main", "nav", "section", "summary", "tbody", "tfoot", "thead", "tr"),
    )
)
PARAGRAPHS = frozenset(("blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "menu", "ol", "p", "pre", "table", "ul"))
EMPTY = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track"),
        "wbr",
    )
)
_LINE_CLASSES = re.compile(r"\b(?:MsoNormal|MsoPlainText|MsoListParagraph|p[1-9])\b")
"""Paragraphs without space between them: Outlook's and Apple's lines"""
_QUOTES = re.compile(
    r"\b(?:divRplyFwdMsg|appendonsend|mail-editor-reference-message-container|yahoo_quoted|OLK_SRC_BODY_SECTION)"
)
"""Of clients whose quotations are no <blockquote>; behind one of them nothing new is written."""
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f\u00a0\u2000-\u200a\u202f]+")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad\u034f]")
DEEPEST_QUOTE = 10
LONGEST = 3_000_000
"""characters that are read"""
ALT_OF_A_PICTURE = 4
"""characters: a picture whose name is so short is a smile"""


def text_of(html: str) -> str:
    """Return the text; lines of quotations begin with "> ", where one begins without being marked QUOTE_BEGINS."""
    return _Writer().write(html)


class _Writer:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line: list[str] = []
        self.quote = 0
        self.in_pre = 0
        self.hidden: list[str] = []
        """the names of the open elements from the outermost hidden one on"""
        self.lists: list[int] = []
        self.blank_wanted = False
        self.bullet = ""

    def write(self, html: str) -> str:
        for token in tokens(html[:LONGEST]):
            if isinstance(token, Tag):
                self._tag(token)
            elif not self.hidden:
                self._text(token)
        self._end_line()
        return "\n".join(self.lines).strip("\n")

    def _text(self, text: str) -> None:
        text = _INVISIBLE.sub("", text)
        if self.in_pre:
            first, *more = text.replace("\r\n", "\n").split("\n")
            self.line.append(first)
            for line in more:
                self._end_line(keep=True)
                self.line.append(line)
        else:
            self.line.append(_SPACE.sub(" ", text))

    def _tag(self, tag: Tag) -> None:
        if self._is_hidden(tag):
            return
        name = tag.name
        if name == "br":
            self._end_line(keep=True)
        elif name in PARAGRAPHS or name in LINES:
            self._block(tag)
        elif name in ("td", "th") and not tag.closes:
            self.line.append(" ")
        elif name == "img":
            alt = tag.attributes.get("alt", "").strip()
            self.line.append(alt if len(alt) <= ALT_OF_A_PICTURE else "")
        if not tag.closes and ("id=" in tag.source or "class=" in tag.source or "name=" in tag.source):
            self._mark_quote(tag)

    def _is_hidden(self, tag: Tag) -> bool:
        if self.hidden:
            if tag.name in EMPTY:
                return True
            if not tag.closes:
                if tag.name == self.hidden[0]:
                    self.hidden.append(tag.name)
            elif tag.name == self.hidden[0]:
                self.hidden.pop()
            return True
        hides = not tag.closes and tag.name not in EMPTY and "isplay" in tag.source and _HIDDEN.search(tag.source)
        if hides:
            self.hidden.append(tag.name)
        return bool(hides)

    def _block(self, tag: Tag) -> None:
        self._end_line()
        name = tag.name
        if name in PARAGRAPHS and not self._is_line(tag):
            self.blank_wanted = True
        if name == "blockquote":
            self.quote = max(0, min(self.quote + (-1 if tag.closes else 1), DEEPEST_QUOTE))
        elif name == "pre":
            self.in_pre = max(0, self.in_pre + (-1 if tag.closes else 1))
        elif name in ("ul", "ol", "menu"):
            self._list(tag)
        elif name == "li" and not tag.closes:
            self._item()

    def _is_line(self, tag: Tag) -> bool:
        """Whether a paragraph is one line of several; what ends it looks the same, so only beginnings are asked."""
        if tag.name != "p":
            return False
        self.p_is_line = self.p_is_line if tag.closes else bool(_LINE_CLASSES.search(tag.source))
        return self.p_is_line

    p_is_line = False

    def _list(self, tag: Tag) -> None:
        if tag.closes:
            if self.lists:
                self.lists.pop()
        elif len(self.lists) < DEEPEST_QUOTE:
            self.lists.append(1 if tag.name == "ol" else 0)
        if self.lists and (len(self.lists) > 1 or tag.closes):
            self.blank_wanted = False

    def _item(self) -> None:
        number = self.lists[-1] if self.lists else 0
        self.bullet = "  " * max(0, len(self.lists) - 1) + (f"{number}. " if number else "- ")
        if number:
            self.lists[-1] += 1

    def _mark_quote(self, tag: Tag) -> None:
        attributes = tag.attributes
        named = " ".join((attributes.get("id", ""), attributes.get("class", "")))
        is_gmx = attributes.get("name") == "quote" or attributes.get("name", "").startswith("_MailOriginal")
        if is_gmx or _QUOTES.search(named):
            self._end_line()
            if not self.lines or self.lines[-1] != QUOTE_BEGINS:
                self.lines.append(QUOTE_BEGINS)

    def _end_line(self, *, keep: bool = False) -> None:
        """End the line; an empty one only counts where it was asked for."""
        text = "".join(self.line)
        text = text.rstrip() if self.in_pre else _SPACE.sub(" ", text).strip()
        self.line = []
        if not text and not keep:
            return
        if self.blank_wanted and self.lines and self.lines[-1].strip("> "):
            self.lines.append("> " * self.quote if self.quote else "")
        self.blank_wanted = False
        self.lines.append(("> " * self.quote + self.bullet + text).rstrip() if text else ">" * bool(self.quote))
        self.bullet = ""
