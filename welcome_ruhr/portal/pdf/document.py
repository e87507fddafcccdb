"""A document between page and paper: a few kinds of blocks, plain data that knows neither HTML nor the typesetter."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar


@dataclass(frozen=True)
class Run:
    """A piece of a line in one manner. `apart` keeps its own direction of writing, such as a telephone number."""

    text: str
    bold: bool = False
    quiet: bool = False
    href: str = ""
    lang: str = ""
    apart: bool = False


Runs = list[Run]


@dataclass(frozen=True)
class Block:
    """What stands below another; `kind` tells the typesetter which one it is."""

    kind: ClassVar[str]

    def as_data(self) -> dict[str, Any]:
        return {"kind": self.kind, **{name: _data(value) for name, value in vars(self).items()}}


@dataclass(frozen=True)
class Heading(Block):
    kind = "heading"
    level: int
    runs: Runs


@dataclass(frozen=True)
class Paragraph(Block):
    kind = "paragraph"
    runs: Runs


@dataclass(frozen=True)
class Listing(Block):
    """`marks`: "dots", "numbers" or "boxes" to tick off."""

    kind = "listing"
    marks: str
    items: list[list[Block]]


@dataclass(frozen=True)
class Steps(Block):
    """What to do, in order; the first block of each step says it."""

    kind = "steps"
    items: list[list[Block]]


@dataclass(frozen=True)
class Table(Block):
    """A row is a list of cells, the first row the head."""

    kind = "table"
    caption: Runs
    rows: list[list[Runs]]


@dataclass(frozen=True)
class Box(Block):
    """Something set apart: an office, a notice."""

    kind = "box"
    blocks: list[Block]


@dataclass(frozen=True)
class Picture(Block):
    """`path` counts from the folder of uploads."""

    kind = "picture"
    path: str
    alt: str
    caption: Runs


@dataclass(frozen=True)
class Document:
    """A whole document. `chapters` are a page's blocks, or those of a topic and of each of its articles."""

    title: str
    language: str
    direction: str
    address: str
    labels: dict[str, str]
    """Words of the foot: "page" with {number} and {total}, "as_of" with {date}."""
    chapters: list[list[Block]] = field(default_factory=list)

    def as_data(self) -> dict[str, Any]:
        return {**vars(self), "chapters": [[block.as_data() for block in blocks] for blocks in self.chapters]}

    def digest(self, *others: str) -> str:
        """Return 16 characters that change with every word and figure; `others` count as well."""
        text = json.dumps([self.as_data(), *others], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def _data(value: Any) -> Any:
    if isinstance(value, Block):
        return value.as_data()
    if isinstance(value, Run):
        return asdict(value)
    if isinstance(value, list):
        return [_data(one) for one in value]
    return value
