"""What holds for every file of the real content: both languages, short, dated, checked, with sources."""

import csv
import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from welcome_ruhr.portal.content.page_kinds import FOLDERS
from welcome_ruhr.portal.content.reading import read_journey_file, read_page_file

from .rooms import ROOT

CONTENT = ROOT / "content"
MOST_WORDS = 350
QUICK_TOPICS = {"residence", "recognition", "german"}
HALF_A_YEAR, A_YEAR = timedelta(days=186), timedelta(days=366)
TOKEN = re.compile(r"\{\{\s*(\w+):([a-z0-9_-]+)\s*\}\}")
TABLE = re.compile(r"^::: figures.*?\n(.*?)^:::", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(((?:page|phase|audience|topic|article|journey|legal|news|event):[a-z0-9_-]+)\)")
ADDRESS = re.compile(r"\]\([^)]*\)|https?://\S+")
MONEY = re.compile(r"(?:€|EUR|Euro)\s*\d|\d[\d.,]*\s*(?:€|EUR\b|Euro\b|euros?\b)", re.IGNORECASE)
NUMBER = re.compile(r"(?<![\w.,/-])\d+(?:[.,]\d+)*(?![\w/-])")
# Pages that speak for the portal itself, or only lead on to others: they rest on no law and no other site.
WITHOUT_SOURCES = {
    "page": "they lead to other pages",
    "phase": "doors to articles, which have their own sources",
    "audience": "doors to articles, which have their own sources",
    "topic": "doors to articles, which have their own sources",
    "legal:easy-language": "explains the portal itself",
    "legal:sign-language": "explains the portal itself",
}


def page_files():
    folders = {"pages": "page", **{name: kind for name, (kind, _model) in FOLDERS.items()}}
    for folder, kind in folders.items():
        for path in sorted(CONTENT.glob(f"{folder}/*.md")):
            own_id, language, _md = path.name.split(".")
            yield read_page_file(path, str(path.relative_to(CONTENT)), kind, own_id, language)
    for path in sorted(CONTENT.glob("journeys/*.yaml")):
        yield from read_journey_file(path, str(path.relative_to(CONTENT)))


FILES = list(page_files())
ENTRIES = {file.key for file in FILES}
SOURCES = [file for file in FILES if file.language == "de" or file.front.get("source")]
KEPT = [file for file in SOURCES if file.kind in ("article", "legal", "news", "event", "journey")]


def figures():
    """Key → rows of the figures."""
    rows = {}
    for path in sorted(CONTENT.glob("figures/*.csv")):
        with path.open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                rows.setdefault(row["key"], []).append(row)
    return rows


FIGURES = figures()


def text_of(file):
    """All that a reader reads of one file."""
    steps = [
        " ".join([step["title"], step.get("text", ""), step.get("deadline", ""), *(step.get("papers") or [])])
        for step in file.steps
    ]
    front = [file.front.get(name) or "" for name in ("title", "summary", "lead")]
    return "\n".join([*front, file.body, *steps])


def words_of(file):
    """Words of the body: neither the address of a link nor the marks of a part count."""
    text = re.sub(r"^:::.*$", lambda mark: " ".join(mark[0].split()[2:]), file.body, flags=re.MULTILINE)
    return re.findall(r"[^\s]*\w[^\s]*", ADDRESS.sub(" ", TOKEN.sub("Zahl", text)))


def figures_of(file):
    tables = [line.strip("- ").strip() for table in TABLE.findall(file.body) for line in table.splitlines()]
    return {key for prefix, key in TOKEN.findall(text_of(file)) if prefix == "fact"} | {key for key in tables if key}


def test_content_is_there():
    assert len(FILES) > 100
    assert len(FIGURES) > 100
    assert Counter(file.kind for file in SOURCES)["article"] >= 20


def test_every_entry_stands_in_german_and_english():
    languages = {}
    for file in FILES:
        languages.setdefault(file.key, set()).add(file.language)
    assert {key: found for key, found in languages.items() if not {"de", "en"} <= found} == {}


def test_no_page_is_longer_than_a_reader_reads():
    counts = {file.path: len(words_of(file)) for file in FILES if file.kind != "journey"}
    assert {path: count for path, count in counts.items() if count > MOST_WORDS} == {}


def test_titles_and_summaries_fit_a_phone():
    assert [file.path for file in FILES if len(file.front["title"]) > 60] == []
    long = {file.path: len(file.front.get("summary") or "") for file in FILES}
    assert {path: length for path, length in long.items() if length > 200} == {}


def test_every_token_is_known_and_verified():
    unknown = {(file.path, key) for file in FILES for key in figures_of(file) if key not in FIGURES}
    assert unknown == set()
    unverified = {key for key, rows in FIGURES.items() if all(row["status"] == "unverified" for row in rows)}
    assert {(file.path, key) for file in FILES for key in figures_of(file) & unverified} == set()


def test_every_pair_of_braces_is_a_token():
    rest = {file.path: TOKEN.sub("", text_of(file)) for file in FILES}
    assert [path for path, text in rest.items() if "{{" in text or "}}" in text] == []


def test_every_link_to_an_entry_leads_somewhere():
    links = {(file.path, link) for file in FILES for link in LINK.findall(text_of(file))}
    links |= {(file.path, f"article:{one}") for file in FILES for one in file.front.get("related") or []}
    links |= {(file.path, one) for file in FILES for one in file.front.get("top_tasks") or []}
    links |= {(file.path, f"article:{step['article']}") for file in FILES for step in file.steps if step["article"]}
    assert len(links) > 100
    assert {(path, link) for path, link in links if link not in ENTRIES} == set()


def test_no_article_stands_alone():
    articles = {file.key for file in SOURCES if file.kind == "article"}
    assert [file.path for file in SOURCES if file.kind == "article" and not file.front.get("audiences")] == []
    assert [file.path for file in SOURCES if file.kind == "article" and not file.front.get("phases")] == []
    assert len(articles) >= 20


def test_every_page_has_sources_or_a_reason():
    bare = [file for file in SOURCES if not file.front.get("sources")]
    assert [file.path for file in bare if not {file.kind, file.key} & set(WITHOUT_SOURCES)] == []


def test_reasons_are_only_given_for_pages_without_sources():
    bare = {name for file in SOURCES if not file.front.get("sources") for name in (file.kind, file.key)}
    assert set(WITHOUT_SOURCES) - bare == set()


@pytest.mark.parametrize("file", KEPT, ids=lambda file: file.key)
def test_page_says_when_it_was_checked_and_when_it_is_due(file):
    checked, due = file.front.get("checked_on"), file.front.get("next_check_on")
    assert isinstance(checked, date)
    assert isinstance(due, date)
    quick = file.kind == "article" and file.folder in QUICK_TOPICS
    assert timedelta(0) < due - checked <= (HALF_A_YEAR if quick else A_YEAR)
    assert file.front["owner_role"].startswith("editor_")


def test_no_amount_of_money_is_typed():
    typed = {file.path: MONEY.findall(ADDRESS.sub(" ", text_of(file))) for file in FILES}
    assert {path: found for path, found in typed.items() if found} == {}


def numbers_of(key):
    """How a figure's values would look if somebody typed them."""
    for row in FIGURES[key]:
        value = float(row["value"])
        whole = int(value) if value == int(value) else None
        yield from (f"{value:.2f}", f"{value:.2f}".replace(".", ","), f"{value:g}", f"{value:g}".replace(".", ","))
        if whole is not None and whole >= 1000:
            yield from (str(whole), f"{whole:,}", f"{whole:,}".replace(",", "."))


def test_no_number_is_typed_that_a_figure_of_the_same_page_carries():
    typed = {}
    for file in FILES:
        text = text_of(file).replace(file.front["title"], "")
        # Dates of notices, paragraphs of laws, numbers in headings and of steps count something else.
        text = re.sub(r"^::: notice.*$|^#.*$|§+ ?\w+|^\s*\d+\. ", " ", text, flags=re.MULTILINE)
        numbers = set(NUMBER.findall(ADDRESS.sub(" ", TOKEN.sub(" ", text))))
        carried = {number for key in figures_of(file) for number in numbers_of(key)}
        if found := numbers & carried:
            typed[file.path] = sorted(found)
    assert typed == {}


def test_every_file_lies_where_the_import_looks():
    read = {file.path for file in FILES} | {"vocabulary.yaml", "order.yaml"}
    rest = {str(path.relative_to(CONTENT)) for path in CONTENT.rglob("*") if path.is_file()} - read
    assert {path for path in rest if Path(path).suffix != ".csv" and not path.startswith("media/")} == set()
    known = {"municipalities.csv", "offices.csv", "institutions.csv", "partners.csv", "redirects.csv"}
    assert {path for path in rest if "/" not in path} <= known
