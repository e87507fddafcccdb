"""docs/content.md: what `content/` holds, page by page and figure by figure. Written by a command, never by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.conf import settings

from welcome_ruhr.portal.enums import Maker

from .reading import PageFile
from .rules.material import Content
from .rules.wording import figures_of, step_texts, words_in, words_of

HEAD = """# Content

Written by `make content-docs` from the files in `content/`; do not edit it by hand. A rule test fails when it is
out of date.
"""
LEGEND = """
`source`: the language the page was written in · `machine`: translated by machine, not yet checked by a person ·
`released`: checked and released by a person · –: not translated, the reader gets the fallback with a notice.
The number is that of the words; at most 350, but for journeys.
"""


def overview(content: Content) -> str:
    """Return the whole text of docs/content.md for the content files."""
    parts = [HEAD, *_numbers(content), "\n## Pages", LEGEND, *_pages(content), *_figures(content)]
    return "\n".join(parts) + "\n"


def _numbers(content: Content) -> Iterator[str]:
    languages = _languages(content)
    yield "| kind | entries | " + " | ".join(languages) + " |"
    yield "|---|---|" + "---|" * len(languages)
    for kind in dict.fromkeys(file.kind for file in _ordered(content)):
        files = [file for file in content.files if file.kind == kind]
        counts = [str(sum(file.language == language for file in files)) for language in languages]
        yield f"| {kind} | {len({file.key for file in files})} | {' | '.join(counts)} |"


def _pages(content: Content) -> Iterator[str]:
    languages = _languages(content)
    yield "| page | " + " | ".join(languages) + " | next check |"
    yield "|---|" + "---|" * len(languages) + "---|"
    for source in _ordered(content):
        versions = [content.pages.files.get((source.key, language)) for language in languages]
        cells = [_cell(content, file) if file else "–" for file in versions]
        yield f"| `{source.key}` | {' | '.join(cells)} | {source.front.get('next_check_on') or '–'} |"


def _figures(content: Content) -> Iterator[str]:
    printed = {key for file in content.files for key in figures_of(file)} | content.figures_of_notices
    yield "\n## Figures that are printed\n"
    yield f"{len(printed)} of {len(content.figures)}; each value with the days it holds and the page it was read on.\n"
    yield "| figure | value | unit | valid | status | source | read on |"
    yield "|---|---|---|---|---|---|---|"
    for key in sorted(printed & set(content.figures)):
        for row in content.figures[key]:
            source = f"[{_plain(row['source_title'])}]({row['source_url']})" if row["source_url"] else "–"
            cells = [f"`{key}`", row["value"], row["unit"], _span(row), row["status"], source, row["as_of"]]
            yield f"| {' | '.join(cells)} |"


def _cell(content: Content, file: PageFile) -> str:
    count = len(words_of(file)) + sum(len(words_in(text)) for text in step_texts(file))
    return f"{_status(content, file)} {count}"


def _status(content: Content, file: PageFile) -> str:
    if content.is_source(file):
        return "source"
    human = file.front.get("translation") == Maker.HUMAN and file.front.get("released_by")
    return "released" if human else "machine"


def _ordered(content: Content) -> list[PageFile]:
    return sorted(content.sources, key=lambda file: (file.kind, file.folder, file.content_id))


def _languages(content: Content) -> list[str]:
    found = {file.language for file in content.files}
    return [code for code, _name in settings.LANGUAGES if code in found]


def _span(row: dict[str, str]) -> str:
    first, last = row["valid_from"], row["valid_to"]
    if first and last:
        whole_year = first.endswith("-01-01") and last.endswith("-12-31") and first[:4] == last[:4]
        return str(date.fromisoformat(first).year) if whole_year else f"{first} to {last}"
    return f"from {first}" if first else f"until {last}" if last else "no end set"


def _plain(text: str) -> str:
    return text.replace("|", "/").replace("[", "(").replace("]", ")")
