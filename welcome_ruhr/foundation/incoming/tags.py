"""HTML as tags and text, in one pass: nothing is built, so nothing can blow up.

A browser repairs what is nested wrongly by opening elements again and again; some kilobytes then become gigabytes.
Whoever only wants the words needs none of that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

_NAME = re.compile(r"[a-zA-Z][^\s/>]{0,60}")
_ATTRIBUTE = re.compile(r"""([^\s=>"'/]{1,100})(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?""")
_STOP = re.compile(r"[>\"']")
MOST_ATTRIBUTES = 5000
"""characters of a tag in which attributes are looked for"""
WITHOUT_TEXT = frozenset({"script", "style", "title", "textarea", "template", "noframes", "iframe", "object", "svg"})
"""what stands in them is no text of the mail"""

_CLOSING = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in WITHOUT_TEXT}


@dataclass(frozen=True)
class Tag:
    name: str
    """small letters"""
    closes: bool
    source: str
    """of the attributes"""

    @property
    def attributes(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for match in _ATTRIBUTE.finditer(self.source[:MOST_ATTRIBUTES]):
            value = next((part for part in match.groups()[1:] if part is not None), "")
            found.setdefault(match[1].lower(), unescape(value))
        return found


def tokens(html: str) -> Iterator[Tag | str]:
    """Return tags and pieces of text (entities read) in their order."""
    return _Tokens(html).run()


class _Tokens:
    def __init__(self, html: str) -> None:
        self.html = html
        self.never: set[str] = set()
        """what does not occur any more from here to the end, so that nobody looks for it twice"""

    def run(self) -> Iterator[Tag | str]:
        at = 0
        while (start := self._find("<", at)) >= 0:
            name = _NAME.match(self.html, start + 1 + (self.html[start + 1 : start + 2] == "/"))
            if name is None and self.html[start + 1 : start + 2] not in ("!", "?"):
                yield unescape(self.html[at : start + 1])
                at = start + 1
                continue
            if start > at:
                yield unescape(self.html[at:start])
            if name is None:
                at = self._after_declaration(start)
                continue
            end = self._tag_end(name.end())
            if end < 0:
                at = len(self.html)
                break
            tag = Tag(name[0].lower(), self.html[start + 1] == "/", self.html[name.end() : end])
            yield tag
            at = end + 1
            if tag.name in WITHOUT_TEXT and not tag.closes and not tag.source.endswith("/"):
                at = self._closing(tag.name, at)
        if at < len(self.html):
            yield unescape(self.html[at:])

    def _find(self, what: str, at: int) -> int:
        found = -1 if what in self.never else self.html.find(what, at)
        if found < 0:
            self.never.add(what)
        return found

    def _after_declaration(self, start: int) -> int:
        """Comments end at -->, everything else that begins with <! or <? at the next >."""
        if self.html.startswith("<!--", start):
            if self.html.startswith(("<!-->", "<!--->"), start):
                return self.html.index(">", start) + 1
            end = self._find("-->", start + 4)
            if end >= 0:
                return end + 3
        end = self._find(">", start)
        return end + 1 if end >= 0 else len(self.html)

    def _tag_end(self, at: int) -> int:
        """Return where the tag ends, not counting > within quotes; -1 where it never does."""
        looked = at
        while found := _STOP.search(self.html, looked):
            if found[0] == ">":
                return found.start()
            closing = self._find(found[0], found.end())
            looked = closing + 1 if closing >= 0 else found.end()
            if looked - at > MOST_ATTRIBUTES * 10:  # a quote that was never meant to be one
                break
        return self._find(">", at)

    def _closing(self, name: str, at: int) -> int:
        """Return where the element ends whose content is no text: before its closing tag."""
        end = self._find_closing(name, at)
        return end if end >= 0 else len(self.html)

    def _find_closing(self, name: str, at: int) -> int:
        mark = f"</{name}"
        if mark in self.never:
            return -1
        found = _CLOSING[name].search(self.html, at)
        if found is None:
            self.never.add(mark)
            return -1
        return found.start()
