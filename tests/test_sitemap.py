"""Every public address, as a search engine would walk through them."""

import pytest


@pytest.fixture(scope="module")
def answers(live_portal):
    """Every address of the sitemap → its answer."""
    return {path: live_portal.get(path) for path in live_portal.sitemap()}


def test_every_address_of_the_sitemap_answers(answers):
    assert {path: answer.status for path, answer in answers.items() if answer.status != 200} == {}


def test_sitemap_holds_both_languages(answers):
    german = {path for path in answers if path.startswith("/de/")}
    english = {path for path in answers if path.startswith("/en/")}
    assert min(len(german), len(english)) > 50
    assert german | english == set(answers)


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


@pytest.mark.slow
def test_html_of_every_address_is_valid(answers, nu):
    assert nu({path: answer.text for path, answer in answers.items()}) == []
