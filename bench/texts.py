"""Text for seeded pages: titles and sentences that occur in the portal's own content, language by language."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

CONTENT = Path(__file__).resolve().parents[1] / "content"
FRONT_MATTER = re.compile(r"\A---\n(?P<front>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
TITLE = re.compile(r"^title: \"?(.+?)\"?$", re.MULTILINE)
SENTENCE = re.compile(r"[^\n.!?\[\]{}:*#|<>&]{30,160}[.!?]")
FEWEST = 20
"""A language with fewer sentences borrows German ones."""


@dataclass(frozen=True)
class Texts:
    titles: tuple[str, ...]
    sentences: tuple[str, ...]

    def title(self, random: Random) -> str:
        return random.choice(self.titles)

    def paragraph(self, random: Random, sentences: int) -> str:
        return " ".join(random.choice(self.sentences) for _ in range(sentences))


@cache
def texts_of(language: str) -> Texts:
    """Return what the content files of a language say, in the order of their names."""
    titles: list[str] = []
    sentences: list[str] = []
    for path in sorted(CONTENT.glob(f"*/**/*.{language}.md")):
        if found := FRONT_MATTER.match(path.read_text(encoding="utf-8")):
            titles += TITLE.findall(found["front"])
            sentences += [sentence.strip(" -") for sentence in SENTENCE.findall(found["body"])]
    if len(sentences) < FEWEST:
        sentences += texts_of("de").sentences
    return Texts(tuple(titles), tuple(sentences))
