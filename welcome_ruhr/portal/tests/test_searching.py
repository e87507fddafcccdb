import pytest
from django.utils.html import strip_tags

from welcome_ruhr.directory.tests.factories import make_town
from welcome_ruhr.portal.models import ArticlePage

from .factories import body, make_article, make_city_index, make_home, make_topic, translate
from .reading import read

pytestmark = pytest.mark.django_db


def results(client, words, language="de"):
    """Titles of the pages found, in order."""
    response = client.get(f"/{language}/search/", {"q": words})
    assert response.status_code == 200
    found = response.context["found"]
    return [strip_tags(one.title) for group in found.groups for one in group["results"]] if found else []


@pytest.fixture
def articles():
    topic = make_topic("aufenthalt")
    make_article("Blaue Karte", topic=topic, summary="Für Hochqualifizierte.", body=body("Ein Gehalt ist nötig."))
    make_article("Führerschein", slug="fuehrerschein", topic=topic, body=body("Tauschen Sie die Karte um."))
    return topic


def test_page_is_found_by_words_of_its_title_summary_and_text(client, articles):
    assert results(client, "blaue karte")[0] == "Blaue Karte"
    assert results(client, "Hochqualifizierte") == ["Blaue Karte"]
    assert results(client, "Gehalt") == ["Blaue Karte"]


def test_page_with_the_words_in_its_title_comes_first(client, articles):
    assert results(client, "Karte") == ["Blaue Karte", "Führerschein"]


def test_whole_question_finds_pages_with_some_of_its_words(client, articles):
    assert "Führerschein" in results(client, "Wie kann ich meinen Führerschein eintauschen")


def test_each_page_is_found_once_in_the_readers_language(client, articles):
    article = ArticlePage.objects.get(slug="blaue-karte")
    translate(article, title="Blaue Karte EU", slug="blue-card")
    assert results(client, "Blaue") == ["Blaue Karte"]
    assert results(client, "Blaue", "en") == ["Blaue Karte EU"]


def test_page_in_another_language_is_found_and_marked(client, articles):
    make_home("en")
    page = read(client, "/en/search/?q=Führerschein")
    [found] = page.all("a", href="/en/aufenthalt/fuehrerschein/")
    assert found["text"] == "Führerschein"
    assert len(page.all("div", lang="de")) == 1


def test_page_that_is_not_public_is_not_found(client, articles):
    ArticlePage.objects.get(slug="blaue-karte").unpublish()
    assert results(client, "Hochqualifizierte") == []


def test_town_is_found_by_name_and_postcode(client):
    make_city_index()
    make_town("Castrop-Rauxel", postcodes="44575")
    for words in ("castrop", "44575"):
        assert "/de/staedte/castrop-rauxel/" in read(client, f"/de/search/?q={words}").links()


def test_nothing_found_says_so_and_offers_topics(client, articles):
    page = read(client, "/en/search/?q=Quetschkommode")
    assert "Nothing found for “Quetschkommode”" in page.html
    assert "/en/aufenthalt/" in page.links()


def test_more_results_are_shown_where_there_are_more(client, articles):
    for number in range(15):
        make_article(f"Karte {number}", topic=articles)
    page = read(client, "/en/search/?q=karte")
    assert "The 10 best results for “karte”" in page.html
    assert "?q=karte&more=yes" in page.links()
    more = read(client, "/en/search/?q=karte&more=yes")
    assert len(more.all("article")) == 16
    assert "Show more results" not in more.html


def test_nothing_found_within_a_topic_leads_out_of_it_first(client, articles):
    make_topic("arbeit")
    page = read(client, "/en/search/?q=karte&topic=arbeit")
    assert "?q=karte" in page.links()
    assert "Search without narrowing" in page.html


@pytest.mark.parametrize(
    "words",
    [
        "x" * 5000,
        "wort " * 1000,
        "\x00",
        "karte\x00blaue",
        "   ",
        "' OR 1=1 --",
        '"',
        "(((",
        "a & b | !c <-> d:*",
        "%",
        "_",
        "\\",
        "🏭",
        "الإقامة",
        "\u202e\u200f",
        "-",
        "NOT",
        "*",
        "col:wort",
        "NEAR(a b)",
    ],
)
def test_odd_words_are_searched_and_no_error(client, articles, words):
    make_city_index(), make_town("Herne")
    assert isinstance(results(client, words), list)


@pytest.mark.parametrize("words", ["", "   "])
def test_empty_search_shows_the_form_and_what_is_asked_most(client, articles, words):
    page = read(client, f"/de/search/?q={words}")
    assert len(page.all("input", name="q")) == 1
    assert [line["text"] for line in page.all("p", role="status")] == [""]


def test_words_are_shown_again_and_escaped(client, articles):
    page = read(client, "/de/search/?q=%3Cb%3E%22x")
    assert page.all("input", name="q")[0]["value"] == '<b>"x'
    assert "<b>&quot;x" not in page.html


def test_many_words_cost_no_more_than_the_first_two_hundred_characters(client, articles):
    page = read(client, f"/de/search/?q={'y' * 300}")
    assert page.all("input", name="q")[0]["value"] == "y" * 200


def test_search_can_only_be_read(client, articles):
    assert client.post("/de/search/", {"q": "x"}).status_code == 405
