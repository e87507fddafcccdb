"""A translation whose words are still those of its source does not go public by the editors' hands."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from .editors import article_with, form_of, said, send, working
from .factories import body, save_draft, translate

pytestmark = pytest.mark.django_db

SAME = {"title": "Anmeldung", "summary": "So melden Sie sich an."}
SENTENCE = "Not translated yet: Title, Summary. These are still the words of the source."


def copy_of(language="ar", **changes):
    """A draft that was made from an article and of which somebody has changed this much."""
    source = article_with("Melden Sie sich an.", **SAME)
    page = translate(source, language, body=body("سجّل."), summary="سجّل هنا.")
    save_draft(page, **{**SAME, **changes})
    return Page.objects.get(pk=page.pk).specific


@pytest.mark.parametrize(("role", "button"), [("editor", "action_submit"), ("reviewer", "action_publish")])
def test_untouched_title_and_summary_are_refused_beside_the_title(role, button):
    page = copy_of()
    response = send(working(role), page, form_of(page, "سجّل.", **SAME), **{button: "yes"})
    assert response.context["form"].errors["title"] == [SENTENCE]


@pytest.mark.parametrize("changes", [{"summary": "سجّل هنا الآن."}, {"title": "التسجيل"}])
def test_one_short_text_may_stay_as_it_is(changes):
    page = copy_of()
    form = form_of(page, "سجّل.", **{**SAME, **changes})
    send(working("reviewer"), page, form, action_publish="yes")
    assert not Page.objects.get(pk=page.pk).has_unpublished_changes


def test_without_a_summary_the_body_tells():
    source = article_with("Melden Sie sich an.", title="BAföG", summary="")
    page = translate(source, "ar", body=body("سجّل."))
    client = working("reviewer")
    response = send(client, page, form_of(page, "Melden Sie sich an.", title="BAföG"), action_publish="yes")
    sentence = "Not translated yet: Title, Body. These are still the words of the source."
    assert response.context["form"].errors["title"] == [sentence]
    send(client, page, form_of(page, "سجّل الآن.", title="BAföG"), action_publish="yes")
    assert Page.objects.get(pk=page.pk).title == "BAföG"


def test_source_itself_is_published():
    source = article_with("Melden Sie sich an.", **SAME)
    send(working("reviewer"), source, form_of(source, "Neu.", **SAME), action_publish="yes")
    assert not Page.objects.get(pk=source.pk).has_unpublished_changes


def test_draft_is_stored_and_the_editor_says_what_is_missing():
    page = copy_of()
    client = working("editor")
    send(client, page, form_of(page, "سجّل.", **SAME))
    shown = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert f"<li>{SENTENCE}</li>" in shown


def test_approving_outside_the_editor_is_refused_in_a_sentence():
    page = copy_of()
    editor = working("editor").person  # only now there is a workflow
    Page.objects.get(pk=page.pk).specific.get_workflow().start(page, editor)
    state = Page.objects.get(pk=page.pk).current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    assert said(working("reviewer").post(address, {"comment": ""})) == [
        f"“Anmeldung (ar)” was not published. {SENTENCE}"
    ]
    assert Page.objects.get(pk=page.pk).title != "Anmeldung"
