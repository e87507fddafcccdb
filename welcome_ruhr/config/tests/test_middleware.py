import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("/DE/", "/de/"), ("/De-Simple/", "/de-simple/"), ("/UK/search/?q=A%20b", "/uk/search/?q=A%20b"), ("/AR", "/ar/")],
)
def test_language_in_capitals_leads_to_the_address_there_is(client, typed, meant):
    response = client.get(typed)
    assert (response.status_code, response.headers["Location"]) == (301, meant)


def test_other_capitals_are_nothing_special(client):
    assert client.get("/de/ARBEIT/").status_code == 404


def test_policy_is_written_in_one_order(client):
    policy = client.get("/de/search/").headers["Content-Security-Policy"].split("; ")
    assert policy == sorted(policy)
    assert "default-src 'none'" in policy
