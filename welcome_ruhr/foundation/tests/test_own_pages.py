import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory

from welcome_ruhr.foundation.own_pages import own_pages_only


@own_pages_only
def view(request):
    return HttpResponse("taken")


def send(method="post", **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return view(getattr(RequestFactory(), method)("/form/", headers=named))


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "https://testserver"},
        {"sec_fetch_site": "cross-site", "origin": "http://testserver"},
    ],
)
def test_what_another_site_sends_is_refused(headers):
    with pytest.raises(PermissionDenied):
        send(**headers)


@pytest.mark.parametrize("headers", [{"sec_fetch_site": "same-origin"}, {"origin": "http://testserver"}, {}])
def test_what_the_own_pages_send_is_taken(headers):
    assert send(**headers).content == b"taken"


def test_a_link_from_another_site_may_be_followed():
    assert send("get", sec_fetch_site="cross-site").content == b"taken"


def test_the_form_needs_no_token():
    assert view.csrf_exempt
    assert view.own_pages_only
