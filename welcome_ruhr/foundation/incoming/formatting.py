"""HTML of a mail made safe to be shown: its form and its direction of writing, and nothing that acts or loads.

First all is written anew with few elements, each closed where its parent ends, so that no browser and no library has
to repair anything (repairing is what blows up). Then nh3 lets only through what is on its own list.
"""

from __future__ import annotations

from html import escape

import nh3

from .tags import Tag, tokens

_BLOCKS = frozenset(
    (
        *("p", "div", "blockquote", "pre", "ul", "ol", "li", "table", "tr", "td", "th", "h1", "h2"),
        *("h3", "h4", "h5", "h6"),
    )
)
_WORDS = frozenset(["b", "i", "u", "s", "code", "a", "span"])
_AS = {
    **{name: name for name in _BLOCKS | _WORDS},
    "strong": "b",
    **dict.fromkeys(("em", "cite"), "i"),
    **dict.fromkeys(("strike", "del"), "s"),
    **dict.fromkeys(("font", "bdo", "bdi"), "span"),
    **dict.fromkeys(("center", "section", "article", "body"), "div"),
}
"""What is shown, and as what"""
_EMPTY = frozenset({"br", "hr"})
_BLOCKS = frozenset(
    ["p", "div", "blockquote", "pre", "ul", "ol", "li", "table", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6"]
)
_ENDS: dict[str, frozenset[str]] = {
    "p": frozenset({"p"}),
    "li": frozenset({"li", "p"}),
    "tr": frozenset({"tr", "td", "th", "p"}),
    "td": frozenset({"td", "th", "p"}),
    "th": frozenset({"td", "th", "p"}),
}
"""Elements that end the one of their own kind that is still open; other blocks end a paragraph"""
_A_PARAGRAPH, _NOTHING = frozenset({"p"}), frozenset[str]()
_AROUND = {
    "li": frozenset({"ul", "ol"}),
    "tr": frozenset({"table"}),
    "td": frozenset({"table"}),
    "th": frozenset({"table"}),
}
_DIRECTIONS = frozenset({"rtl", "ltr", "auto"})
DEEPEST = 60
LONGEST = 300_000
"""characters that are shown; the mail as it came holds the rest"""
_ATTRIBUTES = {name: {"dir", "lang"} for name in set(_AS.values()) if name != "a"}
_ATTRIBUTES["a"] = {"dir", "lang", "href"}


def formatted(html: str) -> str:
    """Return HTML for the inside of an element, with `dir` and `lang` kept; no pictures, styles or scripts."""
    return nh3.clean(
        _Rewriter().write(html[:LONGEST]),
        tags={*_AS.values(), *_EMPTY},
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer nofollow",
        strip_comments=True,
    )


class _Rewriter:
    def __init__(self) -> None:
        self.written: list[str] = []
        self.open: list[str] = []

    def write(self, html: str) -> str:
        for token in tokens(html):
            if isinstance(token, str):
                self.written.append(escape(token, quote=False))
            elif token.name in _EMPTY:
                self.written.append(f"<{token.name}>")
            elif name := _AS.get(token.name):
                self._close(name) if token.closes else self._begin(name, token)
        self._close_down_to(0)
        return "".join(self.written)

    def _begin(self, name: str, tag: Tag) -> None:
        if name in _BLOCKS:
            self._end_words()
        while self.open and self.open[-1] in _ENDS.get(name, _A_PARAGRAPH if name in _BLOCKS else _NOTHING):
            self._close_down_to(len(self.open) - 1)
        if len(self.open) >= DEEPEST or (name in _AROUND and not _AROUND[name] & set(self.open)):
            return
        if name == "a" and "a" in self.open:
            self._close("a")
        self.open.append(name)
        self.written.append(f"<{name}{_attributes(tag)}>")

    def _close(self, name: str) -> None:
        """End an element and what is open within it; what was never begun is not ended."""
        if name in self.open:
            level = len(self.open) - 1 - self.open[::-1].index(name)
            if name in _BLOCKS or not _BLOCKS & set(self.open[level:]):
                self._close_down_to(level)

    def _end_words(self) -> None:
        """A block ends the words it stands in: bold is not carried on into it."""
        while self.open and self.open[-1] not in _BLOCKS:
            self._close_down_to(len(self.open) - 1)

    def _close_down_to(self, level: int) -> None:
        while len(self.open) > level:
            self.written.append(f"</{self.open.pop()}>")


def _attributes(tag: Tag) -> str:
    found = tag.attributes
    kept = {"lang": found.get("lang", ""), "href": found.get("href", "") if tag.name == "a" else ""}
    if (direction := found.get("dir", "").strip().lower()) in _DIRECTIONS:
        kept["dir"] = direction
    return "".join(f' {name}="{escape(value)}"' for name, value in kept.items() if value)
