"""Beside an article: the journeys that lead through it, which of them comes first, and which step comes next."""

import pytest

from welcome_ruhr.portal.queries import journeys_with
from welcome_ruhr.portal.queries.frame import EMPLOYERS

from .factories import make_article, make_home, make_journey, make_journey_index, make_topic, translate
from .reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article("Anmelden", topic=make_topic("alltag"))


@pytest.fixture
def journey(article):
    """Make a journey of these steps: an A leads to the article."""
    index = make_journey_index()

    def make(title, steps):
        return make_journey(
            title,
            index=index,
            steps=[
                {"title": f"Schritt {number}", **({"article": article.pk} if letter == "A" else {})}
                for number, letter in enumerate(steps, 1)
            ],
        )

    return make


def titles(found):
    return [one["journey"].title for one in found]


@pytest.mark.parametrize(
    ("steps", "position", "following"),
    [("A--", 1, "Schritt 2"), ("-AA-", 2, "Schritt 4"), ("-A--A", 2, "Schritt 3"), ("--A", 3, None)],
)
def test_next_step_is_the_first_that_leads_elsewhere(article, journey, steps, position, following):
    journey("Weg", steps)
    [found] = journeys_with(article, "de")
    assert (found["position"], found["next"] and found["next"]["title"]) == (position, following)


def test_journey_that_stays_longest_at_the_article_comes_first(article, journey):
    journey("Kommen", "-A--"), journey("Ankommen", "AA-"), journey("Bleiben", "--A")
    assert titles(journeys_with(article, "de")) == ["Ankommen", "Kommen", "Bleiben"]


def test_journey_in_the_language_of_the_reader_comes_before_longer_ones(article, journey):
    journey("Kommen", "AA-")
    translate(journey("Ankommen", "A--"), "tr", title="Varış")
    translate(article, "tr")
    assert titles(journeys_with(article, "tr")) == ["Varış", "Kommen"]


# --- employers ----------------------------------------------------------------------------------------------------


def test_every_page_leads_employers_to_the_journey_that_is_theirs(client):
    make_home("en")
    assert "For employers" not in read(client, "/en/").html
    journey = make_journey("Einstellen", index=make_journey_index(), content_id=EMPLOYERS, steps=[{"title": "Los"}])
    page = read(client, "/en/")
    assert "For employers" in page.html
    assert "/en/wege/einstellen/" in page.links()
    translate(journey, "en", title="Hire", slug="hire")
    assert "/en/wege-en/hire/" in read(client, "/en/").links()
    assert "/de/wege/einstellen/" in read(client, "/de/").links()
