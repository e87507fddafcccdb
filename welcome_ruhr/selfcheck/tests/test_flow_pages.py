import pytest
from bs4 import BeautifulSoup

from welcome_ruhr.facts.models import LegalBasis
from welcome_ruhr.portal.tests.factories import make_article, make_home, translate

from .small_flow import changed, make_points_min, written

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    """The small flow in a content folder of its own, and the portal around it."""
    settings.CONTENT_DIR = tmp_path
    written(tmp_path)
    make_home()
    return tmp_path


@pytest.fixture
def look(client):
    """`look("/de/check/")` returns the page's main part."""

    def look_at(address):
        return BeautifulSoup(client.get(address).content, "html.parser").main

    return look_at


def texts(part, selector):
    return [" ".join(found.get_text().split()) for found in part.select(selector)]


def links(part, selector):
    return [(" ".join(found.get_text().split()), found["href"], found.get("rel")) for found in part.select(selector)]


def test_list_names_each_self_check_in_the_readers_language(look):
    assert links(look("/de/check/"), ".teaser a") == [("Passt die Karte?", "/de/check/passt-die-karte/", None)]
    assert links(look("/en/check/"), "h2.teaser__title a") == [
        ("Does the card fit?", "/en/check/does-the-card-fit/", None)
    ]


def test_first_page_says_what_it_is_about_and_asks_the_first_question(look):
    page = look("/en/check/does-the-card-fit/")
    assert (texts(page, "h1"), texts(page, ".lead"), texts(page, "h2")[0]) == (
        ["Does the card fit?"],
        ["Two questions."],
        "Which passport?",
    )
    assert links(page, ".choice") == [
        ("From the EU", "?passport=eu", ["nofollow"]),
        ("Another", "?passport=other", ["nofollow"]),
    ]


def test_next_question_is_the_head_and_says_how_many_may_come(look):
    page = look("/en/check/does-the-card-fit/?passport=other")
    assert texts(page, "h1") == ["How good is your German?"]
    assert "Question 2, the last one" in texts(page, ".small")
    assert links(page, ".choice")[0] == ("B1", "?passport=other&german=b1", ["nofollow"])
    assert texts(page, ".way__question") == ["Which passport?"]


def test_each_answer_can_be_changed(look):
    page = look("/en/check/does-the-card-fit/?passport=other&german=none")
    assert links(page, ".way__change a") == [
        ("Change: Which passport?", "/en/check/does-the-card-fit/", ["nofollow"]),
        ("Change: How good is your German?", "?passport=other", ["nofollow"]),
    ]


def test_outcome_says_how_sure_it_is_and_why(look):
    LegalBasis.objects.create(key="law-2", label="Gesetz § 2", url="https://example.org/2")
    page = look("/en/check/does-the-card-fit/?passport=eu")
    assert texts(page, "h1") == ["You probably need no card"]
    assert texts(page, ".certainty") == ["Likely. Please have it confirmed before you rely on it."]
    assert texts(page, ".reasons__one p") == [
        "Your passport is from the EU.",
        "Which passport? From the EU",
        "Legal basis: Gesetz § 2",
    ]
    assert links(page, ".reasons a") == [("Gesetz § 2", "https://example.org/2", None)]


def test_outcome_leads_to_pages_and_to_the_office(look):
    translate(make_article("EU", slug="eu", content_id="eu-citizens"), title="EU citizens")
    page = look("/en/check/does-the-card-fit/?passport=eu")
    [(title, href, _rel)] = links(page, ".link-list a")
    assert title == "EU citizens"
    assert links(page, ".prose a") == [("more", href, None)]
    assert links(page, ".button") == [
        ("Find the office responsible for you", "/en/find-office/?matter=registration&purpose=work", ["nofollow"])
    ]


def test_link_to_a_page_that_is_not_public_is_plain_text(look):
    page = look("/en/check/does-the-card-fit/?passport=eu")
    assert page.select_one(".prose").decode_contents() == "<p>Read more.</p>"
    assert links(page, ".link-list a") == []


def test_figures_stand_with_their_dates_and_german_terms_are_marked(look):
    make_points_min()
    page = look("/en/check/does-the-card-fit/?passport=other&german=b1")
    assert texts(page, ".prose p") == ["You need 3 points (2026), says the Ausländerbehörde."]
    assert texts(page, ".figure-table td") == ["3 points 2026"]
    assert page.select_one(".prose .term")["lang"] == "de"


