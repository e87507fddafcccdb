"""The search: how long it takes on the largest site, and whether what people mean comes first on the real content.

Two judges beside the goals: PostgreSQL has to find what SQLite finds, and tantivy, a search engine in Rust, is asked
the same of the same documents.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tools import postgres

from . import judged_queries as judged
from .figures import percentile
from .goals import Row
from .judged_queries import Answered
from .portals import DATA, ROOT, Portal, portal, portal_with_content
from .scale import Scale

Times = dict[str, list[float]]
"""`wall_ms` and `cpu_ms` of one question after the other."""
MISSED = DATA / "missed.csv"
"""The judged queries that were not met."""


def measure(scale: Scale) -> list[Row]:
    with portal(scale.large) as seeded, portal_with_content() as real, _empty_on_postgres(real) as empty:
        first = _on_the_content(real, empty)
        return [*_on_the_largest(seeded, empty, scale), *first]


def _on_the_largest(seeded: Portal, empty: Portal, scale: Scale) -> list[Row]:
    # First made anew: the code may have changed since the site was built.
    indexed = json.loads(seeded.run("indexing", scale.refreshes))
    documents = _documents(seeded)
    asked = json.loads(seeded.run("searching", scale.questions, documents))
    there = json.loads(empty.run("shelved", scale.questions, documents))
    return [*_times(asked, scale, indexed["documents"]), *_indexing(indexed, scale), *_others(asked, there)]


def _documents(of: Portal) -> Path:
    path = of.data_dir / "documents.jsonl"
    of.run("documents", path)
    return path


@contextmanager
def _empty_on_postgres(beside: Portal) -> Iterator[Portal]:
    """Yield a portal on PostgreSQL without pages, with towns, offices and word groups."""
    with postgres.cluster() as address:
        empty = Portal(beside.data_dir, 0, {"DATABASE_URL": address})
        empty.run("prepare")
        yield empty


def _times(asked: dict[str, Any], scale: Scale, documents: int) -> list[Row]:
    find, suggest = asked["find"], asked["suggest"]
    wall, where = find["wall_ms"], f"at {scale.large:,} pages"
    answered = asked["answered"] / len(wall)
    note = f"{len(wall)} questions in all languages, {documents:,} documents; {answered:.0%} were answered"
    spread = f"p90 {percentile(wall, 0.9):.1f} ms, slowest {max(wall):.1f} ms; {_of_cpu(find)}"
    shown = f"{_median(suggest)}; {_of_cpu(suggest)}"
    return [
        Row(f"search {where}: p50", percentile(wall, 0.5), "ms", "find_p50", note),
        Row(f"search {where}: p99", percentile(wall, 0.99), "ms", "find_p99", spread),
        Row(f"suggestions {where}: p99", percentile(suggest["wall_ms"], 0.99), "ms", "suggest_p99", shown),
    ]


def _indexing(indexed: dict[str, Any], scale: Scale) -> list[Row]:
    name, refresh = f"index of {scale.large:,} pages, made anew", indexed["refresh_ms"]
    note = f"p50 {percentile(refresh, 0.5):.1f} ms; {len(refresh)} pages"
    return [
        Row(name, indexed["rebuild_s"], "s", "search_rebuild", f"{indexed['documents']:,} documents"),
        Row("one page brought up to date in it: p99", percentile(refresh, 0.99), "ms", "search_refresh", note),
    ]


def _others(asked: dict[str, Any], there: dict[str, Any]) -> list[Row]:
    ours, theirs = (percentile(asked[name]["wall_ms"], 0.99) for name in ("find", "theirs"))
    found = there["find"]
    shown = f"{ours:.1f} ms / {theirs:.2f} ms, by turns in one process; tantivy {_of_cpu(asked['theirs'])}"
    return [
        Row("search on PostgreSQL: p99", percentile(found["wall_ms"], 0.99), "ms", "find_p99_postgres", _median(found)),
        Row("search: p99, ours / tantivy", ours / theirs, "", "find_ratio", shown),
    ]


def _median(times: Times) -> str:
    return f"p50 {percentile(times['wall_ms'], 0.5):.1f} ms"


def _of_cpu(times: Times) -> str:
    p50, p99 = (percentile(times["cpu_ms"], share) for share in (0.5, 0.99))
    return f"of CPU p50 and p99 {p50:.1f} and {p99:.1f} ms"


def _on_the_content(real: Portal, empty: Portal) -> list[Row]:
    documents = _documents(real)
    found = json.loads(real.run("judged", documents))
    there = json.loads(empty.run("judged", documents, "shelved"))
    ours, times = _answered(found["ours"]), found["find"]
    judged.write_missed(MISSED, ours)
    note = f"{_median(times)}; {_of_cpu(times)}; {len(ours):,} judged queries"
    rows = judged_rows(ours, _answered(there["ours"]), _answered(found["theirs"]))
    return [Row("search on the portal's own content: p99", percentile(times["wall_ms"], 0.99), "ms", "", note), *rows]


def _answered(names: list[list[str]]) -> list[Answered]:
    return [Answered(one, tuple(found)) for one, found in zip(judged.judged_queries(), names, strict=True)]


def judged_rows(ours: list[Answered], there: list[Answered], theirs: list[Answered]) -> list[Row]:
    """Return the rows of the judged queries: on SQLite, on PostgreSQL, and as tantivy answers them."""
    elsewhere = judged.by_language(there)
    languages = judged.by_language(ours).items()
    return [
        *(_language_row(language, found, elsewhere[language]) for language, found in languages),
        _plain_row(ours, there),
        _alike_row(ours, there),
        _ratio_row(ours, theirs),
    ]


def _language_row(language: str, here: list[Answered], there: list[Answered]) -> Row:
    """The worse of both databases counts."""
    shares = judged.share_met(here), judged.share_met(there)
    note = f"{judged.met_by_difficulty(here)}; on PostgreSQL {shares[1]:.3f}"
    return Row(f"judged queries, {language}: met by the first three", min(shares), "", "judged", note)


def _plain_row(here: list[Answered], there: list[Answered]) -> Row:
    plain = [[one for one in side if one.judged.difficulty == "plain"] for side in (here, there)]
    missed = sorted({f"{one.judged.language} {one.judged.query}" for side in plain for one in side if not one.is_met})
    share = min(judged.share_met(side) for side in plain)
    note = f"{len(plain[0])} in all languages" + (f"; missed: {', '.join(missed)}" if missed else "")
    return Row("judged queries, plain: met by the first three", share, "", "judged_plain", note)


def _alike_row(here: list[Answered], there: list[Answered]) -> Row:
    # An import writes documents in another order than an index made anew; that must not matter either.
    name, note = "judged queries: first three alike on both databases", "their documents were written in another order"
    return Row(name, judged.share_alike(here, there), "", "judged_alike", note)


def _ratio_row(ours: list[Answered], theirs: list[Answered]) -> Row:
    shares = judged.share_met(ours), judged.share_met(theirs)
    note = f"{shares[0]:.3f} / {shares[1]:.3f} of {len(ours):,}; missed ones are listed in {MISSED.relative_to(ROOT)}"
    return Row("judged queries: ours / tantivy", shares[0] / shares[1], "", "judged_ratio", note)
