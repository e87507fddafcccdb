"""The review desk: what editors should look at again, and its numbers on the dashboard."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.log_actions import log
from wagtail.models import Revision

from welcome_ruhr.directory.tests.factories import make_office
from welcome_ruhr.facts.models import LegalBasis
from welcome_ruhr.facts.tests.factories import make_figure, make_unverified
from welcome_ruhr.foundation import clock
from welcome_ruhr.portal.desk.panel import DeskPanel
from welcome_ruhr.portal.models import MissedAddress, PageFeedback

from .editors import article_with, working
from .factories import body, home_page, make_article, make_home, make_standard_page, publish, save_draft, translate

pytestmark = pytest.mark.django_db

DESK = "/admin/desk/"
TODAY = date(2026, 11, 22)
LAST_YEAR = (date(2025, 1, 1), date(2025, 12, 31))
TOKEN = "Es kostet {{ fact:fee }}."


def listed(name):
    return list(working("editor").get(DESK).context[name])


def give(about, language="de", **fields):
    return PageFeedback.objects.create(
        about=about, language=language, **{"helpful": False, "given_on": TODAY, **fields}
    )


def test_expired_figure_is_listed_with_its_pages_in_every_language():
    make_figure("fee", {"span": LAST_YEAR})
    page = article_with(TOKEN)
    translation = translate(page, body=body(TOKEN))
    [entry] = listed("expired")
    assert [one.pk for one in entry.pages] == [page.pk, translation.pk]


def test_figure_of_today_is_not_listed():
    make_figure("fee")
    article_with(TOKEN)
    assert listed("expired") == listed("unverified") == []


@pytest.mark.parametrize(
    ("last_day", "listed_as"),
    [(59, "expiring"), (60, "expiring"), (61, None), (0, "expiring"), (-1, "expired")],
)
def test_figure_is_listed_sixty_days_before_it_runs_out(last_day, listed_as):
    make_figure("fee", {"span": (date(2026, 1, 1), TODAY + timedelta(days=last_day))})
    page = article_with(TOKEN)
    found = {name: [one.pk for entry in listed(name) for one in entry.pages] for name in ("expiring", "expired")}
    assert found == {"expiring": [], "expired": [], **({listed_as: [page.pk]} if listed_as else {})}


def test_figure_whose_next_value_is_known_does_not_wait():
    year, next_year = (date(2026, 1, 1), date(2026, 12, 31)), (date(2027, 1, 1), date(2027, 12, 31))
    make_figure("fee", {"span": year}, {"span": next_year})
    make_figure("rent", {"span": year}, {"span": next_year, "status": "unverified"})
    make_figure("rate", {"span": year}, {"span": (date(2027, 1, 2), None)})
    article_with(TOKEN)
    assert [entry.today.figure.key for entry in listed("expiring")] == ["rate", "rent"]


def test_on_the_second_of_january_the_desk_lists_only_what_has_no_new_value():
    make_figure("fee", {"span": (date(2026, 1, 1), date(2026, 12, 31))})
    make_figure("wage", {"span": (date(2026, 1, 1), date(2026, 12, 31))}, {"span": (date(2027, 1, 1), None)})
    article_with("{{ fact:fee }} und {{ fact:wage }}")
    with clock.fixed(datetime(2027, 1, 2, 9, tzinfo=UTC)):
        assert [entry.today.figure.key for entry in listed("expired")] == ["fee"]


def test_translation_whose_source_has_changed_is_behind():
    page = article_with()
    english = translate(page)
    assert listed("translations") == []
    publish(page, body=body("Ganz anders."))
    assert [row.page.pk for row in listed("translations")] == [english.pk]
    shown = working("editor").get(DESK)
    assert shown.context["unchecked_translations"] == 1  # the topic above it, made by machine
    assert f"/admin/translations/{english.pk}/" in shown.content.decode()


def test_unverified_figure_is_listed_without_its_number():
    make_unverified("fee")
    make_home()
    shown = working("editor").get(DESK)
    assert [entry.today.figure.key for entry in shown.context["unverified"]] == ["fee"]
    assert "4711" not in shown.content.decode()


@pytest.mark.parametrize(
    ("checked_on", "as_of", "valid_from", "waits"),
    [
        (date(2026, 5, 1), date(2026, 4, 29), date(2026, 1, 1), False),
        (date(2026, 4, 1), date(2026, 4, 29), date(2026, 1, 1), True),
        (date(2025, 12, 1), date(2025, 11, 1), date(2026, 1, 1), True),
        (date(2026, 11, 1), date(2026, 10, 1), date(2027, 1, 1), False),
        (None, date(2026, 4, 29), date(2026, 1, 1), True),
    ],
)
def test_page_waits_when_its_figure_is_newer_than_its_last_check(checked_on, as_of, valid_from, waits):
    make_figure("fee", {"as_of": as_of, "span": (valid_from, None)})
    page = article_with(TOKEN, checked_on=checked_on)
    assert [entry.page.pk for entry in listed("behind")] == [page.pk] * waits


def test_page_waits_when_an_editor_has_changed_its_figure_since():
    figure = make_figure("fee")
    page = article_with(TOKEN, checked_on=TODAY - timedelta(days=1))
    assert listed("behind") == []
    with clock.fixed(datetime(2026, 11, 22, 12, tzinfo=UTC)):
        entry = log(figure, "wagtail.edit", content_changed=True)
    type(entry).objects.update(timestamp=datetime(2026, 11, 22, 12, tzinfo=UTC))
    assert [entry.page.pk for entry in listed("behind")] == [page.pk]


def test_page_waits_once_for_all_its_languages_and_figures():
    make_figure("fee")
    make_figure("rate")
    page = article_with("{{ fact:fee }} und {{ fact:rate }}", checked_on=date(2025, 1, 1))
    translate(page, body=body(TOKEN))
    [entry] = listed("behind")
    assert (entry.page.pk, len(entry.figures)) == (page.pk, 2)


def test_page_is_due_on_the_day_of_its_next_check():
    due = article_with(next_check_on=TODAY)
    article_with(next_check_on=TODAY + timedelta(days=1))
    older = make_standard_page(next_check_on=date(2026, 1, 1))
    translate(due)
    assert [page.pk for page in listed("due")] == [older.pk, due.pk]


def test_page_refused_in_time_is_listed_with_the_reason():
    make_unverified("fee")
    page = article_with()
    draft = save_draft(page, body=body(TOKEN))
    assert listed("refused") == []
    Revision.objects.filter(pk=draft.latest_revision_id).update(approved_go_live_at=datetime(2020, 1, 1, tzinfo=UTC))
    shown = working("editor").get(DESK)
    assert [one.pk for one in shown.context["refused"]] == [page.pk]
    assert "The figure “Salary” (fee) is not verified." in shown.content.decode()


def test_offices_to_check_come_in_pages_of_twenty():
    make_home()
    offices = [make_office(f"Amt {number:02}", published=False) for number in range(21)]
    client = working("editor")
    assert len(client.get(DESK).context["offices"]) == 20
    assert list(client.get(f"{DESK}?offices=2").context["offices"]) == offices[20:]


def test_feedback_comes_newest_first_with_its_page_in_the_language_of_the_answer():
    page = article_with()
    english = translate(page)
    give(page.key, given_on=date(2026, 11, 1))
    give(page.key, language="en")
    give("office:office-1", given_on=date(2026, 10, 1), comment="<b>Falsche Nummer</b>")
    shown = working("editor").get(DESK)
    assert [entry.page and entry.page.pk for entry in shown.context["feedback_entries"]] == [english.pk, page.pk, None]
    assert "&lt;b&gt;Falsche Nummer&lt;/b&gt;" in shown.content.decode()


def test_feedback_in_a_language_without_a_version_leads_to_the_page_there_is():
    page = article_with()
    give(page.key, language="ar")
    [entry] = listed("feedback_entries")
    assert entry.page.pk == page.pk


def test_answer_goes_off_the_desk_with_one_click_and_comes_back_with_another():
    page = article_with()
    answer = give(page.key, comment="Falsche Gebühr")
    client = working("editor")
    assert client.post(reverse("portal_deal_with_feedback", args=[answer.pk])).url == "/admin/desk/#feedback"
    shown = client.get(DESK).context
    assert list(shown["feedback"]) == []
    assert [(entry.feedback.pk, entry.feedback.dealt_with_by) for entry in shown["dealt_with"]] == [
        (answer.pk, client.person)
    ]
    client.post(reverse("portal_reopen_feedback", args=[answer.pk]))
    shown = client.get(DESK).context
    assert ([one.pk for one in shown["feedback"]], shown["dealt_with"]) == ([answer.pk], [])


def test_plain_yes_asks_for_nothing_but_one_with_a_comment_does():
    page = article_with()
    give(page.key, helpful=True)
    said = give(page.key, helpful=True, comment="Danke, aber die Adresse ist alt.")
    assert [one.pk for one in listed("feedback")] == [said.pk]


def test_answer_stays_when_whoever_dealt_with_it_leaves():
    home_page()
    answer = give("article:x")
    client = working("editor")
    client.post(reverse("portal_deal_with_feedback", args=[answer.pk]))
    client.person.delete()
    kept = PageFeedback.objects.get()
    assert (kept.dealt_with_at, kept.dealt_with_by) == (clock.now(), None)


def test_parts_where_nothing_waits_are_only_named():
    article_with(next_check_on=TODAY)
    shown = working("editor").get(DESK)
    assert [name for name, _label, _count in shown.context["parts"]] == ["due"]
    assert "Nothing waits in: Not published in time, Expired figures" in shown.content.decode()


def test_list_takes_as_many_queries_for_three_of_everything_as_for_one():
    make_figure("fee", {"span": LAST_YEAR})
    make_figure("rate", {"span": (date(2026, 1, 1), TODAY)})
    client = working("editor")
    fill(1)
    queries_for(client)  # what is remembered for ever is read once
    counted = queries_for(client)
    fill(2)
    assert queries_for(client) == counted


def fill(count):
    for number in range(count):
        law = LegalBasis.objects.create(
            key=f"law-{LegalBasis.objects.count()}", label="§ 1", url="https://example.org/", changed_on=TODAY
        )
        page = article_with(TOKEN, next_check_on=TODAY, legal_bases=[law], checked_on=date(2026, 1, 1))
        translate(page, body=body(TOKEN))
        publish(page, title=f"Neu {number}")
        give(page.key), give(page.key, dealt_with_at=clock.now())
        make_office(published=False)
        path = f"/de/alt-{MissedAddress.objects.count()}"
        MissedAddress.objects.create(path=path, month=date(2026, 11, 1), times=6, last_on=TODAY)


def queries_for(client):
    with CaptureQueriesContext(connection) as queries:
        client.get(DESK)
    return len(queries)


def test_dashboard_counts_what_waits():
    make_unverified("fee")
    make_home()
    make_article(next_check_on=TODAY)
    make_office(published=False)
    give("article:x", given_on=TODAY - timedelta(days=31))
    give("article:x")
    numbers = {item["href"].partition("#")[2]: item["number"] for item in DeskPanel().items}
    assert numbers == {"unverified": 1, "due": 1, "offices": 1, "feedback": 2}
    shown = working("editor").get("/admin/").content.decode()
    assert '<a href="/admin/desk/#due"><strong>1</strong> Pages to check again</a>' in shown


def test_dashboard_says_nothing_where_nothing_waits():
    make_home()
    assert "desk-numbers" not in working("editor").get("/admin/").content.decode()
