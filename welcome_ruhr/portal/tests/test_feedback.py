"""“Was this page helpful?”: anonymous, without a cookie, and not to be misused from elsewhere."""

from datetime import date, timedelta

import pytest

from welcome_ruhr.directory.tests.factories import make_office
from welcome_ruhr.foundation import clock
from welcome_ruhr.portal.actions import FEEDBACK_PER_HOUR
from welcome_ruhr.portal.models import PageFeedback

from .factories import make_article, make_topic, translate
from .reading import Page, read

pytestmark = pytest.mark.django_db
ADDRESS = "/de/feedback/?page=article:blaue-karte"


@pytest.fixture(autouse=True)
def article():
    return make_article("Blaue Karte", topic=make_topic("a"))


def send(client, path=ADDRESS, headers=None, **answers):
    return client.post(path, {"helpful": "yes", **answers}, headers=headers or {"sec-fetch-site": "same-origin"})


def test_answer_is_kept_with_the_day_and_nothing_about_the_person(client):
    response = send(client, helpful="no", comment="  Die Adresse fehlt. ")
    assert response.status_code == 200
    [kept] = PageFeedback.objects.values()
    kept.pop("id")
    assert kept == {
        "about": "article:blaue-karte",
        "language": "de",
        "helpful": False,
        "comment": "Die Adresse fehlt.",
        "given_on": date(2026, 11, 22),
        "dealt_with_at": None,
        "dealt_with_by_id": None,
    }


def test_thanks_leads_back_to_the_page(client):
    page = Page(send(client).content.decode())
    assert page.all("form", method="post") == []
    assert "/de/a/blaue-karte/" in page.links()


def test_form_works_without_cookie_and_script(client):
    page = read(client, f"{ADDRESS}&helpful=no")
    assert page.all("form", method="post")[0]["action"] == f"{ADDRESS}&helpful=no"
    assert "csrfmiddlewaretoken" not in page.html
    send(client)
    assert client.cookies == {}


@pytest.mark.parametrize(
    "headers",
    [{"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "https://evil.example"}],
)
def test_answer_sent_from_another_site_is_refused(client, headers):
    assert send(client, headers=headers).status_code == 403
    assert PageFeedback.objects.count() == 0


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "none"}, {"origin": "http://testserver"}, {"x-old": "browser"}])
def test_answer_from_the_portal_itself_is_taken_also_from_old_browsers(client, headers):
    assert send(client, headers=headers).status_code == 200
    assert PageFeedback.objects.count() == 1


@pytest.mark.parametrize(
    "answers", [{"comment": "x" * 1001}, {"helpful": "perhaps"}, {"helpful": ""}, {"comment": "a\x00b"}]
)
def test_answer_that_cannot_be_kept_is_asked_for_again(client, answers):
    response = send(client, **answers)
    assert response.status_code == 422
    assert len(response.context["error_items"]) == 1
    assert PageFeedback.objects.count() == 0


def test_too_many_answers_in_an_hour_are_refused_in_words(client):
    for _ in range(FEEDBACK_PER_HOUR):
        assert send(client).status_code == 200
    response = send(client, path=ADDRESS.replace("/de/", "/en/"))
    assert response.status_code == 422
    assert "That was a lot of feedback in a short time." in response.content.decode()
    assert PageFeedback.objects.count() == FEEDBACK_PER_HOUR


def test_another_person_may_answer_meanwhile_and_everybody_an_hour_later(client):
    for _ in range(FEEDBACK_PER_HOUR):
        send(client)
    assert client.post(ADDRESS, {"helpful": "yes"}, REMOTE_ADDR="192.0.2.7").status_code == 200
    with clock.fixed(clock.now() + timedelta(minutes=61)):
        assert send(client).status_code == 200


@pytest.mark.parametrize(
    "page",
    ["", "article:nothing", "nothing", "page:home", "office:nothing", "article:blaue-karte:x", "\x00", "a" * 900],
)
def test_feedback_on_a_page_that_is_not_there_is_a_missing_page(client, page):
    assert client.get("/de/feedback/", {"page": page}).status_code == 404
    assert client.post(f"/de/feedback/?page={page.replace(chr(0), '%00')}", {"helpful": "yes"}).status_code == 404


def test_page_that_is_not_public_takes_no_feedback(client, article):
    article.unpublish()
    assert client.get(ADDRESS).status_code == 404


def test_feedback_speaks_of_the_page_in_the_readers_language(client, article):
    translate(article, title="Blue Card", slug="blue-card")
    assert "About the page “Blue Card”" in read(client, ADDRESS.replace("/de/", "/en/")).html


def test_details_of_a_verified_office_can_be_reported(client):
    office, hidden = make_office("Ausländerbehörde Herne"), make_office(published=False)
    assert send(client, path=f"/de/feedback/?page=office:{office.key}").status_code == 200
    assert PageFeedback.objects.get().about == f"office:{office.key}"
    assert client.get(f"/de/feedback/?page=office:{hidden.key}").status_code == 404


def test_program_that_fills_in_every_field_is_asked_again_and_a_person_gets_through(client):
    response = send(client, comment="Buy", website="https://example.org/")
    assert response.status_code == 422
    assert PageFeedback.objects.count() == 0
    page = Page(response.content.decode())
    [trap] = page.all("input", name="website")
    assert trap.get("value", "") == ""
    assert send(client, comment="Buy", website="").status_code == 200


def test_field_for_programs_is_hidden_from_everybody_and_its_absence_harms_nobody(client):
    page = read(client, ADDRESS)
    [around] = [one for one in page.all("p") if "hidden" in one]
    assert "Dieses Feld leer lassen" in around["text"]
    assert client.post(ADDRESS, {"helpful": "yes"}).status_code == 200


def test_advertising_with_many_addresses_is_refused_in_words(client):
    response = send(client, comment="www.a.example https://b.example")
    assert response.status_code == 422
    assert [item["href"] for item in response.context["error_items"]] == ["#id_comment"]
    assert send(client, comment="https://welcome.ruhr/de/ ist veraltet").status_code == 200
