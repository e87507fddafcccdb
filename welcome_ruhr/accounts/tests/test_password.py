import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from .people import PASSWORD, make_person, sign_in

pytestmark = pytest.mark.django_db
NEW = "seven herons on a slag heap"


def link_in(mail):
    return re.search(r"http://testserver(/\S+)", mail.body)[1]


def ask_for_link(client, email):
    return client.post("/account/password/reset/", {"email": email})


def test_a_forgotten_password_is_replaced_by_link(client, mailoutbox):
    kim = make_person("editor", email="kim@example.org", is_demo=True)
    ask_for_link(client, "Kim@example.org")
    form = client.get(link_in(mailoutbox[0]), follow=True)
    client.post(form.request["PATH_INFO"], {"password1": NEW, "password2": NEW})
    assert sign_in(client, kim, NEW).url == "/admin/"


def test_the_link_works_once(client, mailoutbox):
    ask_for_link(client, make_person().email)
    link = link_in(mailoutbox[0])
    form = client.get(link, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": NEW, "password2": NEW})
    assert Client().get(link, follow=True).context["token_fail"] is True


def test_an_unknown_address_gets_no_mail_but_the_same_page(client, mailoutbox):
    known = ask_for_link(client, make_person().email)
    unknown = ask_for_link(client, "nobody@example.org")
    assert (known.url, len(mailoutbox)) == (unknown.url, 1)


def test_the_mail_speaks_the_language_of_the_account(client, mailoutbox, monkeypatch):
    spoken = []
    from django.utils import translation

    from welcome_ruhr.accounts import adapters

    send = adapters.DefaultAccountAdapter.render_mail
    monkeypatch.setattr(
        adapters.DefaultAccountAdapter,
        "render_mail",
        lambda *args, **kwargs: spoken.append(translation.get_language()) or send(*args, **kwargs),
    )
    ask_for_link(client, make_person(language="de").email)
    ask_for_link(client, make_person().email)
    assert spoken == ["de", "en"]


def test_resetting_keeps_no_second_copy_of_the_address(client, mailoutbox):
    ask_for_link(client, make_person().email)
    assert (len(mailoutbox), EmailAddress.objects.count()) == (1, 0)


def test_after_a_change_of_address_the_old_link_is_dead(client, mailoutbox):
    kim = make_person()
    ask_for_link(client, kim.email)
    kim.email = "other@example.org"
    kim.save()
    assert client.get(link_in(mailoutbox[0]), follow=True).context["token_fail"] is True


def test_a_password_is_changed_without_scripts(client):
    kim = make_person("editor", is_demo=True)
    sign_in(client, kim)
    form = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert client.post("/account/password/change/", form).url == "/account/security/"
    kim.refresh_from_db()
    assert kim.check_password(NEW)


def test_a_weak_password_is_refused_beside_its_field(client):
    client.force_login(make_person())
    page = client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": "a", "password2": "a"})
    assert list(page.context["form"].errors) == ["password1"]


def test_who_has_no_password_yet_sets_one(client):
    kim = make_person()
    kim.set_unusable_password()
    kim.save()
    client.force_login(kim)
    assert client.get("/account/password/change/").url == "/account/password/set/"
    client.post("/account/password/set/", {"password1": NEW, "password2": NEW})
    kim.refresh_from_db()
    assert kim.check_password(NEW)
