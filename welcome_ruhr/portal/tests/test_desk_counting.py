"""What readers did not find: counted without a word about them, and never so much that it hurts."""

from datetime import date, timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect

from welcome_ruhr.foundation import clock
from welcome_ruhr.portal.desk.actions import counting
from welcome_ruhr.portal.models import MissedAddress
from welcome_ruhr.search.models import Asked

from .editors import working
from .factories import home_page, make_article, make_topic

pytestmark = pytest.mark.django_db

PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36"
MONTH, TODAY = date(2026, 11, 1), date(2026, 11, 22)


@pytest.fixture(autouse=True)
def open_throttles():
    """The throttles belong to the process; each test begins with free ones."""
    counting.searches.open_again()
    counting.addresses.open_again()


@pytest.fixture
def reader():
    home_page()
    return Client(headers={"user-agent": PHONE})


def search(reader, words, **headers):
    assert reader.get("/de/search/", {"q": words}, headers=headers).status_code == 200


def miss(reader, path, **headers):
    assert reader.get(path, headers=headers).status_code == 404


def searches():
    return list(Asked.objects.values_list("words", "language", "month", "in_vain", "last_on"))


def addresses():
    return dict(MissedAddress.objects.values_list("path", "times"))


def on_desk(name):
    return list(working("editor").get("/admin/desk/").context[name])


# --- searches -----------------------------------------------------------------------------------


def test_search_without_a_hit_is_counted_by_its_words(reader):
    for words in ("Zaubertrank", "  zaubertrank ", "ZAUBERTRANK!"):
        search(reader, words)
    assert searches() == [("zaubertrank", "de", MONTH, 3, TODAY)]


def test_search_with_a_hit_is_counted_but_not_as_made_in_vain(reader):
    make_article("Zaubertrank", topic=make_topic("a"))
    search(reader, "Zaubertrank")
    assert searches() == [("zaubertrank", "de", MONTH, 0, TODAY)]
    assert on_desk("searches") == []


def test_opened_result_is_counted_for_its_words(reader):
    make_article("Zaubertrank", topic=make_topic("a"))
    search(reader, "Zaubertrank")
    assert reader.post("/de/search/followed/", {"q": "zaubertrank"}).status_code == 204
    assert list(Asked.objects.values_list("times", "followed")) == [(1, 1)]


def test_what_was_typed_and_looked_at_is_counted_like_a_search(reader):
    make_article("Zaubertrank", topic=make_topic("a"))
    for words in ("zaubertrank", "quidditch", "kim@example.org"):
        assert reader.post("/de/search/asked/", {"q": words}).status_code == 204
    assert sorted(Asked.objects.values_list("words", "times", "in_vain")) == [
        ("quidditch", 1, 1),
        ("zaubertrank", 1, 0),
    ]


@pytest.mark.parametrize("place", ["asked", "followed"])
def test_what_a_program_sends_is_not_counted(reader, place):
    for agent in ("curl/8", ""):
        assert reader.post(f"/de/search/{place}/", {"q": "x"}, headers={"user-agent": agent}).status_code == 204
    assert Asked.objects.count() == 0


def test_what_another_site_says_was_opened_is_not_counted(reader):
    answer = reader.post("/de/search/followed/", {"q": "x"}, headers={"sec-fetch-site": "cross-site"})
    assert (answer.status_code, Asked.objects.count()) == (403, 0)


@pytest.mark.parametrize(
    "words", ["kim@example.org", "Hauptstr 12", "٣٤٥ xyz", "x" * 61, "!!!", "wort " * 13, "½ Liter"]
)
def test_what_might_be_about_a_person_is_not_even_stored(reader, words):
    search(reader, words)
    assert searches() == []


def test_languages_and_months_are_counted_apart(reader):
    search(reader, "quidditch")
    reader.get("/en/search/", {"q": "quidditch"})
    with clock.fixed(clock.now() + timedelta(days=10)):
        search(reader, "quidditch")
    assert [row[1:4] for row in sorted(searches())] == [
        ("de", MONTH, 1),
        ("de", date(2026, 12, 1), 1),
        ("en", MONTH, 1),
    ]


def test_nothing_about_the_visitor_is_kept(reader):
    search(reader, "quidditch", **{"x-forwarded-for": "198.51.100.7", "referer": "https://elsewhere.example/"})
    [row] = Asked.objects.values()
    row.pop("id")
    counts = {"times": 1, "in_vain": 1, "followed": 0}
    assert row == {"words": "quidditch", "language": "de", "month": MONTH, "last_on": TODAY, **counts}


def test_desk_shows_only_what_was_asked_at_least_twice(reader):
    for words in ("quidditch", "zaubertrank", "zaubertrank", "hexenbesen", "hexenbesen", "hexenbesen"):
        search(reader, words)
    assert [(row["words"], row["total"]) for row in on_desk("searches")] == [("hexenbesen", 3), ("zaubertrank", 2)]
    assert "quidditch" not in working("editor").get("/admin/desk/").content.decode()


# --- addresses ----------------------------------------------------------------------------------


def test_address_not_found_is_counted_without_its_query(reader):
    miss(reader, "/de/alter-weg/")
    miss(reader, "/de/alter-weg/?name=Kim")
    assert addresses() == {"/de/alter-weg": 2}


def test_page_that_is_there_or_redirected_is_not_counted(reader):
    make_article("Neu", topic=make_topic("a"))
    Redirect.objects.create(old_path="/de/alt", redirect_link="/de/a/neu/")
    assert reader.get("/de/a/neu/").status_code == 200
    assert reader.get("/de/alt/").status_code == 301
    assert addresses() == {}


