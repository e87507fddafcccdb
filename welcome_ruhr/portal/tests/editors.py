"""Editors at work: browsers of people with a role, and what the page editor sends."""

from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from welcome_ruhr.accounts.tests.people import make_person
from welcome_ruhr.design.blocks import TEXT_FEATURES
from welcome_ruhr.portal import actions

from .factories import body, home_page, make_article

WORKFLOW = {"action-workflow-action": "yes"}


def working(role, language="en"):
    """Return the browser of a person with this role, signed in, after the rights were given on every tree there is."""
    actions.set_up_editing()
    client = Client(headers={"accept-language": language})
    client.person = make_person(role, is_demo=True)
    client.force_login(client.person)
    return client


def article_with(text="Ein Satz.", **fields):
    """A public article whose body is one paragraph."""
    home_page()
    return make_article(body=body(text), **fields)


def form_of(page, *paragraphs, **changes):
    """Return what the editor sends for an article with these paragraphs."""
    parts = [("text", rich_text(f"<p>{text}</p>", features=TEXT_FEATURES)) for text in paragraphs]
    fields = {
        "title": page.title,
        "slug": page.slug,
        "summary": page.summary,
        "german_term": page.german_term,
        "body": streamfield(parts),
        "sources": streamfield([]),
        "related": streamfield([]),
        "owner_role": page.owner_role,
        "comments": inline_formset([]),
    }
    return nested_form_data({**fields, **changes})


def send(client, page, form, **buttons):
    """Press a button of the page editor, such as `action_publish="yes"`; none saves a draft."""
    named = {name.replace("_", "-"): value for name, value in buttons.items()}
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), {**form, **named})


def said(response):
    """Return the sentences the next page shows on top, tags and buttons left out."""
    return [str(message).partition("<")[0].strip() for message in get_messages(response.wsgi_request)]
