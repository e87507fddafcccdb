"""Browsers of people who work on the directory, for tests of its admin."""

from html import unescape

from django.contrib.auth.models import Group, Permission
from django.contrib.messages import get_messages
from django.test import Client

from welcome_ruhr.accounts.models import User

WORDS = "a quiet canal at night"


def administrator():
    """The browser of somebody who may do everything: roles get their rights in the portal, whose tests try them."""
    return _browser(User.objects.create_superuser("root@example.org", WORDS, is_demo=True))


def somebody_who_may(*codenames):
    """The browser of somebody who may open the admin and has these rights on the directory."""
    person = User.objects.create_user("editor@example.org", WORDS, is_demo=True)
    group = Group.objects.create(name="those")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    group.permissions.add(*Permission.objects.filter(content_type__app_label="directory", codename__in=codenames))
    person.groups.add(group)
    return _browser(person)


def said(response):
    """Return the sentences the next page shows on top, buttons left out."""
    return [unescape(str(message).partition("<")[0].strip()) for message in get_messages(response.wsgi_request)]


def _browser(person):
    client = Client(headers={"accept-language": "en"})
    client.person = person
    client.force_login(person)
    return client
