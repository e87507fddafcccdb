"""The office manages people in Wagtail's admin, by e-mail address."""

import re

import pytest
from allauth.mfa.models import Authenticator
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from welcome_ruhr.accounts.models import User
from welcome_ruhr.foundation.models import OutgoingMail

from .people import PASSWORD, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    """The browser of an administrator."""
    client.force_login(make_person("administrator", is_demo=True))
    return client


def new_person(**changes):
    editor = Group.objects.get(name="editor")
    return {
        "email": "New@example.org",
        "first_name": "Neu",
        "last_name": "Beispiel",
        "language": "de",
        "groups": [editor.pk],
    } | changes


def test_an_administrator_makes_an_account_by_address(office):
    assert office.post("/admin/users/new/", new_person()).status_code == 302
    made = User.objects.get(email="new@example.org")
    assert (str(made), made.language, made.has_usable_password()) == ("Neu Beispiel", "de", False)
    assert [group.name for group in made.groups.all()] == ["editor"]


def test_the_same_address_is_refused_beside_the_field(office):
    make_person(email="new@example.org")
    response = office.post("/admin/users/new/", new_person())
    assert response.context["form"].errors == {"email": ["Someone with this e-mail address exists."]}


def test_no_password_is_asked_for_and_none_is_taken(office):
    page = BeautifulSoup(office.get("/admin/users/new/").text, "html.parser")
    office.post("/admin/users/new/", new_person(password1=PASSWORD, password2=PASSWORD))
    assert page.select("input[type=password]") == []
    assert not User.objects.get(email="new@example.org").check_password(PASSWORD)


