"""Broken links on the desk: found, tried in rounds, reported after three failures, silenced with a reason."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model

from welcome_ruhr.directory.tests.factories import make_institution, make_office, make_town
from welcome_ruhr.facts.models import FigureValue
from welcome_ruhr.facts.tests.factories import make_figure
from welcome_ruhr.foundation import clock
from welcome_ruhr.portal import tasks
from welcome_ruhr.portal.desk.links import rounds
from welcome_ruhr.portal.desk.links.asking import Asking
from welcome_ruhr.portal.desk.links.collecting import collect_links
from welcome_ruhr.portal.desk.links.own_addresses import OwnAddresses
from welcome_ruhr.portal.desk.links.trying import Trying
from welcome_ruhr.portal.enums import LinkOutcome, LinkProblem
from welcome_ruhr.portal.models import CheckedLink, LinkUse

from .editors import working
from .factories import (
    body,
    home_page,
    make_article,
    make_city_index,
    make_event,
    make_news_index,
    make_topic,
    part,
    publish,
    save_draft,
    translate,
)
from .link_server import link_server

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)


@pytest.fixture
def server():
    with link_server() as running:
        yield running


@pytest.fixture
def trying():
    """Tries links on loopback, and does not wait between two requests."""
    return Trying(Asking(agent="test", seconds=2, allow_private=True), wait=lambda pause: None)


def linking(*addresses):
    home_page()
    return make_article(body=body("".join(f'<a href="{address}">x</a>' for address in addresses)))


def run(trying, **later):
    """One round of all that is due, on this day or so much later."""
    with clock.fixed(clock.now() + timedelta(**later)):
        collect_links()
        while rounds.check_due_links(trying):
            pass


def desk():
    return working("editor").get("/admin/desk/").context


def reported():
    return [entry.link.address for entry in desk()["broken"]]


# --- which links there are ----------------------------------------------------------------------


def addresses():
    collect_links()
    return set(CheckedLink.objects.values_list("address", flat=True))


def test_links_of_every_part_of_a_page_are_found():
    home_page()
    make_article(
        body=body(
            '<a href="https://a.example/x?a=1&amp;b=2#part">x</a> https://plain.example/',
            part(
                "links",
                {"heading": "", "items": [part("item", {"title": "x", "url": "https://b.example/", "text": ""})]},
            ),
            part(
                "questions",
                {
                    "heading": "",
                    "items": [part("item", {"question": "?", "answer": '<a href="HTTPS://c.example/">c</a>'})],
                },
            ),
        ),
        sources='[{"type": "source", "value": {"url": "https://d.example/"}}]',
    )
    make_event(
        index=make_news_index(), starts_at=datetime(2027, 1, 1, tzinfo=UTC), registration_url="https://e.example/"
    )
    assert addresses() == {
        "https://a.example/x?a=1&b=2",
        "https://b.example/",
        "HTTPS://c.example/",
        "https://d.example/",
        "https://e.example/",
    }


def test_links_of_facts_and_directory_are_found_where_readers_see_them():
    home_page()
    figure = make_figure("fee")
    FigureValue.objects.filter(figure=figure).update(source_url="https://law.example/")
    make_town("Herne", website="https://herne.example/")
    make_office(website="https://office.example/")
    make_office(website="https://hidden.example/", published=False)
    make_institution(website="https://uni.example/", international_url="https://uni.example/io")
    assert addresses() == {
        "https://law.example/",
        "https://herne.example/",
        "https://office.example/",
        "https://uni.example/",
        "https://uni.example/io",
    }


def test_drafts_mail_and_telephone_are_no_links_to_check():
    page = linking("mailto:a@example.org", "tel:+49123", "javascript:x", "#part", "relative/")
    save_draft(page, body=body('<a href="https://draft.example/">x</a>'))
    make_article(body=body('<a href="https://gone.example/">x</a>')).unpublish()
    assert addresses() == set()


def test_address_of_this_portal_is_kept_as_a_path(settings):
    settings.BASE_URL = "https://welcome.example"
    linking("https://welcome.example/de/a/?x=1#y", "/de/b/", "//other.example/")
    assert addresses() == {"/de/a/?x=1", "/de/b/", "https://other.example/"}


def test_link_that_stands_nowhere_any_more_is_forgotten():
    page = linking("https://old.example/", "https://same.example/")
    assert len(addresses()) == 2
    publish(page, body=body('<a href="https://same.example/">x</a>'))
    assert addresses() == {"https://same.example/"}
    assert LinkUse.objects.count() == 1


def test_collecting_again_keeps_what_was_found_out():
    linking("https://same.example/")
    collect_links()
    CheckedLink.objects.update(failures=2, outcome=LinkOutcome.FAILED)
    collect_links()
    assert CheckedLink.objects.get().failures == 2


# --- rounds -------------------------------------------------------------------------------------


def test_alarm_comes_after_three_failures_on_three_days(server, trying):
    page = linking(f"{server.url}/404/", f"{server.url}/200/")
    for day, told in ((0, 0), (1, 0), (2, 1)):
        run(trying, days=day)
        assert len(reported()) == told
    [entry] = desk()["broken"]
    assert (entry.link.address, entry.link.failures, entry.link.status) == (f"{server.url}/404/", 3, 404)
    assert entry.link.failing_since == TODAY
    assert [one.source.pk for one in entry.pages] == [page.pk]


def test_link_that_failed_is_not_tried_again_on_the_same_day(server, trying):
    linking(f"{server.url}/404/")
    for hour in (0, 1, 2, 3):
        run(trying, hours=hour)
    assert CheckedLink.objects.get().failures == 1


def test_one_good_answer_forgets_the_failures(server, trying):
    linking(f"{server.url}/404/")
    run(trying), run(trying, days=1)
    CheckedLink.objects.update(address=f"{server.url}/200/")
    page_of = CheckedLink.objects.get()
    with clock.fixed(clock.now() + timedelta(days=2)):
        assert rounds.check_due_links(trying) == 1
    page_of.refresh_from_db()
    assert (page_of.outcome, page_of.failures, page_of.failing_since) == (LinkOutcome.REACHED, 0, None)


def test_link_that_works_is_tried_once_a_week(server, trying):
    linking(f"{server.url}/200/")
    for day in (0, 1, 6, 7):
        run(trying, days=day)
    assert len(server.asked) == 2


def test_server_that_turns_programs_away_raises_no_alarm(server, trying):
    linking(f"{server.url}/403/")
    for day in range(0, 40, 8):
        run(trying, days=day)
    assert reported() == []
    assert [link.address for link in desk()["unsure"]] == [f"{server.url}/403/"]


def test_nothing_is_counted_while_our_own_network_is_down(trying):
    linking(*(f"http://host-{number}.invalid/" for number in range(3)))

    def no_network(*args, **kwargs):
        raise OSError("Network is unreachable")

    offline = Trying(Asking(agent="test", resolve=no_network), wait=lambda pause: None)
    run(offline)
    assert set(CheckedLink.objects.values_list("failures", "outcome")) == {(0, LinkOutcome.NEW)}
    assert CheckedLink.objects.filter(due_at=clock.now() + timedelta(hours=1)).count() == 3


def test_three_dead_servers_are_counted_when_a_known_one_answers(server):
    linking(f"{server.url}/200/", *(f"http://host-{number}.invalid/" for number in range(3)))

    def only_ours(host, port, **kwargs):
        if host != "127.0.0.1":
            raise OSError("No route to host")
        return [(0, 0, 0, "", (host, port))]

    trying = Trying(Asking(agent="test", allow_private=True, resolve=only_ours), wait=lambda pause: None)
    run(trying)
    assert CheckedLink.objects.filter(failures=1).count() == 3
    run(trying, days=1)  # now only the dead ones are due, and the one that works tells that it is not us
    assert CheckedLink.objects.filter(failures=2).count() == 3


def test_round_is_small_and_the_next_goes_on(server, trying):
    linking(*(f"{server.url}/200/{number}" for number in range(5)))
    collect_links()
    assert [rounds.check_due_links(trying, most=2) for _ in range(4)] == [2, 2, 1, 0]


def test_round_ends_when_its_time_is_up(server, trying):
    linking(*(f"{server.url}/200/{number}" for number in range(5)))
    collect_links()
    assert rounds.check_due_links(trying, seconds=0.0) <= 1
    assert rounds.due_links() >= 4


def test_two_workers_never_ask_the_same_host_at_once(server, trying):
    linking(*(f"{server.url}/200/{number}" for number in range(3)), f"http://localhost:{server.server_port}/200/")
    collect_links()
    first, until = rounds._take(1)
    others, _until = rounds._take(10)
    assert {link.host for link in first}.isdisjoint({link.host for link in others})
    assert len(others) in (1, 3)
    assert until > clock.now()


def test_link_into_an_internal_network_is_reported_and_never_asked(server):
    linking(f"{server.url}/200/")
    for day in range(3):
        run(rounds.polite(), days=day)
    [entry] = desk()["broken"]
    assert (entry.link.problem, server.asked) == (LinkProblem.INTERNAL, [])


def test_command_tries_what_is_due_and_with_all_everything(capsys):
    linking("http://10.0.0.1/")
    for arguments in ((), (), ("--all",), ("--all",)):
        call_command("check_links", *arguments)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(".")[0] for line in lines] == [f"Links tried: {count}" for count in (1, 0, 1, 1)]
    assert lines[-1].endswith("Broken, as told on the review desk: 1.")


def test_scheduled_task_collects_first_and_can_be_switched_off(settings):
    linking("http://10.0.0.1/")
    settings.CHECK_LINKS = False
    assert (tasks.check_links.call(), CheckedLink.objects.count()) == (0, 0)
    settings.CHECK_LINKS = True
    assert (tasks.check_links.call(), CheckedLink.objects.count()) == (1, 1)


# --- addresses of this portal -------------------------------------------------------------------


def test_own_addresses_are_held_against_the_tree_and_never_asked_for():
    make_city_index()
    make_town("Herne")
    article = make_article("Blaue Karte", topic=make_topic("a"))
    translate(article, slug="blue-card")
    Redirect.objects.create(old_path="/alt", redirect_link="/de/")
    own = OwnAddresses()
    good = ["/de/", "/de/a/blaue-karte/", "/de/a/blaue-karte", "/en/a-en/blue-card/", "/de/staedte/herne/", "/alt/",
            "/de/search/?q=x", "/sitemap.xml", "/en/a/blaue-karte/"]  # fmt: skip
    bad = ["/de/a/rote-karte/", "/de/staedte/atlantis/", "/fr-xx/", "/documents/99/x.pdf", "/nowhere/"]
    assert [address for address in good if not own.lead_somewhere(address)] == []
    assert [address for address in bad if own.lead_somewhere(address)] == []


def test_document_that_is_there_is_found():
    home_page()
    document = get_document_model().objects.create(title="x", file="x.pdf")
    assert OwnAddresses().lead_somewhere(f"/documents/{document.pk}/x.pdf")


def test_typed_link_to_a_page_that_is_not_there_is_reported_at_once(trying):
    linking("/de/nirgends/")
    run(trying)
    assert [(entry.link.address, entry.link.problem) for entry in desk()["broken"]] == [
        ("/de/nirgends/", LinkProblem.NO_PAGE)
    ]


def test_link_to_a_page_that_is_hidden_is_a_dead_end():
    home_page()
    hidden = make_article()
    page = make_article(body=body(f'<a linktype="page" id="{hidden.pk}">x</a>'))
    assert list(desk()["dead_ends"]) == []
    hidden.unpublish()
    assert [(end.page.pk, end.target.pk) for end in desk()["dead_ends"]] == [(page.pk, hidden.pk)]


def test_link_in_running_text_to_a_page_that_was_deleted_is_reported(trying):
    home_page()
    deleted = make_article()
    make_article(body=body(f'<a linktype="page" id="{deleted.pk}">x</a>'))
    run(trying)
    assert reported() == []
    deleted.delete()
    run(trying, days=8)
    assert reported() == [f"page:{deleted.pk}"]
    assert "a page that was deleted" in working("editor").get("/admin/desk/").content.decode()


# --- the desk -----------------------------------------------------------------------------------


def broken(address="https://broken.example/", **fields):
    return CheckedLink.objects.create(
        address=address,
        host="broken.example",
        outcome=LinkOutcome.FAILED,
        problem=LinkProblem.STATUS,
        status=404,
        failures=3,
        failing_since=TODAY,
        due_at=clock.now() + timedelta(days=1),
        **fields,
    )


def post(name, link, **fields):
    return working("editor").post(reverse(f"portal_{name}", args=[link.pk]), fields)


def test_ignored_link_is_silent_until_its_last_day_and_named_with_its_reason():
    home_page()
    link = broken()
    assert reported() == [link.address]
    assert post("ignore_link", link, reason="Umbau bis Weihnachten", until="2026-12-24").status_code == 302
    assert reported() == []
    shown = working("editor").get("/admin/desk/").content.decode()
    assert "Umbau bis Weihnachten" in shown
    with clock.fixed(datetime(2026, 12, 24, 12, tzinfo=UTC)):
        assert reported() == []
    with clock.fixed(datetime(2026, 12, 25, 12, tzinfo=UTC)):
        assert reported() == [link.address]


@pytest.mark.parametrize(
    "fields",
    [
        {"reason": "", "until": "2026-12-24"},
        {"reason": "   ", "until": "2026-12-24"},
        {"reason": "x", "until": ""},
        {"reason": "x", "until": "2026-11-21"},
        {"reason": "x", "until": "2027-11-24"},
        {"reason": "x", "until": "bald"},
    ],
)
def test_link_is_not_silenced_without_a_reason_and_an_end(fields):
    home_page()
    link = broken()
    assert post("ignore_link", link, **fields).status_code == 200
    assert reported() == [link.address]


def test_database_keeps_no_ignored_link_without_a_reason():
    with pytest.raises(IntegrityError), transaction.atomic():
        broken(ignored_until=TODAY)


def test_link_can_be_taken_off_the_ignore_list():
    home_page()
    link = broken(ignored_until=TODAY, ignore_reason="x")
    assert reported() == []
    post("hear_link", link)
    assert reported() == [link.address]


def test_trying_again_at_once_notices_that_the_page_was_mended():
    page = linking("http://10.0.0.1/")
    for day in range(3):
        run(rounds.polite(), days=day)
    publish(page, body=body("Ohne Link."))
    post("try_link_again", CheckedLink.objects.get())
    assert (reported(), CheckedLink.objects.count()) == ([], 0)


def test_broken_link_leads_to_pages_and_records_that_hold_it():
    page = linking("https://broken.example/")
    english = translate(page, body=page.body)
    office = make_office("Amt Herne", website="https://broken.example/")
    collect_links()
    CheckedLink.objects.all().delete()
    broken()
    collect_links()
    [entry] = desk()["broken"]
    assert [[one.pk for one in group.versions] for group in entry.pages] == [[page.pk, english.pk]]
    assert [record.label for record in entry.records] == [str(office)]
    shown = working("editor").get("/admin/desk/").content.decode()
    assert entry.records[0].href in shown
    assert "(404)" in shown


def test_desk_takes_as_many_queries_for_three_links_as_for_one():
    client = working("editor")
    counted = []
    for number in range(4):
        linking(f"https://broken.example/{number}")
        make_office(website=f"https://broken.example/{number}")
        CheckedLink.objects.filter(address__endswith=str(number)).delete()
        broken(f"https://broken.example/{number}")
        collect_links()
        with CaptureQueriesContext(connection) as queries:
            client.get("/admin/desk/")
        counted.append(len(queries))
    assert counted[1] == counted[3]
