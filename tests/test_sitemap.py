"""Every public address, as a search engine would walk through them."""

import csv
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from .live import ROOT


@pytest.fixture(scope="module")
def answers(live_portal):
    """Every address of the sitemap → its answer."""
    paths = live_portal.sitemap()
    with ThreadPoolExecutor(4) as pool:
        return dict(zip(paths, pool.map(live_portal.get, paths), strict=True))


def test_every_address_of_the_sitemap_answers(answers):
    assert {path: answer.status for path, answer in answers.items() if answer.status != 200} == {}


def test_sitemap_holds_every_language(answers):
    count = Counter(path.split("/")[1] for path in answers)
    assert set(count) == {code for code, _name in settings.LANGUAGES}
    assert min(count["de"], count["en"]) > 150
    assert min(count[language] for language in ("ar", "fr", "pl", "tr", "uk")) > 40
    assert count["de-simple"] >= 6


def test_no_public_page_sets_a_cookie(answers):
    assert {
        path: answer.headers["Set-Cookie"] for path, answer in answers.items() if answer.headers["Set-Cookie"]
    } == {}


def test_every_public_page_forbids_everything_inline_and_foreign(answers):
    policies = {answer.headers["Content-Security-Policy"] for answer in answers.values()}
    assert len(policies) == 1
    [policy] = policies
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_every_old_address_leads_on_for_good_to_a_page(live_portal):
    with (ROOT / "content" / "redirects.csv").open(encoding="utf-8") as file:
        first = {row["old_path"]: live_portal.get(row["old_path"]) for row in csv.DictReader(file)}
    assert {path: answer.status for path, answer in first.items() if answer.status != 301} == {}
    targets = {path: urlsplit(answer.headers["Location"]).path for path, answer in first.items()}
    assert {path: target for path, target in targets.items() if live_portal.get(target).status != 200} == {}
    english = {path for path, target in targets.items() if target.startswith("/en/")}
    assert english == {path for path in first if path.startswith("/en/")}


@pytest.mark.slow
def test_html_of_every_address_is_valid(answers, nu):
    assert nu({path: answer.text for path, answer in answers.items()}) == []
