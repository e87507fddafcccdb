"""What holds for every file of the real content: the same rules as `make content-check`."""

from collections import Counter

import pytest
from django.utils.translation import override

from welcome_ruhr.portal.content.rules import RULES, read_content
from welcome_ruhr.portal.content.rules.keeping_rules import WITHOUT_SOURCES

from .rooms import ROOT


@pytest.fixture(scope="module")
def content():
    with override("en"):
        return read_content(ROOT / "content")


def test_content_is_there(content):
    assert len(content.files) > 100
    assert len(content.figures) > 100
    assert len(content.terms) > 5
    assert Counter(file.kind for file in content.sources)["article"] >= 20


def test_no_file_would_be_refused_by_the_import(content):
    assert [str(problem) for problem in content.refused] == []


@pytest.mark.parametrize("rule", RULES)
def test_real_content_keeps_the_rule(content, rule):
    with override("en"):
        assert [str(problem) for problem in RULES[rule](content)] == []


def test_reasons_are_only_given_for_pages_without_sources(content):
    bare = {name for file in content.sources if not file.front.get("sources") for name in (file.kind, file.key)}
    assert set(WITHOUT_SOURCES) - bare == set()
