"""Who keeps a page, what it rests on, and when somebody looks again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from welcome_ruhr.portal.content.problems import Problem
from welcome_ruhr.portal.content.reading import PageFile

from .material import Content

KEPT_KINDS = ("article", "legal", "news", "event", "journey")
QUICK_TOPICS = {"residence", "recognition", "german"}
HALF_A_YEAR, A_YEAR = timedelta(days=186), timedelta(days=366)
WITHOUT_SOURCES = {
    "page": "they lead to other pages",
    "phase": "doors to articles, which have their own sources",
    "audience": "doors to articles, which have their own sources",
    "topic": "doors to articles, which have their own sources",
    "legal:easy-language": "explains the portal itself",
    "legal:sign-language": "explains the portal itself",
}
"""Pages that speak for the portal itself, or only lead on to others: they rest on no law and no other site."""
FILES_OF_THE_IMPORT = {
    "vocabulary.yaml", "order.yaml", "terms.yaml", "notices.yaml", "law_changes.csv",
    "municipalities.csv", "offices.csv", "institutions.csv", "partners.csv", "redirects.csv",
    "place_names.csv", "plan.yaml", "responsibility.yaml", "responsibility_cases.csv",
}  # fmt: skip
FOLDERS_OF_ROWS = ("figures", "figure_labels", "legal_bases", "media", "search_words", "asked_as", "flows")


def languages(content: Content) -> Iterator[Problem]:
    """German and English are complete."""
    for file in content.sources:
        for language in {"de", "en"} - {other for key, other in content.pages.files if key == file.key}:
            yield content.says(file, f"{file.key} is missing in {language}.")


def sources(content: Content) -> Iterator[Problem]:
    for file in content.sources:
        if not file.front.get("sources") and not {file.kind, file.key} & set(WITHOUT_SOURCES):
            yield content.says(file, "The page names no sources.")


def dates(content: Content) -> Iterator[Problem]:
    for file in content.sources:
        if file.kind in KEPT_KINDS:
            yield from _dates(content, file)


def owners(content: Content) -> Iterator[Problem]:
    for file in content.sources:
        if file.kind in KEPT_KINDS and not str(file.front.get("owner_role") or "").startswith("editor_"):
            yield content.says(file, "owner_role: who keeps this page?", at=("owner_role",))


def tags(content: Content) -> Iterator[Problem]:
    """An article is found through its audiences and phases."""
    for file in content.sources:
        for name in ("audiences", "phases"):
            if file.kind == "article" and not file.front.get(name):
                yield content.says(file, f"{name}: no door leads to this article.", at=(name,))


def places(content: Content) -> Iterator[Problem]:
    """Every file lies where the import looks for it."""
    read = {file.path for file in content.files} | {problem.path for problem in content.refused} | FILES_OF_THE_IMPORT
    for path in sorted(content.folder.rglob("*")):
        shown = str(path.relative_to(content.folder))
        if path.is_file() and shown not in read and Path(shown).parts[0] not in FOLDERS_OF_ROWS:
            yield Problem(shown, 1, "The import does not look here.")


def _dates(content: Content, file: PageFile) -> Iterator[Problem]:
    checked, due = file.front.get("checked_on"), file.front.get("next_check_on")
    if not checked or not due:
        missing = ", ".join(name for name in ("checked_on", "next_check_on") if not file.front.get(name))
        yield content.says(file, f"{missing}: when was the page checked, and when is it due?")
        return
    quick = file.kind == "article" and file.folder in QUICK_TOPICS
    if not timedelta(0) < due - checked <= (HALF_A_YEAR if quick else A_YEAR):
        months = "six" if quick else "twelve"
        reason = f"next_check_on: {due} is not within {months} months after the last check ({checked})."
        yield content.says(file, reason, at=("next_check_on",))
