"""Queries of which people have said what has to come first: one file for each language in `judged/`.

Each line has a query, how difficult it is, and the ids of what has to come within the first three results; any of them
when there are several: `Kindergeld,plain,article:child-benefit`.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).with_name("judged")
DIFFICULTIES = ("plain", "question", "typo", "part", "colloquial", "german", "keyboard", "place")
FIRST = 3


@dataclass(frozen=True)
class Judged:
    language: str
    query: str
    difficulty: str
    expected: tuple[str, ...]

    def is_met(self, names: Sequence[str]) -> bool:
        """Whether one of those expected is among the first of these results."""
        return not set(self.expected).isdisjoint(names[:FIRST])


@dataclass(frozen=True)
class Answered:
    """A query with the names of what was found, the best first."""

    judged: Judged
    names: tuple[str, ...]

    @property
    def is_met(self) -> bool:
        return self.judged.is_met(self.names)


def judged_queries(folder: Path = FOLDER) -> list[Judged]:
    """Return all queries, language by language."""
    return [judged for path in sorted(folder.glob("*.csv")) for judged in _read(path)]


def _read(path: Path) -> list[Judged]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Judged(path.stem, row["query"], row["difficulty"], tuple(row["expected"].split(" | ")))
            for row in csv.DictReader(file)
        ]


def by_language(answers: Iterable[Answered]) -> dict[str, list[Answered]]:
    found: dict[str, list[Answered]] = {}
    for one in answers:
        found.setdefault(one.judged.language, []).append(one)
    return found


def share_met(answers: Sequence[Answered]) -> float:
    """Return the share (0 to 1) of queries with one of those expected among their first results."""
    return sum(one.is_met for one in answers) / len(answers)


def met_by_difficulty(answers: Iterable[Answered]) -> str:
    """Return how many of each difficulty were met, in words: "plain 30/30, question 47/61"."""
    all_of, met = Counter[str](), Counter[str]()
    for one in answers:
        all_of[one.judged.difficulty] += 1
        met[one.judged.difficulty] += one.is_met
    return ", ".join(f"{name} {met[name]}/{all_of[name]}" for name in DIFFICULTIES if all_of[name])


def share_alike(some: Sequence[Answered], others: Sequence[Answered]) -> float:
    """Return the share (0 to 1) of queries with the same first results, in the same order, on both sides."""
    pairs = list(zip(some, others, strict=True))
    return sum(one.names[:FIRST] == other.names[:FIRST] for one, other in pairs) / len(pairs)


def write_missed(path: Path, answers: Iterable[Answered]) -> None:
    """List the queries that were not met, with what came first instead."""
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(["language", "query", "difficulty", "expected", "found"])
        for one in answers:
            if not one.is_met:
                judged, found = one.judged, " | ".join(one.names[:FIRST])
                lines.writerow([judged.language, judged.query, judged.difficulty, " | ".join(judged.expected), found])
