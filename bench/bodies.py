"""The parts of seeded pages as Wagtail stores them, cut like a long article of the portal's own.

The model is `content/articles/residence/eu-blue-card.de.md`: figures, checklist, steps, lists, running text with
figures in it, and 25 links to other pages.
"""

from collections.abc import Iterator
from itertools import cycle
from random import Random
from typing import Any
from uuid import UUID

from .texts import Texts

Raw = dict[str, Any]
LINKS_PER_ARTICLE = 25
STEPS_PER_JOURNEY = 8


class Writer:
    """Writes the parts of one page; `links` are the numbers of pages it may link to, `figures` number → key."""

    def __init__(self, random: Random, texts: Texts, links: list[int], figures: dict[int, str]) -> None:
        self.random = random
        self.texts = texts
        self.links: Iterator[int] = cycle(links)
        self.figures = figures

    def article(self) -> list[Raw]:
        return [
            self.part("text", self.paragraph(3)),
            self.part("figures", {"heading": self.heading(), "items": self.items(self.some_figures(2))}),
            self.part("checklist", {"heading": self.heading(), "items": self.items(self.checks())}),
            self.part("text", self.chapter(links=8) + self.chapter(links=6)),
            self.part("steps", {"heading": self.heading(), "items": self.items(self.steps(3))}),
            self.part("text", self.paragraph(2) + self.chapter(links=6) + self.paragraph(2)),
            self.part("office", {"kind": "foreigners_office", "office": None}),
            self.part("links", {"heading": self.heading(), "items": self.items([self.outside() for _ in range(3)])}),
        ]

    def short(self) -> list[Raw]:
        """Of a news item, an event or a page of the frame."""
        return [self.part("text", self.paragraph(2) + self.chapter(links=4))]

    def journey_steps(self, first_article: int) -> list[Raw]:
        """Steps of a journey; the first one leads through `first_article`."""
        articles = [first_article, *(next(self.links) for _ in range(STEPS_PER_JOURNEY - 1))]
        return [self.part("step", self.journey_step(number, pk)) for number, pk in enumerate(articles)]

    def journey_step(self, number: int, article: int) -> Raw:
        return {
            "step_id": f"step-{number}",
            "title": self.heading(),
            "text": self.paragraph(2),
            "deadline": self.heading(),
            "papers": self.items([self.heading(), self.heading()]),
            "office": {"kind": "citizens_office", "office": None},
            "article": article,
        }

    def sources(self) -> list[Raw]:
        source = {"title": self.heading(), "url": "https://www.example.org/law/18g.html", "retrieved_on": "2026-04-29"}
        return [self.part("source", source) for _ in range(3)]

    def pages(self, kind: str, numbers: list[int]) -> list[Raw]:
        """Chosen pages: `related` of an article, top tasks of a home page."""
        return [self.part(kind, pk if kind == "page" else {"page": pk}) for pk in numbers]

    def checks(self) -> list[str]:
        return [f"{self.text(2)} {self.figure()}", f"{self.text(1)} {self.link()}", self.text(1)]

    def steps(self, count: int) -> list[Raw]:
        return [
            {"title": self.heading(), "text": f"<p>{self.text(1)} {self.link()} {self.figure()}.</p>"}
            for _ in range(count)
        ]

    def chapter(self, links: int) -> str:
        listed = "".join(f"<li>{self.text(1)} {self.link()}</li>" for _ in range(links - 1))
        return f"<h2>{self.heading()}</h2><p>{self.text(2)} {self.link()} {self.figure()}.</p><ul>{listed}</ul>"

    def paragraph(self, sentences: int) -> str:
        return f"<p>{self.text(sentences)}</p>"

    def outside(self) -> Raw:
        return {"title": self.heading(), "url": "https://www.example.org/more/", "text": self.heading()}

    def link(self) -> str:
        return f'<a id="{next(self.links)}" linktype="page">{self.heading()}</a>'

    def figure(self) -> str:
        return f"{{{{ fact:{self.random.choice(list(self.figures.values()))} }}}}"

    def some_figures(self, count: int) -> list[int]:
        return self.random.sample(list(self.figures), count)

    def text(self, sentences: int) -> str:
        return self.texts.paragraph(self.random, sentences)

    def heading(self) -> str:
        return self.texts.title(self.random)

    def items(self, values: list[Any]) -> list[Raw]:
        return [self.part("item", value) for value in values]

    def part(self, kind: str, value: Any) -> Raw:
        return {"type": kind, "value": value, "id": str(UUID(int=self.random.getrandbits(128), version=4))}
