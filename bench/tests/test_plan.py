import pytest

from bench.plan import FRAME, LEAF, plan

LANGUAGES = ["de", "en", "ar", "fr", "pl", "tr", "uk", "de-simple"]


@pytest.mark.parametrize("pages", [40, 400, 2_000, 20_000])
def test_site_has_exactly_as_many_pages_as_asked_for(pages):
    planned = list(plan(pages, LANGUAGES))
    assert len(planned) == len(set(planned)) == pages


@pytest.mark.parametrize("pages", [40, 2_000])
def test_each_page_comes_after_the_page_it_stands_below(pages):
    seen = set()
    for page in plan(pages, LANGUAGES):
        assert page.parent is None or (page.language, *page.parent) in seen
        seen.add((page.language, page.kind, page.name))


@pytest.mark.parametrize("pages", [40, 2_000])
def test_measured_article_exists_in_every_language(pages):
    found = [page.language for page in plan(pages, LANGUAGES) if (page.kind, page.name) == LEAF]
    assert found == LANGUAGES


def test_frame_of_the_source_language_is_the_same_at_every_size():
    grows = {"article", "journey", "news", "event"}
    frames = [
        [(page.kind, page.name) for page in plan(pages, LANGUAGES) if page.language == "de" and page.kind not in grows]
        for pages in (40, 20_000)
    ]
    assert frames == [list(FRAME), list(FRAME)]


def test_site_too_small_for_its_frame_is_refused():
    with pytest.raises(ValueError, match="too few"):
        list(plan(20, LANGUAGES))
