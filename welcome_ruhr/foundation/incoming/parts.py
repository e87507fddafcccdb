"""The parts of a mail (RFC 2046), found in one pass over its bytes, however deep they lie and however they end.

Python's own parser takes the square of the depth and a deep stack, so this goes its own way: every line that begins
with "--" is held against the boundaries that are open, and what it ends is known at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from .heads import Head, read_head
from .params import Valued, media_type, read_valued

DEEPEST = 60
"""levels; below, a part is an attachment"""
MOST_PARTS = 4000
_DASHES = re.compile(rb"^--[^\r\n]*", re.MULTILINE)
_BEFORE_HEAD = re.compile(rb"(?:[ \t]*\r?\n)*(?:>?From [^\r\n]*\r?\n)?")
_WORD = re.compile(r"[A-Za-z0-9-]+")
LOOKED_FOR_A_BOUNDARY = 64 * 1024


@dataclass
class Part:
    raw: bytes = field(repr=False)
    head: Head = field(repr=False)
    start: int
    """where its head begins"""
    body_start: int
    end: int
    usual_type: str = "text/plain"
    depth: int = 0
    has_ended: bool = False
    children: list[Part] = field(default_factory=list)

    @cached_property
    def _type(self) -> Valued:
        return read_valued(self.head.first("content-type"))

    @cached_property
    def _disposition(self) -> Valued:
        return read_valued(self.head.first("content-disposition"))

    @cached_property
    def content_type(self) -> str:
        return media_type(self._type, self.usual_type)

    @property
    def says_type(self) -> bool:
        """Whether the mail itself says of what type the part is."""
        return bool(media_type(self._type, ""))

    @property
    def charset(self) -> str:
        return self._type.params.get("charset", "")

    @property
    def disposition(self) -> str:
        return self._disposition.value

    @property
    def file_name(self) -> str:
        return self._disposition.params.get("filename", "") or self._type.params.get("name", "")

    def param(self, name: str) -> str:
        return self._type.params.get(name, "").lower()

    @property
    def boundary(self) -> bytes:
        return self._type.params.get("boundary", "").rstrip().encode("utf-8", "replace")

    @property
    def is_container(self) -> bool:
        return self.content_type.startswith("multipart/")

    @property
    def body(self) -> memoryview:
        return memoryview(self.raw)[self.body_start : max(self.end, self.body_start)]

    @property
    def transfer(self) -> str:
        found = _WORD.search(self.head.first("content-transfer-encoding"))
        return found[0].lower() if found else ""


def split(raw: bytes) -> Part:
    """Return the mail as a part, with the parts within it."""
    if b"\n" not in raw[:LOOKED_FOR_A_BOUNDARY] and b"\r" in raw[:LOOKED_FOR_A_BOUNDARY]:
        raw = raw.replace(b"\r", b"\n")  # as old Macs end their lines
    head, body_start = read_head(raw, _first_line(raw), len(raw))
    whole = Part(raw, head, 0, body_start, len(raw))
    if whole.is_container:
        _Splitter(whole).run()
    return whole


class _Splitter:
    """Goes from one boundary to the next; `open` are the containers that have not ended yet, the outermost first."""

    def __init__(self, whole: Part) -> None:
        self.raw = whole.raw
        self.open: list[tuple[bytes, Part]] = []
        self.levels: dict[bytes, list[int]] = {}
        self.count = 0
        self.at = whole.body_start
        self._enter(whole, whole.boundary)
        if not self._occurs(whole.boundary):
            self._forget_above(-1)
            self._enter(whole, self._guessed())

    def run(self) -> None:
        while found := _DASHES.search(self.raw, self.at):
            self.at = found.end()
            level, is_last = self._level(found[0])
            if level is None:
                continue
            self._end_within(level, _before_line(self.raw, found.start()))
            self._forget_above(level if not is_last else level - 1)
            if not is_last and self.count < MOST_PARTS:
                self._begin(self.open[-1][1], _after_line(self.raw, found.end()))

    def _level(self, line: bytes) -> tuple[int | None, bool]:
        """Return the level of the container that a line is a boundary of, and whether it is the last one."""
        text = line[2:].rstrip()
        for boundary, is_last in ((text, False), (text[:-2], True)):
            if (not is_last or text.endswith(b"--")) and (levels := self.levels.get(boundary)):
                return levels[-1], is_last
        return None, False

    def _is_boundary(self, line: bytes) -> bool:
        return self._level(line)[0] is not None

    def _begin(self, container: Part, start: int) -> None:
        self.count += 1
        head, self.at = read_head(self.raw, start, len(self.raw), self._is_boundary)
        usual = "message/rfc822" if container.content_type == "multipart/digest" else "text/plain"
        part = Part(self.raw, head, start, self.at, len(self.raw), usual, container.depth + 1)
        container.children.append(part)
        if part.is_container and part.boundary and part.depth < DEEPEST:
            self._enter(part, part.boundary)

    def _end_within(self, level: int, at: int) -> None:
        """What is open in the container of that level and below ends here."""
        for _boundary, container in self.open[level:]:
            if container.children and not container.children[-1].has_ended:
                container.children[-1].end, container.children[-1].has_ended = at, True

    def _enter(self, part: Part, boundary: bytes) -> None:
        self.levels.setdefault(boundary, []).append(len(self.open))
        self.open.append((boundary, part))

    def _forget_above(self, level: int) -> None:
        while len(self.open) > level + 1:
            boundary, _part = self.open.pop()
            self.levels[boundary].pop()

    def _occurs(self, boundary: bytes) -> bool:
        return bool(boundary) and self.raw.find(b"--" + boundary, self.at) >= 0

    def _guessed(self) -> bytes:
        found = _DASHES.search(self.raw, self.at, self.at + LOOKED_FOR_A_BOUNDARY)
        return found[0][2:].rstrip() if found else b""


def _first_line(raw: bytes) -> int:
    """Where the head begins: after empty lines, a byte order mark, and the line that mailbox files put before it."""
    at = 3 if raw.startswith(b"\xef\xbb\xbf") else 0
    found = _BEFORE_HEAD.match(raw, at)
    return found.end() if found else at


def _before_line(raw: bytes, at: int) -> int:
    """The end of what stands before the line that begins there: the line end belongs to the boundary (§ 5.1.1)."""
    if raw[at - 1 : at] == b"\n":
        at -= 1
        if raw[at - 1 : at] == b"\r":
            at -= 1
    return at


def _after_line(raw: bytes, at: int) -> int:
    found = raw.find(b"\n", at)
    return found + 1 if found >= 0 else len(raw)
