"""A page with a figure that is unknown or not verified can be drafted, but it does not go public, whichever way."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision, WorkflowState

from welcome_ruhr.facts.tests.factories import make_figure, make_unverified
from welcome_ruhr.portal import actions, tasks
from welcome_ruhr.portal.models import ArticlePage

from .editors import WORKFLOW, article_with, form_of, said, send, working
from .factories import body, part, publish, save_draft

pytestmark = pytest.mark.django_db

NOT_VERIFIED = "The figure “Salary” (fee) is not verified. Verify it in Facts, or take it out of the text."
UNKNOWN = "There is no figure with the key “nothing”."
TOKEN = "Es kostet {{ fact:fee }}."
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def fee():
    return make_unverified("fee")


def draft_text(page):
    return "\n".join(Page.objects.get(pk=page.pk).specific.get_latest_revision_as_object().texts())


def is_public_with(page, text):
    return f"<p>{text}</p>" in [re.sub(r' data-block-key="\w+"', "", one) for one in _public_texts(page)]


def _public_texts(page):
    return ArticlePage.objects.get(pk=page.pk).texts()


def approve(client, page, **headers):
    state = Page.objects.get(pk=page.pk).current_workflow_task_state
    return client.post(
        reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk]), {"comment": ""}, **headers
    )


def submitted(page, text):
    """Put a draft into review past the editor's form, as it was before a figure lost its status."""
    draft = save_draft(page, body=body(text))
    page.get_workflow().start(draft, working("editor").person)
    return Page.objects.get(pk=page.pk).specific


def test_draft_is_stored_with_a_warning(fee):
    page = article_with()
    response = send(working("editor"), page, form_of(page, TOKEN, summary="Ab {{ fact:nothing }}"))
    assert said(response)[1:] == ["The draft is saved, but it cannot be published yet: see the reasons below."]
    assert TOKEN in draft_text(page)


def test_draft_without_such_a_figure_is_stored_without_a_warning():
    page = article_with()
    assert len(said(send(working("editor"), page, form_of(page, "Ein Wort.")))) == 1


def test_editor_says_why_a_stored_draft_cannot_be_published(fee):
    page = article_with()
    client = working("editor")
    send(client, page, form_of(page, TOKEN))
    shown = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert f"<li>{NOT_VERIFIED}</li>" in shown


@pytest.mark.parametrize(("role", "button"), [("editor", "action_submit"), ("reviewer", "action_publish")])
def test_refusal_stands_beside_the_part_and_nothing_is_lost(fee, role, button):
    page = article_with()
    response = send(working(role), page, form_of(page, "Ohne Zahl.", TOKEN), **{button: "yes"})
    form = response.context["form"]
    [error] = form.errors.as_data()["body"]
    assert error.block_errors[1].messages == [NOT_VERIFIED]
    assert TOKEN in response.content.decode()
    assert not is_public_with(page, TOKEN)
    assert not WorkflowState.objects.exists()


def test_refusal_stands_beside_the_summary():
    page = article_with()
    form = form_of(page, "Ein Satz.", summary="Ab {{ fact:nothing }}")
    response = send(working("reviewer"), page, form, action_publish="yes")
    assert response.context["form"].errors == {"summary": [UNKNOWN]}


def test_figure_chosen_for_a_table_is_refused_at_its_part(fee):
    page = article_with()
    response = send(working("reviewer"), page, form_of_table(page, fee), action_publish="yes")
    [error] = response.context["form"].errors.as_data()["body"]
    assert error.block_errors[0].messages == [NOT_VERIFIED]


def form_of_table(page, figure):
    form = form_of(page)
    items = {"items-count": "1", "items-0-deleted": "", "items-0-order": "0", "items-0-value": str(figure.pk)}
    table = {f"body-0-value-{name}": value for name, value in {"heading": "", **items}.items()}
    return {**form, "body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": "figures", **table}


def test_verified_figure_is_published():
    make_figure("fee")
    page = article_with()
    send(working("reviewer"), page, form_of(page, TOKEN), action_publish="yes")
    assert is_public_with(page, TOKEN)


def test_expired_figure_never_blocks():
    make_figure("fee", {"span": (None, datetime(2025, 12, 31, tzinfo=UTC).date())})
    page = article_with()
    send(working("reviewer"), page, form_of(page, TOKEN), action_publish="yes")
    assert is_public_with(page, TOKEN)


