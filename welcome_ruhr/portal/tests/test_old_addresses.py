"""Old addresses lead on for good, in the reader's language; editors extend the table, and it goes out and in."""

import pytest
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from welcome_ruhr.portal import actions
from welcome_ruhr.portal.models import ArticlePage

from .editors import working
from .factories import make_article, make_home, make_topic, publish, translate
from .test_content_refused import refusal

pytestmark = pytest.mark.django_db

REDIRECTS = "old_path,target\n/alt/,topic:residence\n/en/old/,topic:residence\n"


def steps(client, path):
    """Where an address leads: status and target of each step."""
    found = []
    while True:
        response = client.get(path)
        if response.status_code not in (301, 302):
            return [*found, (response.status_code, path)]
        path = response.url
        found.append((response.status_code, path))


@pytest.fixture
def article():
    make_home(), make_home("en"), make_home("ar")
    page = make_article("Anmelden", topic=make_topic("alltag"))
    translate(page, "en", slug="register")
    return page


def test_old_address_answers_with_one_permanent_step_to_its_page(client, folder, run_import):
    folder.write("redirects.csv", REDIRECTS)
    run_import()
    assert steps(client, "/alt/") == [(301, "/de/aufenthalt/"), (200, "/de/aufenthalt/")]
    assert steps(client, "/alt") == [(301, "/de/aufenthalt/"), (200, "/de/aufenthalt/")]
    assert steps(client, "/en/old/?a=b") == [(301, "/en/residence/"), (200, "/en/residence/")]


def test_browsers_language_does_not_change_that_of_the_old_address(client, folder, run_import):
    folder.write("redirects.csv", REDIRECTS)
    run_import()
    response = client.get("/alt/", headers={"accept-language": "en"})
    assert (response.status_code, response.url) == (301, "/de/aufenthalt/")


def test_moved_page_is_found_at_its_old_address_in_every_language(client, article, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        publish(ArticlePage.objects.get(slug="register"), slug="register-your-address")
    assert steps(client, "/en/alltag-en/register/")[-1] == (200, "/en/alltag-en/register-your-address/")
    assert steps(client, "/ar/alltag-en/register/") == [
        (301, "/ar/alltag-en/register-your-address/"),
        (200, "/ar/alltag-en/register-your-address/"),
    ]


def test_address_of_no_page_and_no_redirect_stays_unknown(client, article):
    assert client.get("/de/nirgends/").status_code == 404
    assert client.get("/de/%00/").status_code == 404


def test_redirect_to_a_page_that_is_not_public_leads_nowhere(client, article):
    Redirect.add_redirect("/alt/", article)
    article.unpublish()
    assert client.get("/alt/", headers={"accept-language": "de"}).headers.get("Location") != "/de/alltag/anmelden/"


def test_redirect_never_leads_to_itself(client, article):
    Redirect.add_redirect("/de/alltag/anmelden/", article)
    assert client.get("/de/alltag/anmelden/").status_code == 200


def test_editor_adds_an_old_address(client, article):
    working("editor").post(
        reverse("wagtailredirects:add"),
        {"old_path": "/merkblatt/", "site": "", "is_permanent": "on", "redirect_page": article.pk, "redirect_link": ""},
    )
    assert steps(client, "/merkblatt/") == [(301, "/de/alltag/anmelden/"), (200, "/de/alltag/anmelden/")]


def test_what_editors_added_goes_out_and_in_again(folder, run_import):
    folder.write("redirects.csv", REDIRECTS)
    run_import()
    english = ArticlePage.objects.get(slug="blue-card")
    Redirect.add_redirect("/merkblatt/", english)
    Redirect.add_redirect("/stadt/", "https://example.org/stadt")
    Redirect.add_redirect("/de/moved/", english, automatically_created=True)
    assert actions.export_content(folder=folder.path) == ["redirects.csv"]
    assert folder.read("redirects.csv") == (
        f"{REDIRECTS}/merkblatt,article:blue-card.en\n/stadt,https://example.org/stadt\n"
    )
    assert {outcome.name for outcome in run_import().outcomes} == {"UNCHANGED"}
    Redirect.objects.all().delete()
    run_import(take=[f"redirect:{path}" for path in ("/alt/", "/en/old/", "/merkblatt", "/stadt")])
    assert Redirect.objects.get(old_path="/merkblatt").redirect_page.slug == "blue-card"
    assert Redirect.objects.get(old_path="/stadt").redirect_link == "https://example.org/stadt"
    assert Redirect.objects.get(old_path="/en/old").redirect_page.slug == "residence"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("alt,topic:residence", "“alt” is not a path such as /en/old/."),
        ("/alt/,topic:residenz", "There is no entry topic:residenz. Did you mean “topic:residence”?"),
        ("/alt/,nonsense", "There is no entry nonsense."),
        ("/alt/,topic:residence\n/alt,page:home", "“/alt” is the same address as “/alt/” above."),
    ],
)
def test_row_that_is_wrong_is_refused_with_its_line(folder, run_import, row, reason):
    folder.write("redirects.csv", f"old_path,target\n{row}\n")
    [complaint] = refusal(run_import)
    assert complaint == f"redirects.csv:{len(row.splitlines()) + 1}: {reason}"