@pytest.mark.parametrize(
    ("language", "subject"), [("de", "Ihr Konto bei welcome.RUHR"), ("en", "Your account at welcome.RUHR")]
)
def test_a_new_person_chooses_a_password_by_the_link_in_a_mail(office, settings, language, subject):
    office.post("/admin/users/new/", new_person(language=language))
    mail = OutgoingMail.objects.get(kind="accounts.invited")
    assert (mail.recipient, mail.subject, mail.language) == ("new@example.org", subject, language)
    link = re.search(rf"{settings.BASE_URL}(/\S+key/\S+)", mail.text)[1]
    person = Client()
    form = person.get(link, follow=True)
    person.post(form.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    assert User.objects.get(email="new@example.org").check_password(PASSWORD)
    assert ModelLogEntry.objects.filter(action="accounts.invite").count() == 1


def test_who_let_the_link_expire_gets_another_as_for_a_forgotten_password(office, mailoutbox):
    office.post("/admin/users/new/", new_person())
    person = Client()
    person.post("/account/password/reset/", {"email": "new@example.org"})
    form = person.get(re.search(r"https?://[^/]+(/\S+key/\S+)", mailoutbox[-1].body)[1], follow=True)
    person.post(form.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    assert User.objects.get(email="new@example.org").check_password(PASSWORD)


def test_an_account_that_is_refused_sends_no_mail(office):
    office.post("/admin/users/new/", new_person(first_name=""))
    assert OutgoingMail.objects.count() == 0


def test_the_list_of_people_shows_their_roles_by_name(office):
    kim = make_person("editor")
    kim.groups.add(Group.objects.get(name="reviewer"))
    page = BeautifulSoup(office.get("/admin/users/").text, "html.parser")
    row = next(row for row in page.select("tbody tr") if kim.email in row.get_text())
    assert "Editor, Reviewer" in " ".join(row.get_text(" ").split())


def test_nobody_is_made_superuser_or_demo_account_here(office):
    office.post("/admin/users/new/", new_person(is_superuser="on", is_demo="on", is_staff="on"))
    made = User.objects.get(email="new@example.org")
    assert (made.is_superuser, made.is_demo, made.is_staff) == (False, False, False)


def test_an_administrator_changes_address_and_roles(office):
    kim = make_person("editor")
    reviewer = Group.objects.get(name="reviewer")
    form = new_person(email="KIM@example.org", groups=[reviewer.pk], password1="", password2="", is_active="on")
    office.post(f"/admin/users/edit/{kim.pk}/", form)
    kim.refresh_from_db()
    assert (kim.email, kim.is_active, kim.groups.get().name) == ("kim@example.org", True, "reviewer")
    assert kim.check_password(PASSWORD)


def test_nobody_changes_their_own_roles(client):
    lee = make_person("administrator", is_demo=True)
    client.force_login(lee)
    client.post(f"/admin/users/edit/{lee.pk}/", new_person(password1="", password2="", groups=[]))
    lee.refresh_from_db()
    assert (lee.email, lee.is_active, lee.groups.get().name) == ("new@example.org", True, "administrator")


def test_superusers_are_out_of_an_administrators_reach(office):
    boss = User.objects.create_superuser("boss@example.org", PASSWORD)
    Authenticator.objects.create(user=boss, type=Authenticator.Type.TOTP, data={})
    office.post(f"/admin/users/edit/{boss.pk}/", new_person())
    office.post(f"/admin/users/delete/{boss.pk}/")
    office.post(f"/admin/users/second-factor/{boss.pk}/")
    boss.refresh_from_db()
    assert (boss.email, Authenticator.objects.count()) == ("boss@example.org", 1)


def test_roles_are_offered_by_name_with_what_they_are_for(office):
    page = BeautifulSoup(office.get("/admin/users/new/").text, "html.parser")
    labels = [label.get_text(strip=True) for label in page.select("#id_groups label")]
    assert "Editor: writes and changes content and sends it to review" in labels
    assert page.find(id="id_is_superuser") is None


def test_people_are_listed_by_address(office):
    make_person(email="kim@example.org")
    assert "kim@example.org" in office.get("/admin/users/?q=kim").text


def test_the_list_of_people_asks_the_database_as_often_for_three_as_for_one(office):
    def count():
        with CaptureQueriesContext(connection) as queries:
            office.get("/admin/users/")
        return len(queries)

    count()  # fills the caches of content types and settings
    make_person("editor", second_factor=True)
    few = count()
    for _ in range(2):
        make_person("editor", second_factor=True)
    assert count() == few


def test_an_administrator_removes_a_lost_second_factor(office):
    kim = make_person("editor", second_factor=True)
    assert f"/admin/users/second-factor/{kim.pk}/" in office.get("/admin/users/").text
    assert "Kim Beispiel" in office.get(f"/admin/users/second-factor/{kim.pk}/").text
    office.post(f"/admin/users/second-factor/{kim.pk}/")
    assert Authenticator.objects.filter(user=kim).count() == 0
    entry = ModelLogEntry.objects.get(action="accounts.remove_second_factor")
    assert (entry.object_id, entry.user.groups.get().name) == (str(kim.pk), "administrator")


def test_looking_at_the_question_removes_nothing(office):
    kim = make_person("editor", second_factor=True)
    office.get(f"/admin/users/second-factor/{kim.pk}/")
    assert Authenticator.objects.filter(user=kim).count() == 1


def test_where_there_is_no_second_factor_the_office_is_told(office):
    kim = make_person("editor")
    page = office.post(f"/admin/users/second-factor/{kim.pk}/", follow=True)
    assert [str(message) for message in page.context["messages"]] == ["Kim Beispiel has no second factor."]


def test_the_command_line_removes_a_lost_second_factor(capsys):
    make_person("administrator", email="kim@example.org", second_factor=True)
    call_command("remove_second_factor", "Kim@example.org")
    assert (Authenticator.objects.count(), ModelLogEntry.objects.get().user_id) == (0, None)
    assert capsys.readouterr().out == "Done. A new second factor is asked for at the next sign-in.\n"


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("nobody@example.org", "There is no account with the address nobody@example.org."),
        ("kim@example.org", "kim@example.org has no second factor."),
    ],
)
def test_the_command_line_says_why_it_cannot(address, sentence):
    make_person(email="kim@example.org")
    with pytest.raises(CommandError, match=sentence):
        call_command("remove_second_factor", address)


def test_the_admins_account_page_leads_to_sign_in_and_security(office):
    page = BeautifulSoup(office.get("/admin/account/").text, "html.parser")
    assert page.find("a", href="/account/security/").get_text(strip=True) == "Sign-in and security"