@pytest.mark.parametrize("headers", [{}, {"headers": {"x-requested-with": "XMLHttpRequest"}}])
def test_approval_from_the_dashboard_is_refused_with_a_sentence(fee, headers):
    page = article_with()
    client = working("reviewer")
    page = submitted(page, TOKEN)
    response = approve(client, page, **headers)
    assert said(response) == [f"“{page.title}” was not published. {NOT_VERIFIED}"]
    assert Page.objects.get(pk=page.pk).current_workflow_state.status == WorkflowState.STATUS_IN_PROGRESS
    assert not is_public_with(page, TOKEN)


def test_approval_from_the_dashboard_publishes():
    make_figure("fee")
    page = article_with()
    client = working("reviewer")
    page = submitted(page, TOKEN)
    approve(client, page)
    assert is_public_with(page, TOKEN)


def test_page_with_such_a_figure_can_be_sent_back_to_its_author(fee):
    page = article_with()
    client = working("reviewer")
    page = submitted(page, TOKEN)
    send(client, page, form_of(page, TOKEN), workflow_action_name="reject", **_as_names(WORKFLOW))
    assert page.workflow_states.get().status == WorkflowState.STATUS_NEEDS_CHANGES


def _as_names(buttons):
    return {name.replace("-", "_"): value for name, value in buttons.items()}


def test_publishing_several_pages_at_once_publishes_none_when_one_is_refused(fee):
    good, bad = article_with(), article_with()
    save_draft(good, body=body("Neu."))
    save_draft(bad, body=body(TOKEN))
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = working("reviewer").post(f"{address}?id={good.pk}&id={bad.pk}&next=/admin/", {"include_descendants": ""})
    assert said(response) == [f"“{bad.title}” was not published. {NOT_VERIFIED}"]
    assert not is_public_with(good, "Neu.")


def schedule(page, text):
    draft = save_draft(page, body=body(text))
    revision = draft.latest_revision
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=LONG_AGO)
    return page


def test_page_is_published_in_time_though_another_one_is_refused(fee):
    refused, good = schedule(article_with(), TOKEN), schedule(article_with(), "Neu.")
    assert [page.pk for page in actions.publish_due()] == [refused.pk]
    assert is_public_with(good, "Neu.")
    assert not is_public_with(refused, TOKEN)


def test_refused_page_goes_public_once_its_figure_is_verified(fee):
    page = schedule(article_with(), TOKEN)
    assert tasks.publish_due.call() == 1
    fee.values.update(status="law")
    assert tasks.publish_due.call() == 0
    assert is_public_with(page, TOKEN)


def test_page_is_taken_down_in_time():
    page = article_with()
    Page.objects.filter(pk=page.pk).update(expire_at=LONG_AGO)
    actions.publish_due()
    taken_down = Page.objects.get(pk=page.pk)
    assert (taken_down.live, taken_down.expired) == (False, True)


def test_page_whose_time_has_not_come_stays_as_it_is():
    page = article_with()
    later = timezone.now() + timedelta(days=365 * 50)
    save_draft(page, body=body("Neu."))
    Revision.objects.filter(object_id=str(page.pk)).update(approved_go_live_at=later)
    assert actions.publish_due() == []
    assert not is_public_with(page, "Neu.")


def test_id_of_a_page_follows_its_address_until_it_is_public():
    page = article_with()
    draft = ArticlePage(title="W", slug="w", live=False, locale=page.locale)
    page.get_parent().add_child(instance=draft)
    client = working("reviewer")
    send(client, draft, form_of(draft, "Ein Satz.", slug="wohnen", title="Wohnen"))
    send(client, draft, form_of(draft, "Ein Satz.", slug="wohnen", title="Wohnen"), action_publish="yes")
    send(client, draft, form_of(draft, "Ein Satz.", slug="mieten", title="Mieten"), action_publish="yes")
    assert ArticlePage.objects.get(pk=draft.pk).key == "article:wohnen"


def test_published_figure_table_is_public(fee):
    fee.values.update(status="law")
    page = publish(article_with(), body=body(part("figures", {"heading": "", "items": [part("item", fee.pk)]})))
    assert page.problems() == []
