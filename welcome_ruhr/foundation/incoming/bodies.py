"""Which parts of a mail are its text and which are attached to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

from . import attached, calendars, html_text
from .charsets import decode
from .mail import File
from .parts import Part
from .transfer import content_of, without_uu

_RICH_TAG = re.compile(r"<[^<>]{0,100}>")
_RICH_LINES = re.compile(r"\n(\n*)")
_CHARSET_IN_HTML = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([A-Za-z0-9_-]{1,40})", re.IGNORECASE)
_POINTS_ON = re.compile(
    r"\bhtml\b.*(?:client|program|viewer|browser|reader|display|darstell|anzeig|zeigen|show|view|support|unterstütz"
    r"|messagerie|affich|görüntüle|відобра|показ|wyświetl)"
    r"|(?:client|program|viewer|browser|reader|display|darstell|anzeig|zeigen|show|view|support|unterstütz"
    r"|messagerie|affich|görüntüle|відобра|показ|wyświetl).*\bhtml\b",
    re.IGNORECASE | re.DOTALL,
)
LONGEST_NOTE = 400
"""characters of a text that only says: look at the HTML"""
LOOKED_AT = 4096
_AS_TEXT = frozenset({"text/plain", "text/markdown", "text/enriched", "text/richtext"})
_READABLE = _AS_TEXT | {"text/html"}
_FOR_WATCHES = frozenset({"text/x-amp-html", "text/watch-html"})
"""The same text once more, for programs of some companies"""
_SIGNATURES = frozenset({"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"})
_CONTROL = _SIGNATURES | {"application/pgp-encrypted"}
"""What is for programs alone"""


@dataclass(repr=False)
class Body:
    """What was found so far. A piece of text is a part of the mail as somebody would read it from top to bottom."""

    texts: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    spare: list[str] = field(default_factory=list)
    """texts that are read where there is no other: invitations, what lies in Outlook's envelope, a text with a name"""

    @property
    def text(self) -> str:
        return "\n\n".join(text.strip("\n") for text in self.texts if text.strip())

    @property
    def whole_text(self) -> str:
        return self.text or next((text for text in self.spare if text.strip()), "")

    def add(self, other: Body) -> None:
        self.texts += other.texts
        self.html += other.html
        self.files += other.files
        self.problems += other.problems
        self.spare += other.spare


def body_of(part: Part) -> Body:
    """Return text and files of a part and of all that lies in it."""
    if part.is_container:
        return _of_container(part) if part.children else _of_nothing(part)
    if attached.is_envelope(part):
        return _of_envelope(part)
    if part.content_type in _READABLE and part.disposition != "attachment":
        return _of_text(part) if not part.file_name or not part.depth else _of_named_text(part)
    if part.content_type == "text/calendar":
        return Body(files=[attached.file_of(part)], spare=[calendars.text_of(_decoded(part))])
    return Body(files=[attached.file_of(part)])


def _of_container(part: Part) -> Body:
    kind = part.content_type.partition("/")[2]
    if kind == "alternative":
        return _of_alternatives(part)
    found = Body()
    if kind == "encrypted":
        found.problems.append("encrypted")
    passed_over = _CONTROL if kind in ("signed", "encrypted") else ()
    for child in part.children:
        if child.content_type not in passed_over:
            found.add(body_of(child))
    return found


def _of_alternatives(part: Part) -> Body:
    """One text in several forms: the plain one, unless it says nothing; whatever else lies in them is kept."""
    bodies = [body_of(child) for child in part.children if child.content_type not in _FOR_WATCHES]
    plain = [body for body in bodies if not body.html and body.text]
    rich = [body for body in bodies if body.html and body.text]
    found = Body()
    for body in bodies:
        found.add(body)
    chosen = [*(body for body in plain if not (rich and _only_points_on(body.text))), *rich, *plain]
    found.texts = chosen[0].texts if chosen else []
    return found


def _only_points_on(text: str) -> bool:
    """Whether a plain text is but a note that the mail is to be read as HTML."""
    return len(text) < LONGEST_NOTE and bool(_POINTS_ON.search(text))


def _of_nothing(part: Part) -> Body:
    """A container without parts: its text is what lies in it."""
    if part.depth:
        return Body(files=[attached.file_of(part)])
    mark = "--" + part.boundary.decode("utf-8", "replace")
    lines = decode(content_of(part)).split("\n")
    return Body(texts=["\n".join(line for line in lines if not line.startswith(mark))], problems=["no_parts"])


def _of_text(part: Part) -> Body:
    text = _decoded(part)
    if part.content_type == "text/html" or _looks_like_html(text):
        return Body(texts=[html_text.text_of(text)], html=[text]) if "<" in text else Body(texts=[unescape(text)])
    if part.content_type in ("text/enriched", "text/richtext"):
        text = _of_rich_text(text)
    if part.param("format") == "flowed":
        text = _unwrapped(text, joins_words=part.param("delsp") == "yes")
    text, files = without_uu(text)
    return Body(texts=[text], files=[attached.made(name, "application/octet-stream", data) for name, data in files])


def _of_named_text(part: Part) -> Body:
    """A text with the name of a file is one, and is read where there is nothing else to read."""
    text = _of_text(part)
    return Body(files=[attached.file_of(part)], spare=[text.text])


def _of_envelope(part: Part) -> Body:
    found = attached.opened(content_of(part))
    if found is None:
        return Body(files=[attached.file_of(part)], problems=["envelope_not_opened"])
    text, html, files = found
    return Body(files=files, spare=[text or html_text.text_of(html)])


def _of_rich_text(text: str) -> str:
    """RFC 1896: tags are passed over, << is <, and of several line ends one is none."""
    plain = _RICH_TAG.sub("", text.replace("<<", "\0")).replace("\0", "<")
    return _RICH_LINES.sub(lambda found: found[1] or " ", plain)


def _decoded(part: Part) -> str:
    data, charset = content_of(part), part.charset
    if part.content_type == "text/html" and not charset and (found := _CHARSET_IN_HTML.search(data[:LOOKED_AT])):
        charset = found[1].decode("ascii")
    return decode(data, charset).replace("\r\n", "\n").replace("\r", "\n")


def _looks_like_html(text: str) -> bool:
    return text[:200].lstrip()[:15].lower().startswith(("<!doctype html", "<html"))


def _unwrapped(text: str, *, joins_words: bool) -> str:
    """Put together what was one line (RFC 3676): a space at the end says that it goes on, unless it is a signature."""
    lines: list[list[str]] = []
    goes_on, last_depth = False, 0
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        content = line[depth:].removeprefix(" ")
        if not goes_on or depth != last_depth or content == "-- ":
            lines.append([">" * depth + (" " if depth and content else "")])
        goes_on, last_depth = content.endswith(" ") and content != "-- ", depth
        lines[-1].append(content[:-1] if goes_on and joins_words else content)
    return "\n".join("".join(pieces) for pieces in lines)
