"""Which parts of a mail are its text and which are attached to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from . import attached, calendars, html_text
from .charsets import decode
from .mail import File
from .parts import Part
from .transfer import content_of, without_uu

_RICH_TAG = re.compile(r"<[^<>]{0,100}>")
_CHARSET_IN_HTML = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([A-Za-z0-9_-]{1,40})", re.IGNORECASE)
_NEEDS_HTML = re.compile(r"\bhtml\b", re.IGNORECASE)
LONGEST_NOTE = 400
"""characters of a text that only says: look at the HTML"""
LOOKED_AT = 4096
_AS_TEXT = frozenset({"text/plain", "text/markdown", "text/enriched", "text/richtext", "text/x-amp-html"})
_READABLE = _AS_TEXT | {"text/html"}


@dataclass(repr=False)
class Body:
    """What was found so far. A piece of text is a part of the mail as somebody would read it from top to bottom."""

    texts: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n\n".join(text.strip("\n") for text in self.texts if text.strip())

    def add(self, other: Body) -> None:
        self.texts += other.texts
        self.html += other.html
        self.files += other.files
        self.problems += other.problems


def body_of(part: Part) -> Body:
    """Return text and files of a part and of all that lies in it."""
    if part.is_container:
        return _of_container(part) if part.children else _of_nothing(part)
    if attached.is_envelope(part):
        return _of_envelope(part)
    if _is_text(part):
        return _of_text(part)
    if part.content_type == "text/calendar" and part.disposition != "attachment" and not part.depth:
        return Body(texts=[calendars.text_of(_decoded(part))], files=[attached.file_of(part)])
    return Body(files=[attached.file_of(part)])


def _is_text(part: Part) -> bool:
    if part.content_type not in _READABLE or part.disposition == "attachment":
        return False
    # A named text that is not to be shown as an attachment is one all the same, unless it is all there is.
    return not part.file_name or not part.depth


def _of_container(part: Part) -> Body:
    kind = part.content_type.partition("/")[2]
    if kind == "alternative":
        return _of_alternatives(part)
    found = Body()
    if kind == "encrypted":
        found.problems.append("encrypted")
    for child in part.children:
        found.add(body_of(child))
    if not found.text.strip():
        _read_what_there_is(part, found)
    return found


def _of_alternatives(part: Part) -> Body:
    """One text in several forms: the plain one, unless it says nothing; whatever else lies in them is kept."""
    bodies = [body_of(child) for child in part.children]
    plain = [body for body, child in zip(bodies, part.children, strict=True) if not body.html and body.text.strip()]
    rich = [body for body in bodies if body.html and body.text.strip()]
    found = Body(
        html=[html for body in bodies for html in body.html], files=[one for body in bodies for one in body.files]
    )
    chosen = [*_worth_reading(plain, rich), *rich, *plain]
    found.texts = chosen[0].texts if chosen else []
    if not found.text.strip():
        _read_what_there_is(part, found)
    return found


def _worth_reading(plain: list[Body], rich: list[Body]) -> list[Body]:
    if not rich:
        return plain
    longest = max(len(body.text) for body in rich)
    return [body for body in plain if not _only_points_on(body.text, longest)]


def _only_points_on(text: str, length_of_html: int) -> bool:
    """Whether a plain text is but a note that the mail is to be read as HTML."""
    is_short = len(text) < LONGEST_NOTE and length_of_html > 2 * len(text)
    return is_short and bool(_NEEDS_HTML.search(text))


def _read_what_there_is(part: Part, found: Body) -> None:
    """A mail whose only text is named like a file, or is an invitation, is read all the same."""
    named = [child for child in _leaves(part) if child.content_type in _READABLE and child.disposition != "attachment"]
    if len(named) == 1:
        text = _of_text(named[0])
        found.texts, found.html = text.texts, [*found.html, *text.html]
        return
    invitation = next((child for child in _leaves(part) if child.content_type == "text/calendar"), None)
    if invitation is not None:
        found.texts = [calendars.text_of(_decoded(invitation))]


def _leaves(part: Part) -> list[Part]:
    waiting, found = [part], []
    while waiting:
        one = waiting.pop()
        found += [] if one.is_container else [one]
        waiting += one.children
    return found[::-1]


def _of_nothing(part: Part) -> Body:
    """A container without parts: its text is what lies in it."""
    text = decode(content_of(part))
    return Body(texts=[text], problems=["no_parts"]) if not part.depth else Body(files=[attached.file_of(part)])


def _of_text(part: Part) -> Body:
    text = _decoded(part)
    if part.content_type == "text/html" or (not part.head.first("content-type") and _looks_like_html(text)):
        return Body(texts=[html_text.text_of(text)], html=[text])
    if part.content_type in ("text/enriched", "text/richtext"):
        text = _RICH_TAG.sub("", text.replace("<<", "‹").replace("\n\n", "\n"))
    if part.param("format") == "flowed":
        text = _unwrapped(text, joins_words=part.param("delsp") == "yes")
    text, files = without_uu(text)
    return Body(texts=[text], files=[attached.made(name, "application/octet-stream", data) for name, data in files])


def _of_envelope(part: Part) -> Body:
    data = content_of(part)
    found = attached.opened(data)
    if found is None:
        return Body(files=[attached.file_of(part)], problems=["envelope_not_opened"])
    text, html, files = found
    texts = [text] if text else [html_text.text_of(html)] if html else []
    return Body(texts=texts, html=[html] if html else [], files=files)


def _decoded(part: Part) -> str:
    data, charset = content_of(part), part.charset
    if part.content_type == "text/html" and not charset and (found := _CHARSET_IN_HTML.search(data[:LOOKED_AT])):
        charset = found[1].decode("ascii")
    return decode(data, charset).replace("\r\n", "\n").replace("\r", "\n")


def _looks_like_html(text: str) -> bool:
    return text.lstrip()[:15].lower().startswith(("<!doctype html", "<html"))


def _unwrapped(text: str, *, joins_words: bool) -> str:
    """Put together what was one line (RFC 3676): a space at the end says that it goes on, unless it is a signature."""
    lines: list[str] = []
    goes_on = False
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        content = line[depth:].removeprefix(" ")
        before = lines[-1] if lines else ""
        same_depth = len(before) - len(before.lstrip(">")) == depth
        if goes_on and same_depth and content != "-- ":
            lines[-1] += content
        else:
            lines.append(">" * depth + (" " if depth and content else "") + content)
        goes_on = content.endswith(" ") and content != "-- "
        if goes_on and joins_words:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)
