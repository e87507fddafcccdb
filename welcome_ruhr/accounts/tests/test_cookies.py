import pytest

from .people import make_person, sign_in

pytestmark = pytest.mark.django_db
PUBLIC = ["/", "/gallery/", "/favicon.ico"]


def varies(response):
    return {name.strip() for name in response.headers.get("Vary", "").split(",")}


@pytest.mark.parametrize("path", PUBLIC)
def test_visitors_get_no_cookie_and_an_answer_that_is_the_same_for_all(client, path):
    response = client.get(path)
    assert (dict(response.cookies), "Cookie" in varies(response)) == ({}, False)


def test_the_sign_in_page_starts_no_session(client):
    assert set(client.get("/account/login/").cookies) == {"csrftoken"}


def test_the_session_cookie_stays_with_this_site_and_away_from_scripts(client):
    session = sign_in(client, make_person()).cookies["sessionid"]
    assert (session["httponly"], session["samesite"]) == (True, "Lax")
