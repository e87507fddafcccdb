import gzip
from datetime import timedelta

import brotli
import pytest

from welcome_ruhr.delivery import pressing
from welcome_ruhr.delivery.counters import shared
from welcome_ruhr.delivery.middleware import squeezed
from welcome_ruhr.delivery.store import page_store
from welcome_ruhr.foundation import clock

from . import small_site

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(settings, monkeypatch):
    settings.ROOT_URLCONF = small_site.__name__
    monkeypatch.setattr(small_site, "TEXT", {"now": "first"})
    monkeypatch.setattr(small_site, "HOOK", {"while rendering": lambda: None})
    monkeypatch.setattr(small_site, "UNTIL", {"moment": None})
    monkeypatch.setattr(small_site, "RENDERED", [])
    return small_site


def text(response):
    return response.content.decode().split("<p>")[1].split("</p>")[0]


def test_page_is_rendered_once_until_what_it_was_made_of_changes(client, site):
    assert [text(client.get("/de/")) for _ in range(3)] == ["first"] * 3
    site.TEXT["now"] = "second"
    shared().raise_for(["something else"])
    assert text(client.get("/de/")) == "first"
    shared().raise_for(["text"])
    assert text(client.get("/de/")) == "second"
    assert site.RENDERED == ["/de/", "/de/"]


def test_change_while_a_page_is_rendered_is_not_lost(client, site):
    """The old text was read already; the page must look old as soon as it is stored."""

    def commit():
        site.TEXT["now"] = "second"
        shared().raise_for(["text"])
        site.HOOK["while rendering"] = lambda: None

    site.HOOK["while rendering"] = commit
    assert text(client.get("/de/")) == "first"
    assert text(client.get("/de/")) == "second"


def test_page_ends_at_the_moment_it_named(client, site):
    site.UNTIL["moment"] = clock.now() - timedelta(days=1)
    client.get("/de/")
    site.UNTIL["moment"] = None
    client.get("/de/"), client.get("/de/")
    assert len(site.RENDERED) == 2


def test_stored_answer_is_the_first_answer_again(client):
    first, second = client.get("/de/"), client.get("/de/")
    assert dict(second.headers) == dict(first.headers)
    assert second.content == first.content
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert first.headers["Vary"] == "Accept-Encoding"
    assert first.headers["ETag"].startswith('W/"')
    assert "Content-Security-Policy" in first.headers


@pytest.mark.parametrize(
    ("accepted", "encoding", "read"),
    [("br", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress), ("", None, bytes)],
)
def test_page_is_sent_as_the_reader_can_take_it(client, accepted, encoding, read):
    plain = client.get("/de/").content
    response = client.get("/de/", headers={"Accept-Encoding": accepted})
    assert response.headers.get("Content-Encoding") == encoding
    assert read(response.content) == plain
    assert response.headers["Content-Length"] == str(len(response.content))


def test_first_answer_is_compressed_as_well(client):
    response = client.get("/de/", headers={"Accept-Encoding": "br"})
    assert response.headers["Content-Encoding"] == "br"


def test_page_is_made_smaller_while_nobody_waits(client):
    first = client.get("/de/", headers={"Accept-Encoding": "br"})
    pressing._thread.submit(lambda: None).result()
    later = client.get("/de/", headers={"Accept-Encoding": "br"})
    assert len(later.content) < len(first.content)
    assert brotli.decompress(later.content) == brotli.decompress(first.content)
    assert later.headers["ETag"] == first.headers["ETag"]


def test_page_that_changed_meanwhile_is_not_replaced_by_the_old_one(client, site):
    client.get("/de/")
    store = page_store()
    old = store.find("/de/")
    site.TEXT["now"] = "second"
    shared().raise_for(["text"])
    client.get("/de/")
    store.replace("/de/", old, old)
    assert text(client.get("/de/")) == "second"


def test_reader_who_has_the_page_gets_no_body(client):
    tag = client.get("/de/").headers["ETag"]
    response = client.get("/de/", headers={"If-None-Match": tag})
    assert (response.status_code, response.content, response.headers["ETag"]) == (304, b"", tag)
    assert client.get("/de/", headers={"If-None-Match": '"other"'}).status_code == 200


def test_head_is_the_page_without_its_body(client, site):
    get = client.get("/de/")
    head = client.head("/de/")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == get.headers["ETag"]
    assert site.RENDERED == ["/de/"]


@pytest.mark.parametrize(
    "path",
    [
        "/de/?q=1",
        "/de/unstorable/",
        "/de/cookie/",
        "/de/session/",
        "/de/missing/",
        "/de/streamed/",
        "/admin/x/",
        "/de/%C3%A4/",
    ],
)
def test_what_is_not_for_everybody_never_enters(client, path, own_store):
    client.get(path), client.get(path)
    assert [found for found in own_store.rglob("*") if found.is_file() and found.name != "counters"] == []


def test_post_is_neither_stored_nor_answered_from_the_store(client, site):
    client.get("/de/")
    client.post("/de/")
    assert len(site.RENDERED) == 2


def test_foreign_host_gets_nothing_from_the_store(client):
    client.get("/de/")
    assert client.get("/de/", headers={"Host": "evil.example"}).status_code == 400


def test_plain_request_is_sent_to_https_though_the_page_is_stored(client, settings):
    client.get("/de/")
    settings.SECURE_SSL_REDIRECT = True
    page_store().clear_memory()
    # The middleware of Django reads the setting once; ours must not answer before it.
    from django.test import RequestFactory

    from welcome_ruhr.delivery.middleware import _concerns

    assert not _concerns(RequestFactory().get("/de/"))
    assert _concerns(RequestFactory().get("/de/", secure=True))


def test_nothing_is_stored_when_the_store_is_off(client, settings, site):
    settings.PAGE_STORE = False
    client.get("/de/"), client.get("/de/")
    assert len(site.RENDERED) == 2


def test_indentation_is_left_out_but_not_where_it_is_shown():
    assert squeezed(b"<p>\n      a\n\n\n  b</p>") == b"<p>\na\nb</p>"
    assert squeezed(b"<pre>\n   a</pre>") == b"<pre>\n   a</pre>"
