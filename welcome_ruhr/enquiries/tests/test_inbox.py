"""The inbox: who sees which enquiries in which view, in which order, and at which price."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client

from welcome_ruhr.accounts.tests.people import make_person
from welcome_ruhr.directory.tests.factories import make_town
from welcome_ruhr.enquiries import access, actions
from welcome_ruhr.enquiries.enums import ConsentBy, State, Trust
from welcome_ruhr.enquiries.models import Enquiry
from welcome_ruhr.enquiries.queries import inbox
from welcome_ruhr.enquiries.queries.inbox import Narrowed, Place, Reader, ViewKey
from welcome_ruhr.foundation import clock, vault

from .desk import INBOX, address, lines, parsed, queries_of, rows_of, signed_in, tabs_of
from .factories import (
    closed_by,
    fresh,
    make_adviser,
    make_enquiry,
    make_evaluator,
    make_guide,
    make_supervisor,
    make_topic,
    referred_by,
    taken_by,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def adviser():
    return make_adviser()


def listed(person, key, **narrowed):
    """Return the numbers that a view shows on its first page, in their order."""
    reader = Reader.of(person)
    view = next(view for view in inbox.views_of(reader) if view.key == key)
    return [row.enquiry.pk for row in inbox.page(reader, view, Narrowed(**narrowed)).rows]


def in_pages(person, key):
    """Return the numbers of all pages of a view, one list for each page."""
    reader, after, pages = Reader.of(person), None, []
    view = next(view for view in inbox.views_of(reader) if view.key == key)
    while True:
        page = inbox.page(reader, view, Narrowed(), after)
        pages.append([row.enquiry.pk for row in page.rows])
        if page.next is None:
            return pages
        after = Place.read(str(page.next))


def keys(person):
    return [view.key for view in inbox.views_of(Reader.of(person))]


def due(enquiry, days, **fields):
    Enquiry.objects.filter(pk=enquiry.pk).update(due_on=clock.today() + timedelta(days=days), **fields)
    return enquiry


def test_for_me_are_new_ones_and_my_turn_the_latest_first(adviser):
    later, sooner = due(make_enquiry(), 3), due(taken_by(adviser), 1)
    late = due(make_enquiry(), -2)
    taken_by(make_adviser())
    answered = taken_by(adviser)
    actions.answer(enquiry=answered, text="Ja.", by=adviser)
    assert listed(adviser, ViewKey.FOR_ME) == [late.pk, sooner.pk, later.pk]


def test_new_ones_that_a_program_may_have_sent_come_last(adviser):
    suspect = due(make_enquiry(trust=Trust.SUSPECT), -5)
    person = due(make_enquiry(), 5)
    assert listed(adviser, ViewKey.NEW) == [person.pk, suspect.pk]
    assert listed(adviser, ViewKey.FOR_ME) == [person.pk, suspect.pk]


def test_a_suspect_one_that_somebody_took_stands_where_its_day_is(adviser):
    taken = due(taken_by(adviser, make_enquiry(trust=Trust.SUSPECT)), 1)
    other = due(taken_by(adviser), 2)
    assert listed(adviser, ViewKey.MINE) == [taken.pk, other.pk]


def test_mine_are_all_that_are_open_those_of_others_behind_those_with_a_day(adviser):
    waiting, open_one = taken_by(adviser), taken_by(adviser)
    actions.answer(enquiry=waiting, text="Ja.", by=adviser)
    referral = referred_by(adviser)
    closed_by(adviser)
    taken_by(make_adviser())
    assert listed(adviser, ViewKey.MINE) == [open_one.pk, referral.enquiry_id, waiting.pk]


def test_waiting_are_those_that_others_have_to_act_on(adviser):
    waiting, _open_one = taken_by(adviser), taken_by(adviser)
    actions.answer(enquiry=waiting, text="Ja.", by=adviser)
    referral = referred_by(adviser)
    assert listed(adviser, ViewKey.WAITING) == [referral.enquiry_id, waiting.pk]


def test_overdue_are_those_whose_day_is_past_also_at_an_office(adviser):
    today, mine = due(make_enquiry(), 0), due(taken_by(adviser), -1)
    office = due(referred_by(adviser).enquiry, -3)
    others = due(taken_by(make_adviser()), -9)
    assert listed(adviser, ViewKey.OVERDUE) == [office.pk, mine.pk]
    assert listed(make_supervisor(), ViewKey.OVERDUE) == [others.pk, office.pk, mine.pk]
    assert today.pk not in listed(make_supervisor(), ViewKey.OVERDUE)


def test_who_stands_in_sees_the_enquiries_of_a_colleague_as_theirs(adviser):
    away = make_adviser()
    theirs = taken_by(away)
    assert ViewKey.COVERED in keys(adviser)
    assert listed(adviser, ViewKey.FOR_ME) == []
    today = clock.today()
    actions.go_away(person=away, cover=adviser, from_on=today, until_on=today, by=away)
    assert listed(adviser, ViewKey.COVERED) == listed(adviser, ViewKey.FOR_ME) == [theirs.pk]
    assert listed(adviser, ViewKey.MINE) == []


def test_all_open_ones_are_for_supervisors(adviser):
    theirs, new = taken_by(adviser), make_enquiry()
    waiting = taken_by(adviser)
    actions.answer(enquiry=waiting, text="Ja.", by=adviser)
    closed = closed_by(adviser)
    supervisor = make_supervisor()
    assert ViewKey.ALL not in keys(adviser)
    assert listed(supervisor, ViewKey.ALL) == [theirs.pk, new.pk, waiting.pk]
    assert listed(supervisor, ViewKey.CLOSED) == listed(adviser, ViewKey.CLOSED) == [closed.pk]
    assert listed(make_adviser(), ViewKey.CLOSED) == []


def test_of_which_only_numbers_are_left_stands_in_no_view(adviser):
    gone = closed_by(adviser)
    actions.anonymise(gone)
    supervisor = make_supervisor()
    assert [listed(supervisor, key) for key in keys(supervisor)] == [[]] * len(keys(supervisor))


def test_guides_see_what_they_help_with_and_of_what_they_are_asked_no_word(adviser):
    guide, town = make_guide(), make_town("Bochum")
    asked = taken_by(adviser, make_enquiry("Meine Tochter Amal", language="ar", place=town))
    actions.ask_guide(enquiry=asked, guide=guide, consent_by=ConsentBy.SPOKEN, by=adviser)
    client = signed_in(guide)
    begins = client.get(INBOX)
    assert tabs_of(begins) == ["I am asked 1", "I help 0"]
    (row,) = rows_of(begins)
    assert "Amal" not in row
    assert [part in row for part in (asked.number, "العربيّة", "Bochum")] == [True] * 3
    actions.accept_request(request=asked.guide_requests.get(), by=guide)
    begins = client.get(INBOX)
    assert tabs_of(begins) == ["I help 1", "I am asked 0"]
    (row,) = rows_of(begins)
    assert "Amal" in row


def test_list_that_is_asked_for_anew_stays_the_one_that_is_read(adviser):
    guide, enquiry = make_guide(), taken_by(adviser)
    again = parsed(signed_in(guide).get(INBOX)).select_one("#inbox-list")["hx-get"]
    actions.ask_guide(enquiry=enquiry, guide=guide, consent_by=ConsentBy.SPOKEN, by=adviser)
    response = signed_in(guide).get(again, headers={"hx-request": "true"})
    assert lines(response, ".tab-list__tab[aria-current]") == ["I help 0"]


def test_who_supervises_a_guide_finds_the_enquiry(adviser):
    guide, other = make_guide(), make_adviser()
    enquiry = taken_by(adviser)
    actions.ask_guide(enquiry=enquiry, guide=guide, supervisor=other, consent_by=ConsentBy.SPOKEN, by=adviser)
    assert not any(tab.startswith("I supervise") for tab in tabs_of(signed_in(other).get(INBOX)))
    actions.accept_request(request=enquiry.guide_requests.get(), by=guide)
    assert "I supervise 1" in tabs_of(signed_in(other).get(INBOX))
    assert listed(other, ViewKey.SUPERVISED) == [enquiry.pk]


def test_whatever_a_view_finds_the_access_rules_have_the_last_word(adviser):
    taken_by(make_adviser())
    everything = inbox.View(ViewKey.ALL, "All", (inbox.Pile((State.OPEN,)),))
    assert inbox.page(Reader.of(adviser), everything, Narrowed()).rows == []


@pytest.mark.parametrize("key", [*ViewKey, "nonsense"])
def test_no_view_shows_what_somebody_may_not_read(adviser, key):
    other = make_adviser()
    for one in ("Geheim 1", "Geheim 2", "Geheim 3"):
        taken_by(other, make_enquiry(one))
    referred_by(other, Enquiry.objects.last())
    closed_by(other, Enquiry.objects.first())
    response = signed_in(adviser).get(f"{INBOX}?view={key}")
    assert (response.status_code, rows_of(response)) == (200, [])


def test_pages_follow_each_other_without_gap_or_repetition(adviser):
    people = [due(make_enquiry(), days % 4 - 1) for days in range(40)]
    programs = [due(make_enquiry(trust=Trust.SUSPECT), days % 3) for days in range(25)]
    pages = in_pages(adviser, ViewKey.NEW)
    assert [len(page) for page in pages] == [30, 30, 5]
    in_order = sorted((fresh(one) for one in people), key=lambda one: (one.due_on, one.pk))
    behind = sorted((fresh(one) for one in programs), key=lambda one: (one.due_on, one.pk))
    assert [pk for page in pages for pk in page] == [one.pk for one in [*in_order, *behind]]


def test_pages_of_those_without_a_day_follow_each_other_too(adviser):
    dated = [due(taken_by(adviser), 2) for _ in range(29)]
    waiting = [taken_by(adviser) for _ in range(33)]
    for one in waiting:
        actions.answer(enquiry=one, text="Ja.", by=adviser)
    found = [pk for page in in_pages(adviser, ViewKey.MINE) for pk in page]
    assert found == [*(one.pk for one in dated), *(one.pk for one in reversed(waiting))]


def test_next_page_is_a_link_that_keeps_the_view_and_what_it_is_narrowed_to(adviser):
    for _ in range(31):
        make_enquiry(language="ar")
    client = signed_in(adviser)
    page = parsed(client.get(f"{INBOX}?view=new&language=ar"))
    (href,) = [link["href"] for link in page.select(".desk-pages a")]
    assert href.startswith(f"{INBOX}?view=new&language=ar&after=0.2026-")
    second = client.get(unescape(href))
    assert len(rows_of(second)) == 1
    assert "To the beginning" in second.content.decode()


@pytest.mark.parametrize(
    "after", ["", "x", "9.2026-11-22.1", "0.2026-99-99.1", "0..1", "0.2026-11-22.x", "2..99999999999"]
)
def test_a_place_that_is_none_is_taken_for_the_beginning_or_the_end(adviser, after):
    make_enquiry()
    assert signed_in(adviser).get(INBOX, {"after": after}).status_code == 200


def test_list_is_narrowed_to_topic_place_and_language(adviser):
    town, topic = make_town("Bochum"), make_topic("residence")
    fits = make_enquiry(place=town, topic=topic, language="ar")
    others = [make_enquiry(), make_enquiry(place=town), make_enquiry(topic=topic), make_enquiry(language="ar")]
    client = signed_in(adviser)
    (row,) = rows_of(client.get(f"{INBOX}?topic=residence&place=bochum&language=ar"))
    assert fits.number in row
    assert len(rows_of(client.get(f"{INBOX}?topic=none&place=none&language=none"))) == 1 + len(others)


def test_row_says_number_question_topic_place_language_state_and_day(adviser):
    make_enquiry("Darf ich\n schon   arbeiten?", place=make_town("Bochum"), topic=make_topic("work"), language="tr")
    (row,) = rows_of(signed_in(adviser).get(INBOX))
    number = Enquiry.objects.get().number
    assert row == (f"Not read yet: Darf ich schon arbeiten? {number} Türkçe Work Bochum unchecked New 25 Nov 22 Nov")


def test_row_shows_the_first_words_of_a_long_question_only(adviser):
    make_enquiry("Anfang " + "viele Wörter " * 200 + "Ende")
    (row,) = rows_of(signed_in(adviser).get(INBOX))
    assert "Anfang" in row
    assert "Ende" not in row
    assert len(row) < 250


@pytest.mark.parametrize(
    ("days", "words"),
    [(-3, "3 days late"), (-1, "1 day late"), (0, "today"), (1, "tomorrow"), (5, "27 Nov"), (60, "21 Jan 2027")],
)
def test_day_is_said_as_people_say_it(adviser, days, words):
    due(make_enquiry(), days)
    (row,) = rows_of(signed_in(adviser).get(INBOX))
    assert f"New {words} 22 Nov" in row


def test_permit_that_ends_first_is_the_day_and_is_called_so(adviser):
    make_enquiry(permit_ends_on=date(2026, 11, 24))
    make_enquiry(permit_ends_on=date(2026, 12, 3))
    first, second = rows_of(signed_in(adviser).get(INBOX))
    assert "New permit ends 24 Nov 22 Nov" in first
    assert "permit ends 3 Dec" in second
    assert "New 25 Nov 22 Nov" in second


def test_dot_says_that_something_came(adviser):
    enquiry = taken_by(adviser)
    client = signed_in(adviser)
    client.get(address(enquiry))
    (read,) = rows_of(client.get(INBOX))
    actions.write_back(enquiry=enquiry, text="Noch etwas.")
    (unread,) = rows_of(client.get(INBOX))
    assert not read.startswith("Not read yet")
    assert unread.startswith("Not read yet")


def test_enquiry_leads_back_to_the_list_that_one_came_from(adviser):
    enquiry = taken_by(adviser, make_enquiry(language="ar"))
    client, listed_at = signed_in(adviser), f"{INBOX}?view=mine&language=ar"
    (link,) = parsed(client.get(listed_at)).select(".inbox-row__link")
    page = parsed(client.get(link["href"]))
    assert page.select_one("[data-back] a")["href"] == listed_at
    kept = client.post(page.select_one("#note")["action"], {"text": "Notiz"})
    assert kept.headers["Location"] == f"{address(enquiry)}?view=mine&language=ar#main"
    wrong = client.post(page.select_one("#note")["action"], {"text": ""})
    assert parsed(wrong).select_one("[data-back] a")["href"] == listed_at


def test_counts_stop_at_ninety_nine(adviser, monkeypatch):
    monkeypatch.setattr(inbox, "MOST_COUNTED", 2)
    monkeypatch.setattr("welcome_ruhr.enquiries.desk.views.inbox.MOST_COUNTED", 2)
    for _ in range(4):
        make_enquiry()
    assert tabs_of(signed_in(adviser).get(INBOX))[:3] == ["For me 2+", "New 2+", "Mine 0"]


def test_reminders_that_are_due_and_calls_stand_above_the_list(adviser):
    enquiry, supervisor = taken_by(adviser), make_supervisor(email="chefin@example.org")
    actions.remind(enquiry=enquiry, due_on=clock.today(), text="Nachfragen", by=adviser)
    actions.note(enquiry=enquiry, text="@chefin bitte lesen", by=adviser)
    assert "Nachfragen" in signed_in(adviser).get(INBOX).content.decode()
    page = signed_in(supervisor).get(INBOX).content.decode()
    assert "Nachfragen" not in page
    assert f"called you in {enquiry.number}" in page


def test_reminder_of_an_enquiry_that_somebody_else_answers_now_is_not_shown(adviser):
    enquiry = taken_by(adviser)
    actions.remind(enquiry=enquiry, due_on=clock.today(), text="Nachfragen", by=adviser)
    actions.assign(enquiry=enquiry, to=make_adviser(), by=adviser)
    assert "Nachfragen" not in signed_in(adviser).get(INBOX).content.decode()


def test_list_drawn_anew_says_how_much_is_new_and_says_it_once(adviser):
    client = signed_in(adviser)
    page = parsed(client.get(INBOX))
    again = page.select_one("#inbox-list")["hx-get"]
    with clock.fixed(clock.now() + timedelta(minutes=1)):
        make_enquiry()
    first = client.get(again, headers={"HX-Request": "true"})
    assert b"1 new since you opened this page" in first.content
    assert b"<html" not in first.content
    told = parsed(first).select_one("#inbox-list")["hx-get"]
    assert b"since you opened" not in client.get(told, headers={"HX-Request": "true"}).content


def test_empty_inbox_says_something_friendly(adviser):
    assert "Nothing waits for you" in signed_in(adviser).get(INBOX).content.decode()
    assert "Nothing fits" in signed_in(adviser).get(f"{INBOX}?language=ar").content.decode()


def test_inbox_is_closed_to_evaluators_and_to_people_without_a_role():
    assert signed_in(make_evaluator()).get(INBOX).status_code == 403
    assert signed_in(make_person(is_demo=True)).get(INBOX).status_code == 403
    assert Client().get(INBOX).status_code == 302


def test_a_page_of_thirty_rows_asks_no_more_than_one_of_one(adviser):
    client, town = signed_in(adviser), make_town()
    make_enquiry(place=town, topic=make_topic())
    one = queries_of(client, INBOX)
    for _ in range(29):
        taken_by(adviser, make_enquiry(place=town, topic=make_topic()))
    assert queries_of(client, INBOX) == one


def test_only_what_is_shown_is_opened(adviser, monkeypatch):
    for _ in range(33):
        make_enquiry(email="a@example.org", reply_by="email")
    opened = []
    unseal = vault.unseal
    monkeypatch.setattr(vault, "unseal", lambda sealed: opened.append(1) or unseal(sealed))
    signed_in(adviser).get(INBOX)
    assert len(opened) == inbox.ROWS


def test_hostile_words_stay_words(adviser):
    make_enquiry('<script>alert("x")</script><img src=x onerror=alert(1)>')
    page = signed_in(adviser).get(INBOX).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert" in page


def test_visible_to_and_the_views_agree(adviser):
    taken_by(adviser), make_enquiry(), taken_by(make_adviser())
    readable = set(Enquiry.objects.filter(access.visible_to(adviser)).values_list("pk", flat=True))
    assert {pk for key in keys(adviser) for pk in listed(adviser, key)} == readable
