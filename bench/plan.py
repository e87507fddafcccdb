"""Which pages a seeded site has: a frame of the same pages at every size, and what grows within it.

A page's frame (menu, footer) is the same at every size, so that what one page costs can be compared between them.
German, the source, always has the whole frame; a site of a few dozen pages has only the way to one article in the
other languages.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

FRAME = (
    ("home", "home"),
    ("phase", "planning"), ("phase", "arriving"), ("phase", "living"),
    ("audience", "skilled_workers"),
    ("topic", "work"), ("topic", "residence"),
    ("cities", "cities"), ("journeys", "journeys"), ("newsindex", "news"), ("ask", "ask-us"), ("standard", "imprint"),
)  # fmt: skip
TOPICS = ("work", "residence")
LEAF = ("article", "article-0")
"""The page that is measured; it stands under the first topic and is the same at every size."""
PAGE = f"/de/{TOPICS[0]}/{LEAF[1]}/"
"""The leaf's address."""
ABOVE = {"article": "topic", "journey": "journeys", "news": "newsindex", "event": "newsindex"}
SHARES = {"journey": 60, "news": 10, "event": 50}
"""One in so many of the pages that grow; the rest are articles."""
FEWEST_IN_EACH = 24
"""From so many pages in each language, every language has all of them."""


@dataclass(frozen=True)
class Planned:
    language: str
    kind: str
    name: str

    @property
    def grows(self) -> bool:
        """Whether there are more of its kind on a larger site."""
        return self.kind == "article" or self.kind in SHARES

    @property
    def number(self) -> int:
        """Its place among the pages of its kind that grow, from 0."""
        return int(self.name.rpartition("-")[2])

    @property
    def parent(self) -> tuple[str, str] | None:
        """Kind and name of the page above; None of a home page."""
        if self.kind == "home":
            return None
        if self.kind == "article":
            return "topic", TOPICS[self.number % len(TOPICS)]
        kind = ABOVE.get(self.kind, "home")
        return kind, next(name for frame_kind, name in FRAME if frame_kind == kind)


def plan(pages: int, languages: list[str]) -> Iterator[Planned]:
    """Yield exactly `pages` pages, parents before their children, the source language first."""
    source, *others = languages
    each = pages // len(languages)
    core = [("home", "home"), ("topic", TOPICS[0]), LEAF]
    in_others = _of_language(each) if each >= FEWEST_IN_EACH else core
    for kind, name in _of_language(pages - len(in_others) * len(others)):
        yield Planned(source, kind, name)
    for language in others:
        for kind, name in in_others:
            yield Planned(language, kind, name)


def _of_language(pages: int) -> list[tuple[str, str]]:
    growing = pages - len(FRAME)
    counts = Counter({kind: max(growing // share, kind != "event") for kind, share in SHARES.items()})
    counts["article"] = growing - counts.total()
    if counts["article"] < 1:
        raise ValueError(f"{pages} pages are too few for a language.")
    return [*FRAME, *((kind, f"{kind}-{n}") for kind in ("article", *SHARES) for n in range(counts[kind]))]