def test_points_are_compared_with_the_figure(look):
    make_points_min("4")
    assert texts(look("/en/check/does-the-card-fit/?passport=other&german=b1"), "h1") == ["Please ask"]


def test_while_the_figure_is_missing_nothing_is_claimed(look):
    page = look("/en/check/does-the-card-fit/?passport=other&german=b1")
    sentence = "We cannot answer this at the moment, because a figure is being checked. Please ask us."
    assert (texts(page, ".notice"), texts(page, ".certainty")) == ([sentence], [])


def test_address_that_does_not_fit_is_said_and_the_question_asked_again(look):
    page = look("/en/check/does-the-card-fit/?passport=other&german=c3")
    assert texts(page, ".notice") == ["Part of this address is no longer valid. Please answer this question again."]
    assert texts(page, "h1") == ["How good is your German?"]


def test_reader_of_another_language_is_told_which_one_it_is(look):
    page = look("/fr/check/does-the-card-fit/?passport=other")
    assert len(page.select(".notice--language")) == 1
    assert [(found["lang"], found.get_text()) for found in page.select("h1 bdi, .choice bdi")] == [
        ("en", "How good is your German?"),
        ("en", "B1"),
        ("en", "None"),
    ]


def test_address_of_another_language_leads_on_with_the_answers(client):
    response = client.get("/de/check/does-the-card-fit/?passport=other")
    assert (response.status_code, response["Location"]) == (301, "/de/check/passt-die-karte/?passport=other")
    assert response["Cache-Control"] == "no-store"


def test_language_switch_keeps_the_answers(client):
    page = BeautifulSoup(client.get("/de/check/passt-die-karte/?passport=other").content, "html.parser")
    hrefs = {found["hreflang"]: found["href"] for found in page.select(".language-switch__item")}
    assert hrefs["en"] == "/en/check/does-the-card-fit/?passport=other"
    assert hrefs["ar"] == "/ar/check/does-the-card-fit/?passport=other"


def test_page_with_answers_is_kept_and_passed_on_by_nobody(client):
    response = client.get("/de/check/passt-die-karte/?passport=other")
    headers = [response[name] for name in ("Cache-Control", "X-Robots-Tag", "Referrer-Policy")]
    assert headers == ["no-store", "noindex", "no-referrer"]
    page = BeautifulSoup(response.content, "html.parser")
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex, follow"
    assert page.find("link", rel="alternate", hreflang="en") is None


def test_page_without_answers_can_be_found(client):
    page = BeautifulSoup(client.get("/de/check/passt-die-karte/").content, "html.parser")
    assert page.find("link", rel="canonical")["href"].endswith("/de/check/passt-die-karte/")
    assert [found["hreflang"] for found in page.find_all("link", rel="alternate", hreflang=True)] == [
        "de",
        "en",
        "x-default",
    ]
    assert page.find("meta", attrs={"name": "robots"}) is None


@pytest.mark.parametrize("query", ["", "?passport=other", "?passport=eu", "?passport=mars"])
def test_each_page_says_that_it_is_no_legal_advice(query, look):
    sentence = "This is information and no legal advice. The office decides about your case."
    assert [text for text in texts(look(f"/en/check/does-the-card-fit/{query}"), ".small") if sentence in text]


def test_print_view_leads_back_to_the_outcome(look):
    page = look("/en/check/does-the-card-fit/?passport=eu&print=yes")
    assert links(page, ".action-link") == [("Back to the page", "?passport=eu", ["nofollow"])]
    assert ("Print view", "?passport=eu&print=yes", ["nofollow"]) in links(page, ".page-actions a")
    assert ("Start again", "/en/check/does-the-card-fit/", ["nofollow"]) in links(page, ".page-actions a")


def test_unknown_self_check_is_not_found(client):
    assert client.get("/de/check/etwas-anderes/").status_code == 404


def test_answers_are_only_read(client):
    assert client.post("/de/check/passt-die-karte/", {"passport": "eu"}).status_code == 405


def test_what_an_author_writes_is_shown_as_text(folder, look):
    written(
        folder, changed(("en: Another", "en: <b>Another</b>"), ("Read [more](article:eu-citizens).", "<b>Read</b>"))
    )
    page = look("/en/check/does-the-card-fit/")
    assert texts(page, ".choice")[1] == "<b>Another</b>"
    assert texts(look("/en/check/does-the-card-fit/?passport=eu"), ".prose p") == ["<b>Read</b>"]
