"""A law that has changed: which pages wait for a check, and which cite it at all."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from welcome_ruhr.facts.models import LegalBasis
from welcome_ruhr.foundation import clock
from welcome_ruhr.portal.desk.actions.confirming import confirm_page
from welcome_ruhr.portal.models import ArticlePage

from .editors import working
from .factories import home_page, make_article, save_draft, translate

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)


def make_law(label="AufenthG § 18g", **fields):
    key = label.lower().replace(" ", "-").replace("§", "par")
    return LegalBasis.objects.create(key=key, label=label, url="https://example.org/law", **fields)


def article(*laws, checked_on=date(2026, 5, 1), **fields):
    home_page()
    return make_article(legal_bases=laws, checked_on=checked_on, **fields)


def waiting():
    """Law → the pages that wait, each with its languages."""
    rows = working("editor").get("/admin/desk/").context["laws"]
    return {law.basis.label: [[one.pk for one in page.versions] for page in law.pages] for law in rows}


@pytest.mark.parametrize(
    ("checked_on", "changed_on", "waits"),
    [
        (date(2026, 5, 1), date(2026, 6, 1), True),
        (date(2026, 6, 1), date(2026, 6, 1), False),
        (date(2026, 7, 1), date(2026, 6, 1), False),
        (None, date(2026, 6, 1), True),
        (date(2026, 5, 1), TODAY + timedelta(days=1), False),
        (date(2026, 5, 1), TODAY, True),
        (date(2026, 5, 1), None, False),
    ],
)
def test_page_waits_when_the_law_changed_after_its_last_check(checked_on, changed_on, waits):
    law = make_law(changed_on=changed_on)
    page = article(law, checked_on=checked_on)
    assert waiting() == ({law.label: [[page.pk]]} if waits else {})


def test_change_of_long_ago_counts_from_the_moment_it_was_entered():
    law = make_law(changed_on=date(2026, 1, 1), change_noted_at=datetime(2026, 9, 1, 12, tzinfo=UTC))
    page = article(law, checked_on=date(2026, 5, 1))
    article(law, checked_on=date(2026, 9, 2))
    assert waiting() == {law.label: [[page.pk]]}


def test_page_checked_on_the_day_the_change_was_entered_waits_until_it_is_confirmed():
    law = make_law(changed_on=TODAY, change_noted_at=clock.now() - timedelta(hours=1))
    page = article(law, checked_on=TODAY)
    assert waiting() == {law.label: [[page.pk]]}
    confirm_page(page=page, by=None)
    assert waiting() == {}


def test_change_entered_after_a_confirmation_of_the_same_day_waits_again():
    law = make_law()
    page = article(law)
    confirm_page(page=page, by=None)
    LegalBasis.objects.update(changed_on=TODAY, change_noted_at=clock.now() + timedelta(hours=2))
    assert waiting() == {law.label: [[page.pk]]}


def test_page_stands_with_all_its_languages_below_each_law_that_changed():
    first, second = make_law(changed_on=date(2026, 6, 1)), make_law("BMG § 17", changed_on=date(2026, 7, 1))
    page = article(first, second)
    english, arabic = translate(page), translate(page, "ar")
    everything = [[page.pk, english.pk, arabic.pk]]
    assert waiting() == {second.label: everything, first.label: everything}


def test_page_that_cites_another_law_or_is_not_public_does_not_wait():
    law = make_law(changed_on=date(2026, 6, 1))
    article(make_law("BMG § 17"))
    article(law).unpublish()
    assert waiting() == {}


def test_desk_says_what_has_changed():
    article(make_law(changed_on=date(2026, 6, 1), change_note="Neue <Frist>"))
    assert "Neue &lt;Frist&gt;" in working("editor").get("/admin/desk/").content.decode()


def edit_address(law):
    return reverse(LegalBasis.snippet_viewset.get_url_name("edit"), args=[law.pk])


def test_page_of_a_law_lists_all_pages_that_cite_it_in_every_language():
    law = make_law()
    page, hidden = article(law, title="Blaue Karte"), article(law, title="Entwurf")
    english = translate(page, title="Blue Card")
    hidden.unpublish()
    save_draft(ArticlePage.objects.get(pk=page.pk), title="Anders")
    shown = working("editor").get(edit_address(law)).content.decode()
    for one in (page, english, hidden):
        assert f'href="/admin/pages/{one.pk}/edit/"' in shown
    assert "Blaue Karte" in shown


def test_page_of_a_law_that_nobody_cites_says_so():
    home_page()
    assert "No page cites it." in working("editor").get(edit_address(make_law())).content.decode()


def save(law, **fields):
    form = {"key": law.key, "label": law.label, "url": law.url, "changed_on": "", "change_note": "", **fields}
    return working("editor").post(edit_address(law), form)


def test_editor_enters_a_change_and_the_moment_is_noted():
    home_page()
    law = make_law()
    save(law, changed_on="2026-11-01", change_note="Mindestgehalt gesenkt")
    law.refresh_from_db()
    assert (law.changed_on, law.change_note, law.change_noted_at) == (
        date(2026, 11, 1),
        "Mindestgehalt gesenkt",
        clock.now(),
    )


def test_correcting_the_name_of_a_law_is_no_change_of_it():
    home_page()
    noted_at = datetime(2026, 9, 1, 12, tzinfo=UTC)
    law = make_law(changed_on=date(2026, 9, 1), change_noted_at=noted_at)
    save(law, label="AufenthG § 18g Abs. 1", changed_on="2026-09-01")
    law.refresh_from_db()
    assert (law.label, law.change_noted_at) == ("AufenthG § 18g Abs. 1", noted_at)


def test_change_that_was_entered_by_mistake_can_be_taken_back():
    home_page()
    law = make_law(changed_on=date(2026, 9, 1), change_note="x", change_noted_at=clock.now())
    save(law)
    law.refresh_from_db()
    assert (law.changed_on, law.change_note, law.change_noted_at) == (None, "", None)


def test_note_without_a_day_is_refused_in_words():
    home_page()
    law = make_law()
    assert "Say from which day the change holds." in save(law, change_note="x").content.decode()
    law.refresh_from_db()
    assert law.change_note == ""
