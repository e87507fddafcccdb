"""The plan of an import: for each entry, what the file says now, what it said last time, what the database holds.

| file changed | editor changed | what happens |
|---|---|---|
| no | no | nothing |
| yes | no | the file is imported |
| no | yes | the editor's text stays |
| yes | yes | the editor's text stays, and the report shows both changes |
"""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from tqdm import tqdm

from welcome_ruhr.foundation.per_request import remembering
from welcome_ruhr.portal.models import ContentRecord

from .indexes import built_once
from .problems import BadEntry, ContentRefused, Problem, reason_of


@dataclass(frozen=True)
class Entry:
    """One thing in the content files; `text` is what decides whether the file has changed, `line` where it begins."""

    key: str
    language: str
    path: str
    text: str
    payload: Any
    kind: Kind
    line: int = 1

    @property
    def name(self) -> str:
        return f"{self.key} ({self.language})" if self.language else self.key


Records = dict[tuple[str, str], ContentRecord]
"""The last import, by entry and language."""


class Kind:
    """One kind of entry: how its files are read, and how it is stored and read back."""

    def read(self, folder: Path, problems: list[Problem]) -> list[Entry]:
        """Return all entries of this kind; what is wrong with a file is added to `problems`."""
        raise NotImplementedError

    def stored_text(self, entry: Entry) -> str | None:
        """Return what the database holds in the form of a file; None when it holds nothing."""
        raise NotImplementedError

    def prepare(self, entry: Entry) -> None:
        """First pass: make what other entries may point to."""

    def write(self, entry: Entry, *, in_run: Collection[str]) -> None:
        """Second pass: store the entry; `in_run` names all entries that this run writes.

        Raises BadEntry, or ValidationError where a model refuses what the file says.
        """
        raise NotImplementedError

    def export(self, folder: Path, records: Records, *, everything: bool) -> Iterator[tuple[Path, str]]:
        """Yield (file, new text) of the files whose entries differ from what was imported."""
        raise NotImplementedError


class Outcome(Enum):
    CREATED = "new"
    UPDATED = "changed in the files"
    UNCHANGED = "unchanged"
    EDITOR_KEPT = "changed by an editor, kept"
    CONFLICT = "changed in both: the editor’s text stays"
    DELETED = "deleted by an editor, stays deleted"
    TAKEN = "taken from the files as asked"

    @property
    def writes(self) -> bool:
        return self in (Outcome.CREATED, Outcome.UPDATED, Outcome.TAKEN)


@dataclass
class Report:
    """What a run did, entry by entry, and for each conflict both changes."""

    outcomes: dict[Outcome, list[Entry]] = field(default_factory=dict)
    conflicts: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)

    def count(self, outcome: Outcome) -> int:
        return len(self.outcomes.get(outcome, []))

    def lines(self) -> list[str]:
        lines = [f"{self.count(outcome):5} {outcome.value}" for outcome in Outcome if self.count(outcome)]
        lines += [
            f"      {entry.name}: {outcome.value}"
            for outcome in _WORTH_A_LINE
            for entry in self.outcomes.get(outcome, [])
        ]
        lines += [f"      {name}: its file is gone; the page stays" for name in self.gone]
        return lines + self.conflicts


_WORTH_A_LINE = (Outcome.EDITOR_KEPT, Outcome.DELETED, Outcome.TAKEN)


def import_folder(folder: Path, kinds: Iterable[Kind], *, take: Collection[str] = (), progress: bool = False) -> Report:
    """Import all content files in one transaction.

    `take` names entries, such as "article:eu-blue-card", whose file wins over an editor's change.
    Raises ContentRefused, with every problem found, before anything is written.
    """
    kinds = list(kinds)
    problems: list[Problem] = []
    entries = [entry for kind in kinds for entry in kind.read(folder, problems)]
    problems += _doubles(entries)
    problems += [
        Problem("--take", 1, f"There is no entry {key}.") for key in take if key not in {e.key for e in entries}
    ]
    if problems:
        raise ContentRefused(problems)
    with transaction.atomic():
        return _run(entries, take, progress)


