"""Words that the search is told: for each language one file of lists.

search_words/en.yaml   child-benefit: [child allowance, Kindergeld]        words that mean the same
asked_as/en.yaml       article:child-benefit: [money for my kids]          how people ask for a page
"""

from __future__ import annotations

import json
import re
from abc import abstractmethod
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings

from welcome_ruhr.foundation.per_request import PerRequest
from welcome_ruhr.portal.models import PAGE_MODELS
from welcome_ruhr.search import actions as search
from welcome_ruhr.search.models import LONGEST_PHRASE, AskedAs, WordGroup

from .engine import Entry, Kind, Records
from .front_matter import load_yaml
from .page_kinds import meant_entry, stored_entries, stored_page
from .places import lines_from
from .problems import BadEntry, BadFile, Problem
from .reading import read_text

BEGINNING = re.compile(r"(\S+):(?:\s|$)")
Lists = dict[str, dict[str, str]]
"""Key of a list → language → its words, one a line."""


class WordLists(Kind):
    """An entry is one list in one language."""

    folder: ClassVar[str]
    """its name is also the first half of an entry's id"""

    def read(self, folder: Path, problems: list[Problem]) -> list[Entry]:
        entries: list[Entry] = []
        for path in sorted((folder / self.folder).glob("*.yaml")):
            shown = f"{self.folder}/{path.name}"
            try:
                entries += self._entries(path, shown)
            except BadFile as error:
                problems.append(Problem(shown, error.line, error.reason))
        return entries

    def _entries(self, path: Path, shown: str) -> Iterator[Entry]:
        if path.stem not in dict(settings.LANGUAGES):
            raise BadFile(f"{path.stem} is not a language of this site.")
        text = read_text(path)
        with lines_from(text):
            lists = load_yaml(text)
            for key, found in lists.items():
                _check(key, found)
        # A list begins a line; to ask YAML for the place of each takes a second for every hundred.
        beginnings = ((BEGINNING.match(line), number) for number, line in enumerate(text.splitlines(), 1))
        places = {found[1]: number for found, number in beginnings if found}
        for key, found in lists.items():
            entry_key, line = f"{self.folder}:{key}", places.get(key, 1)
            yield Entry(entry_key, path.stem, shown, _line(key, found), found, self, line)

    def stored_text(self, entry: Entry) -> str | None:
        key = entry.key.partition(":")[2]
        found = self.stored().get(key, {}).get(entry.language)
        return _line(key, found.splitlines()) if found else None

    def export(self, folder: Path, records: Records, *, everything: bool) -> Iterator[tuple[Path, str]]:
        """A language's file is written whole when one of its lists has changed."""
        stored = sorted(self.stored().items())
        for language, _name in settings.LANGUAGES:
            texts = {key: _line(key, found[language].splitlines()) for key, found in stored if found.get(language)}
            known = {
                key.partition(":")[2]: record.stored_text
                for (key, code), record in records.items()
                if key.startswith(f"{self.folder}:") and code == language
            }
            if texts and (everything or texts != known):
                yield folder / self.folder / f"{language}.yaml", "".join(texts.values())

    @abstractmethod
    def stored(self) -> Lists:
        """Return all lists there are."""


class SearchWords(WordLists):
    """Word groups."""

    folder = "search_words"

    def stored(self) -> Lists:
        return _stored_groups()

    def write(self, entry: Entry, *, in_run: Collection[str]) -> None:
        key = entry.key.partition(":")[2]
        group = WordGroup.objects.filter(key=key).first() or WordGroup(key=key)
        group.words = {**group.words, entry.language: "\n".join(entry.payload)}
        search.save_group(group=group, languages=[entry.language])


class AskedAsLists(WordLists):
    """How people ask for pages; stored after the pages."""

    folder = "asked_as"

    def stored(self) -> Lists:
        return _stored_questions()

    def write(self, entry: Entry, *, in_run: Collection[str]) -> None:
        name = entry.key.partition(":")[2]
        page = stored_page(name)
        if page is None:
            hint = meant_entry(name, stored_entries())
            raise BadEntry(Problem(entry.path, entry.line, f"There is no entry {name}.{hint}"))
        asked = AskedAs.objects.filter(page_id=page.pk).first() or AskedAs(page_id=page.pk)
        asked.phrases = {**asked.phrases, entry.language: "\n".join(entry.payload)}
        asked.save()


_stored_groups = PerRequest(lambda: dict(WordGroup.objects.values_list("key", "words")))
"""Asked for once in each pass of an import."""


@PerRequest
def _stored_questions() -> Lists:
    phrases = dict(AskedAs.objects.values_list("page_id", "phrases"))
    ids = ((model.kind, model.objects.filter(pk__in=phrases)) for model in PAGE_MODELS.values())
    return {
        f"{kind}:{content_id}": phrases[pk]
        for kind, pages in ids
        for pk, content_id in pages.order_by().values_list("pk", "content_id")
    }


def _check(key: Any, found: Any) -> None:
    if not isinstance(found, list) or not all(isinstance(text, str) and text.strip() for text in found):
        raise BadFile(f"{key}: a list of words is expected, such as [Kita, Kindergarten].", at=(key,))
    if too_long := next((text for text in found if len(text) > LONGEST_PHRASE), ""):
        raise BadFile(f"{key}: “{too_long[:40]} …” is too long for a word or short phrase.", at=(key,))


def _line(key: str, found: list[str]) -> str:
    # JSON's lists are YAML too, and written in no time.
    return f"{key}: {json.dumps(found, ensure_ascii=False)}\n"
