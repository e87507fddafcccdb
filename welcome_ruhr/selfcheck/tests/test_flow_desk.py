import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from welcome_ruhr.directory.tests.editors import administrator

pytestmark = pytest.mark.django_db
LIST = "/admin/self-checks/"


def test_editors_see_each_self_check_with_its_picture():
    main = BeautifulSoup(administrator().get(LIST).content, "html.parser").main
    pictures = [link["href"] for link in main.select('a[href$=".svg"]')]
    assert pictures == [reverse("selfcheck_flow_picture", args=[name]) for name in flows()]


def flows():
    return ["german-course", "recognition", "residence-title"]


@pytest.mark.parametrize("name", flows())
def test_picture_is_drawn(name):
    response = administrator().get(f"{LIST}{name}.svg")
    assert (response.status_code, response["Content-Type"]) == (200, "image/svg+xml")
    assert BeautifulSoup(response.content, "html.parser").svg


def test_there_is_no_picture_of_what_is_not_there():
    assert administrator().get(f"{LIST}nothing.svg").status_code == 404


@pytest.mark.parametrize("path", [LIST, f"{LIST}recognition.svg"])
def test_others_are_asked_to_sign_in(client, path):
    assert client.get(path).status_code == 302