def test_address_without_a_language_is_counted_once(reader):
    assert reader.get("/alter-weg/", follow=True).status_code == 404
    assert sum(addresses().values()) == 1


@pytest.mark.parametrize(
    "agent", ["", "Mozilla/5.0 (compatible; Googlebot/2.1)", "curl/8.5", "python-requests/2", "Nikto Scanner"]
)
def test_programs_are_not_counted(reader, agent):
    miss(reader, "/de/alter-weg/", **{"user-agent": agent})
    search(reader, "quidditch", **{"user-agent": agent})
    assert (addresses(), searches()) == ({}, [])


@pytest.mark.parametrize("headers", [{"sec-purpose": "prefetch"}, {"sec-fetch-dest": "image"}])
def test_what_no_reader_sees_is_not_counted(reader, headers):
    miss(reader, "/de/alter-weg/", **headers)
    assert addresses() == {}


@pytest.mark.parametrize(
    "path",
    [
        "/de/wp-login.php", "/.env", "/de/.git/config", "/de/x.asp", "/de/wp-admin/", "/de/backup.zip", "/de/a%00b/",
        "/de/a%0ab/", "/static/none.css",
        "/admin/none/", "/media/none.jpg", "/de/" + "a" * 200 + "/",
    ],
)  # fmt: skip
def test_what_scanners_ask_for_is_not_counted(reader, path):
    reader.get(path, follow=True)
    assert addresses() == {}


def test_scanner_cannot_fill_the_table_in_a_minute(reader):
    for number in range(70):
        miss(reader, f"/de/probe-{number}/")
    assert MissedAddress.objects.count() == 60


def test_scanner_with_patience_cannot_fill_it_either(reader, monkeypatch):
    monkeypatch.setattr(counting, "MOST_ROWS", 20)
    monkeypatch.setattr(counting, "GIVES_WAY", 5)
    for _ in range(3):
        miss(reader, "/de/alter-weg/")
    for number in range(50):
        miss(reader, f"/de/probe-{number}/")
    assert MissedAddress.objects.count() <= 20
    assert addresses()["/de/alter-weg"] == 3
    assert "/de/probe-49" in addresses()


def test_minute_after_a_flood_counts_again(reader, monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(counting.time, "monotonic", lambda: now[0])
    counting.addresses.open_again()
    for number in range(61):
        miss(reader, f"/de/probe-{number}/")
    now[0] += 60
    miss(reader, "/de/danach/")
    assert addresses()["/de/danach"] == 1


def test_counting_is_one_update_where_the_address_is_known(reader):
    miss(reader, "/de/alter-weg/")
    with CaptureQueriesContext(connection) as queries:
        counting.count_missed_address(path="/de/alter-weg/")
    statements = [query["sql"].split()[0] for query in queries]
    assert [word for word in statements if word not in ("PRAGMA", "SAVEPOINT", "RELEASE")] == ["UPDATE"]


def test_reader_gets_the_page_while_the_database_is_busy(reader, monkeypatch):
    def busy(model):
        raise OperationalError("database is locked")

    monkeypatch.setattr(counting, "_make_room", busy)
    miss(reader, "/de/alter-weg/")
    search(reader, "quidditch")
    assert (addresses(), searches()) == ({}, [])


def test_desk_lists_addresses_with_more_than_five_visits_until_there_is_a_redirect(reader):
    for path, count in (("/de/oft/", 6), ("/de/selten/", 5)):
        for _ in range(count):
            miss(reader, path)
    assert [(row["path"], row["total"]) for row in on_desk("addresses")] == [("/de/oft", 6)]
    Redirect.objects.create(old_path="/de/oft", redirect_link="/de/")
    assert on_desk("addresses") == []


def test_visits_of_several_months_are_added_up(reader):
    for month in (10, 11):
        MissedAddress.objects.create(path="/de/alt", month=date(2026, month, 1), times=3, last_on=TODAY)
    assert [row["total"] for row in on_desk("addresses")] == [6]


def test_button_opens_the_form_for_a_redirect_with_the_address_filled_in(reader):
    MissedAddress.objects.create(path="/de/straße & mehr", month=MONTH, times=6, last_on=TODAY)
    client = working("editor")
    shown = client.get("/admin/desk/").content.decode()
    address = "/admin/desk/redirect/?old_path=%2Fde%2Fstra%C3%9Fe%20%26%20mehr"
    assert f'href="{address}"' in shown
    form = client.get(address).content.decode()
    assert 'value="/de/straße &amp; mehr"' in form
    assert 'action="/admin/redirects/add/"' in form


def test_counts_are_forgotten_after_twelve_months_and_single_searches_sooner():
    home_page()
    year_ago, spring = TODAY - timedelta(days=366), TODAY - timedelta(days=61)
    MissedAddress.objects.create(path="/de/alt", month=MONTH, times=9, last_on=year_ago)
    MissedAddress.objects.create(path="/de/neu", month=MONTH, times=1, last_on=spring)
    Asked.objects.create(words="oft", language="de", month=MONTH, times=2, in_vain=2, last_on=spring)
    Asked.objects.create(words="einmal", language="de", month=MONTH, times=1, last_on=spring)
    Asked.objects.create(words="früher", language="de", month=MONTH, times=9, last_on=year_ago)
    assert counting.forget_old_counts() == 3
    assert addresses() == {"/de/neu": 1}
    assert [row[0] for row in searches()] == ["oft"]
