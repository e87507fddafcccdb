"""“Still correct”: one click for a page and all its languages, which changes two days and no text."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from wagtail.models import Page, PageLogEntry, Revision

from welcome_ruhr.portal.desk.actions.confirming import NotPublic, confirm_page, months_later
from welcome_ruhr.portal.enums import TranslationState
from welcome_ruhr.portal.models import ArticlePage
from welcome_ruhr.portal.translations import translation_status

from .editors import form_of, send, working
from .factories import (
    body,
    home_page,
    make_article,
    make_journey,
    make_journey_index,
    make_phase,
    make_standard_page,
    make_topic,
    publish,
    save_draft,
    translate,
)

pytestmark = pytest.mark.django_db

TODAY, IN_SIX, IN_TWELVE = date(2026, 11, 22), date(2027, 5, 22), date(2027, 11, 22)
OLD = {"checked_on": date(2026, 1, 1), "next_check_on": date(2026, 7, 1)}


def article(**fields):
    home_page()
    return make_article(**{**OLD, **fields})


def days(page):
    page = type(page).objects.get(pk=page.pk)
    return page.checked_on, page.next_check_on


def confirm(page, role="editor"):
    client = working(role)
    return client.post(reverse("portal_confirm_page", args=[page.pk]), {"part": "due"}, follow=True)


@pytest.mark.parametrize("topic", ["residence", "recognition", "german"])
def test_page_of_a_quick_topic_is_due_again_in_six_months(topic):
    page = article(topic=make_topic(topic))
    confirm(page)
    assert days(page) == (TODAY, IN_SIX)


def test_any_other_page_is_due_again_in_twelve_months():
    pages = [article(topic=make_topic("work")), make_standard_page(**OLD)]
    pages.append(make_journey("Weg", index=make_journey_index(), **OLD))
    for page in pages:
        confirm(page)
    assert [days(page) for page in pages] == [(TODAY, IN_TWELVE)] * 3


def test_all_languages_are_confirmed_whichever_was_clicked():
    page = article()
    english, arabic = translate(page), translate(page, "ar")
    confirm(arabic)
    assert [days(one) for one in (page, english, arabic)] == [(TODAY, IN_TWELVE)] * 3


def test_no_translation_falls_behind_and_nothing_is_published():
    page = article()
    english = translate(page, made_by="human", released_by="Kim")
    before = list(Page.objects.values("pk", "live_revision", "latest_revision", "last_published_at").order_by("pk"))
    confirm(page)
    assert translation_status(english).state == TranslationState.CURRENT
    assert Revision.objects.filter(object_id=str(page.pk)).count() == 1
    after = Page.objects.values("pk", "live_revision", "latest_revision", "last_published_at").order_by("pk")
    assert list(after) == before


def test_confirming_is_kept_in_the_history_of_every_language():
    page = article()
    english = translate(page)
    confirm(page)
    log = PageLogEntry.objects.filter(action="portal.confirm_page").order_by("page_id")
    assert [(entry.page_id, entry.data["next_check_on"]) for entry in log] == [
        (page.pk, "2027-11-22"),
        (english.pk, "2027-11-22"),
    ]
    assert log[0].user.groups.get().name == "editor"


def scheduled(page, **changes):
    draft = save_draft(page, **changes)
    moment = datetime(2027, 1, 1, tzinfo=UTC)
    Revision.objects.filter(pk=draft.latest_revision_id).update(approved_go_live_at=moment)
    return Revision.objects.get(pk=draft.latest_revision_id)


def test_scheduled_draft_keeps_its_text_its_time_and_its_place():
    page = article(body=body("Alt"))
    draft = scheduled(page, title="Neu", body=body("Neu"))
    confirm(page)
    kept = Revision.objects.get(pk=draft.pk)
    changed = {"checked_on", "next_check_on"}
    assert {k: v for k, v in kept.content.items() if k not in changed} == {
        k: v for k, v in draft.content.items() if k not in changed
    }
    assert kept.approved_go_live_at == draft.approved_go_live_at
    now = ArticlePage.objects.get(pk=page.pk)
    assert (now.title, now.has_unpublished_changes, now.latest_revision_id) == (page.title, True, draft.pk)


def test_draft_that_goes_public_later_does_not_take_the_check_back():
    page = article()
    draft = scheduled(page, title="Neu")
    confirm(page)
    Revision.objects.get(pk=draft.pk).publish()
    assert ArticlePage.objects.get(pk=page.pk).title == "Neu"
    assert days(page) == (TODAY, IN_TWELVE)


def test_draft_with_a_later_day_of_its_own_keeps_it():
    page = article()
    draft = scheduled(page, checked_on=date(2026, 11, 30), next_check_on=date(2027, 1, 31))
    confirm(page)
    Revision.objects.get(pk=draft.pk).publish()
    assert days(page) == (date(2026, 11, 30), date(2027, 1, 31))


def test_editor_who_opens_the_page_afterwards_sees_the_new_days():
    page = article()
    confirm(page)
    latest = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert (latest.checked_on, latest.next_check_on) == (TODAY, IN_TWELVE)
    publish(latest, title="Neu")
    assert days(page) == (TODAY, IN_TWELVE)


def test_button_on_the_desk_leads_back_to_its_part():
    page = article()
    response = confirm(page)
    assert response.redirect_chain == [("/admin/desk/#due", 302)]
    assert "is still correct: noted for 1 language" in response.content.decode()
    assert response.context["due"].paginator.count == 0


def test_page_that_is_not_public_cannot_be_confirmed():
    page = article()
    page.unpublish()
    with pytest.raises(NotPublic):
        confirm_page(page=ArticlePage.objects.get(pk=page.pk), by=None)
    assert "is not public" in confirm(page).content.decode()
    assert days(page) == (OLD["checked_on"], OLD["next_check_on"])


def test_page_without_a_check_cannot_be_confirmed():
    door = make_phase()
    client = working("editor")
    assert client.post(reverse("portal_confirm_page", args=[door.pk]), follow=True).status_code == 404


def test_half_a_confirmation_is_none(monkeypatch):
    page = article()
    translate(page)
    monkeypatch.setattr("welcome_ruhr.portal.desk.actions.confirming.log", lambda **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        confirm_page(page=page, by=None)
    assert days(page) == (OLD["checked_on"], OLD["next_check_on"])


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
        (date(2026, 6, 30), 6, date(2026, 12, 30)),
    ],
)
def test_months_are_counted_by_the_calendar(day, months, later):
    assert months_later(day, months) == later


def test_publishing_by_hand_still_sets_the_days_an_editor_types():
    page = article()
    client = working("reviewer")
    confirm(page)
    send(client, page, form_of(page, "Text", checked_on="2026-11-20", next_check_on="2026-12-24"), action_publish="yes")
    assert days(page) == (date(2026, 11, 20), date(2026, 12, 24))