def _run(entries: list[Entry], take: Collection[str], progress: bool) -> Report:
    records = {(record.entry, record.language): record for record in ContentRecord.objects.all()}
    report = Report()
    writing: list[Entry] = []
    with remembering():
        for entry in entries:
            record = records.pop((entry.key, entry.language), None)
            stored = entry.kind.stored_text(entry)
            outcome = _decide(entry, record, stored, entry.key in take)
            report.outcomes.setdefault(outcome, []).append(entry)
            if outcome.writes:
                writing.append(entry)
            elif outcome == Outcome.CONFLICT:
                report.conflicts += _both_changes(entry, record, stored or "")
    report.gone = [str(record) for record in records.values()]
    with built_once(len(writing)):
        _write(writing, progress)
    return report


def _write(entries: list[Entry], progress: bool) -> None:
    in_run = {entry.name for entry in entries}
    refused: list[Problem] = []
    with tqdm(total=len(entries), desc="Content", unit=" entries", disable=not progress or not entries) as bar:
        # Kind after kind: pages name figures and offices, which are stored before them.
        for _kind, group in itertools.groupby(entries, key=lambda entry: entry.kind):
            refused += _write_kind(list(group), in_run, bar)
    if refused:
        raise ContentRefused(refused)
    note(entries)


def note(entries: Iterable[Entry]) -> None:
    """Keep what the files say and what the database holds now, when every link of the run has its target."""
    with remembering():
        records = [
            ContentRecord(
                entry=entry.key, language=entry.language, path=entry.path, file_text=entry.text, stored_text=stored
            )
            for entry in entries
            if (stored := entry.kind.stored_text(entry)) is not None
        ]
    ContentRecord.objects.bulk_create(
        records,
        update_conflicts=True,
        unique_fields=["entry", "language"],
        update_fields=["path", "file_text", "stored_text", "imported_at"],
    )


def _write_kind(entries: list[Entry], in_run: Collection[str], bar: Any) -> list[Problem]:
    if refused := [problem for entry in entries if (problem := _refusal(entry, entry.kind.prepare))]:
        return refused
    # What the second pass reads, such as the figures, was stored by the kinds before.
    with remembering():
        for entry in entries:
            if problem := _refusal(entry, partial(entry.kind.write, in_run=in_run)):
                refused.append(problem)
            bar.update()
    return refused


def _refusal(entry: Entry, store: Callable[[Entry], None]) -> Problem | None:
    """Store an entry, or say what is wrong with it."""
    try:
        store(entry)
    except BadEntry as error:
        return error.problem
    except ValidationError as error:
        return Problem(entry.path, entry.line, reason_of(error))
    return None


def _decide(entry: Entry, record: ContentRecord | None, stored: str | None, taken: bool) -> Outcome:
    if record is None:
        return Outcome.CREATED if stored is None else (Outcome.TAKEN if taken else Outcome.CONFLICT)
    file_changed = entry.text != record.file_text
    editor_changed = stored != record.stored_text
    if taken and (editor_changed or file_changed):
        return Outcome.TAKEN
    if stored is None:
        return Outcome.DELETED
    if editor_changed:
        return Outcome.CONFLICT if file_changed else Outcome.EDITOR_KEPT
    return Outcome.UPDATED if file_changed else Outcome.UNCHANGED


def _both_changes(entry: Entry, record: ContentRecord | None, stored: str) -> list[str]:
    file_before = record.file_text if record else ""
    stored_before = record.stored_text if record else ""
    return [
        "",
        f"{entry.name}: {Outcome.CONFLICT.value}. To take the file: import_content --take files {entry.key}",
        *_change("in the file", file_before, entry.text),
        *_change("by the editor", stored_before, stored),
    ]


def _change(title: str, before: str, after: str) -> list[str]:
    diff = difflib.unified_diff(before.splitlines(), after.splitlines(), "last import", title, n=1, lineterm="")
    return [f"    {line}" for line in diff]


def _doubles(entries: list[Entry]) -> list[Problem]:
    seen: dict[tuple[str, str], Entry] = {}
    found = []
    for entry in entries:
        first = seen.setdefault((entry.key, entry.language), entry)
        if first is not entry:
            found.append(Problem(entry.path, entry.line, f"{entry.name} stands in {first.path} already."))
    return found
