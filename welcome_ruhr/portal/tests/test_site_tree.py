"""The tree of all pages in memory, and the same tree after pages have changed."""

import dataclasses

import pytest

from welcome_ruhr.portal.site_tree import Node, SiteTree, mended_site_tree, read_site_tree

from .factories import make_article, make_topic, publish, translate

HOME = Node(1, "Start", "homepage", "de", "home", "", "00010001")
TOPIC = Node(2, "Arbeit", "topicpage", "de", "work", "arbeit/", "000100010001")
FIRST = Node(3, "Eins", "articlepage", "de", "one", "arbeit/eins/", "0001000100010001")
SECOND = Node(4, "Zwei", "articlepage", "de", "two", "arbeit/zwei/", "0001000100010002")
OTHER = Node(5, "Wohnen", "topicpage", "de", "housing", "wohnen/", "000100010002")


@pytest.fixture
def tree():
    return SiteTree([OTHER, SECOND, FIRST, TOPIC, HOME])


def test_children_stand_right_below_a_page_in_tree_order(tree):
    assert tree.children(TOPIC) == [FIRST, SECOND]
    assert tree.children(HOME) == [TOPIC, OTHER]
    assert tree.children(FIRST) == []


def test_branch_holds_the_whole_language_and_nothing_else(tree):
    english = Node(9, "Home", "homepage", "en", "home", "", "00010002")
    both = tree.with_changed(["home"], [HOME, english])
    assert both.branch("de") == [HOME, TOPIC, FIRST, SECOND, OTHER]
    assert both.branch("en") == [english]
    assert both.branch("ar") == []


def test_page_that_is_gone_is_found_nowhere(tree):
    without = tree.with_changed(["one"], [])
    assert (without.node(3), without.at_address("arbeit/eins/", "de"), without.versions("one")) == (None, None, {})
    assert without.children(TOPIC) == [SECOND]
    assert without.of_kind("articlepage", [3, 4]) == [SECOND]


def test_page_with_another_address_is_found_there_only(tree):
    renamed = dataclasses.replace(FIRST, place="arbeit/erstens/", title="Erstens")
    changed = tree.with_changed(["one"], [renamed])
    assert (changed.at_address("arbeit/eins/", "de"), changed.at_address("arbeit/erstens/", "de")) == (None, renamed)
    assert changed.children(TOPIC) == [renamed, SECOND]


def test_changed_tree_leaves_the_former_one_as_it_was(tree):
    tree.with_changed(["one", "home"], [])
    assert tree.children(TOPIC) == [FIRST, SECOND]
    assert tree.languages() == ["de"]


@pytest.mark.django_db
def test_mended_tree_is_the_one_that_would_be_read_anew():
    topic = make_topic("arbeit")
    kept, gone = make_article("Bleibt", topic=topic), make_article("Geht", topic=topic)
    before = read_site_tree()
    publish(kept, title="Anders", slug="anders")
    gone.unpublish()
    added = translate(kept)
    keys = {kept.translation_key, gone.translation_key, added.translation_key, topic.translation_key}
    home = topic.get_parent().translation_key
    mended = mended_site_tree(before, [f"page:{key}" for key in {*keys, home}])
    assert mended.nodes() == read_site_tree().nodes()
    assert [mended.children(node) for node in mended.nodes()] == [
        read_site_tree().children(node) for node in read_site_tree().nodes()
    ]
