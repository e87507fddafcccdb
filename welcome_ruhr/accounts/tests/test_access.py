"""Who gets where: one row per address, one column per kind of person."""

import pytest

from .people import make_person

pytestmark = pytest.mark.django_db

LOGIN = "→ /account/login/"
HOME = "→ /admin/"
CONFIRM = "→ /account/confirm/"
SECURITY = "→ /account/security/"
WORKSPACE = "→ /workspace/"
OPEN = "open"
PEOPLE = ["anonymous", "no role", "editor", "reviewer", "administrator"]
# Wagtail leads people back to its own home, with a message, where they have no permission.
TABLE = {
    "/account/login/": [OPEN, WORKSPACE, HOME, HOME, HOME],
    "/account/logout/": ["→ /", OPEN, OPEN, OPEN, OPEN],
    "/account/": [SECURITY] * 5,
    "/account/security/": [LOGIN, OPEN, OPEN, OPEN, OPEN],
    "/account/security/app/activate/": [LOGIN, CONFIRM, CONFIRM, CONFIRM, CONFIRM],
    "/account/security/passkeys/": [LOGIN, OPEN, OPEN, OPEN, OPEN],
    "/account/security/passkeys/add/": [LOGIN, CONFIRM, CONFIRM, CONFIRM, CONFIRM],
    "/account/password/change/": [LOGIN, OPEN, OPEN, OPEN, OPEN],
    "/account/password/reset/": [OPEN] * 5,
    "/account/second-factor/": [LOGIN, WORKSPACE, HOME, HOME, HOME],
    "/admin/": [LOGIN, LOGIN, OPEN, OPEN, OPEN],
    "/admin/account/": [LOGIN, LOGIN, OPEN, OPEN, OPEN],
    "/admin/login/": [LOGIN, LOGIN, HOME, HOME, HOME],
    "/admin/users/": [LOGIN, LOGIN, HOME, HOME, OPEN],
    "/admin/users/new/": [LOGIN, LOGIN, HOME, HOME, OPEN],
    "/admin/users/second-factor/{other}/": [LOGIN, LOGIN, HOME, HOME, OPEN],
    "/admin/groups/": [LOGIN, LOGIN, HOME, HOME, OPEN],
    "/admin/workflows/list/": [LOGIN, LOGIN, HOME, HOME, OPEN],
    "/admin/redirects/": [LOGIN, LOGIN, HOME, HOME, OPEN],
    "/admin/images/": [LOGIN, LOGIN, OPEN, OPEN, OPEN],
    "/admin/documents/": [LOGIN, LOGIN, OPEN, OPEN, OPEN],
    "/workspace/": [LOGIN, OPEN, OPEN, OPEN, OPEN],
    "/workspace/waiting/": [LOGIN, OPEN, OPEN, OPEN, OPEN],
}


def outcome(response):
    if response.status_code in {301, 302}:
        return f"→ {response.url.partition('?')[0]}"
    return OPEN if response.status_code == 200 else str(response.status_code)


@pytest.mark.parametrize("address", TABLE)
def test_each_kind_of_person_gets_where_they_may(client, address):
    path = address.format(other=make_person().pk)
    seen = []
    for kind in PEOPLE:
        client.logout()
        if kind != "anonymous":
            role = None if kind == "no role" else kind
            client.force_login(make_person(role, is_demo=True))
        seen.append(outcome(client.get(path)))
    assert seen == TABLE[address]


@pytest.mark.parametrize("path", ["/account/signup/", "/account/email/", "/account/oidc/login/"])
@pytest.mark.parametrize("kind", ["anonymous", "administrator"])
def test_what_is_not_used_is_not_there(client, path, kind):
    if kind != "anonymous":
        client.force_login(make_person(kind, is_demo=True))
    # Django first tries the address below the language.
    assert client.get(path, follow=True).status_code == 404
