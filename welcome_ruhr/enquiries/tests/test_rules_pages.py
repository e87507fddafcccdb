"""“How we answer”: who reads and changes what the desk agrees on."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from welcome_ruhr.accounts.tests.people import make_person
from welcome_ruhr.directory.tests.factories import make_town
from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.access import NotAllowed, covered_by
from welcome_ruhr.enquiries.errors import AbsenceIsOver
from welcome_ruhr.enquiries.models import Absence, AnswerTemplate, AnswerTime, RetentionPeriod
from welcome_ruhr.enquiries.promises import answer_days, retention_days
from welcome_ruhr.enquiries.queries import case
from welcome_ruhr.enquiries.queries.rules import retention_periods
from welcome_ruhr.enquiries.rules.forms import PLACEHOLDERS
from welcome_ruhr.foundation import clock
from welcome_ruhr.foundation.models import AuditEntry

from .desk import signed_in
from .factories import make_adviser, make_enquiry, make_guide, make_supervisor, make_topic

pytestmark = pytest.mark.django_db

RULES = "/workspace/enquiries/rules/"
ROLES = ("adviser", "supervisor", "evaluator", "guide", "administrator", "editor")
TEXTS = {"title": "Termin", "texts_de": "Guten Tag, Ihre Anfrage {number} …"}
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def at(client, person, address, data=None):
    client.force_login(person)
    return client.get(address) if data is None else client.post(address, data)


def days(**changes):
    """What the form for answer days holds, as a browser sends it."""
    return {code: changes.get(code.replace("-", "_"), 3) for code in LANGUAGES}


def make_template(**fields):
    return actions.write_template(
        **{"title": "Termin", "topic": None, "texts": {"de": "Guten Tag"}, "by": make_adviser(), **fields}
    )


def make_absence(person, cover, *, begins=0, ends=3):
    today = clock.today()
    return actions.go_away(
        person=person,
        cover=cover,
        from_on=today + timedelta(days=begins),
        until_on=today + timedelta(days=ends),
        by=person,
    )


ADDRESSES = {
    "": ("adviser", "supervisor"),
    "templates/new/": ("adviser", "supervisor"),
    "templates/{template}/": ("adviser", "supervisor"),
    "templates/{template}/delete/": ("adviser", "supervisor"),
}
POSTS = {
    "answer-times/": ("supervisor",),
    "retention/": ("supervisor",),
    "templates/new/": ("adviser", "supervisor"),
    "templates/{template}/": ("adviser", "supervisor"),
    "templates/{template}/delete/": ("adviser", "supervisor"),
    "absences/": ("adviser", "supervisor"),
    "absences/{absence}/end/": ("supervisor",),
}


@pytest.mark.parametrize("role", ROLES)
def test_who_may_open_and_send_what(client, role):
    template, absence = make_template(), make_absence(make_adviser(), make_adviser())
    client.force_login(make_person(role, is_demo=True))
    real = {"template": template.pk, "absence": absence.pk}
    seen = {address for address in ADDRESSES if client.get(RULES + address.format(**real)).status_code != 403}
    sent = {address for address in POSTS if client.post(RULES + address.format(**real), {}).status_code != 403}
    assert seen == {address for address, roles in ADDRESSES.items() if role in roles}
    assert sent == {address for address, roles in POSTS.items() if role in roles}


@pytest.mark.parametrize("address", [*ADDRESSES, *POSTS])
def test_who_is_not_signed_in_is_asked_to(client, address):
    send = client.get if address in ADDRESSES else client.post
    answer = send(RULES + address.format(template=1, absence=1))
    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/account/login/")


def test_a_supervisor_sets_how_soon_a_language_is_answered(client):
    answer = at(client, make_supervisor(), f"{RULES}answer-times/", days(ar=5))
    assert answer.status_code == 302
    assert (answer_days("ar"), answer_days("de")) == (5, 3)
    assert list(AnswerTime.objects.values_list("language", flat=True)) == ["ar"]
    assert AuditEntry.objects.filter(action="enquiries.set_answer_time").count() == 1


def test_no_day_is_kept_when_one_of_them_is_wrong(client):
    answer = at(client, make_supervisor(language="en"), f"{RULES}answer-times/", days(ar=5, de=0))
    assert (answer.status_code, AnswerTime.objects.count()) == (422, 0)
    assert "Nothing was changed" in answer.content.decode()


def test_a_supervisor_sets_how_long_words_are_kept(client):
    kept = {one.key: 90 for one in _retention()}
    answer = at(client, make_supervisor(), f"{RULES}retention/", {**kept, "not_ours": 30})
    assert answer.status_code == 302
    assert (retention_days("not_ours"), retention_days("answered")) == (30, 90)


def test_words_are_kept_for_two_weeks_at_least(client):
    kept = {one.key: 90 for one in _retention()}
    answer = at(client, make_supervisor(), f"{RULES}retention/", {**kept, "not_ours": 13})
    assert (answer.status_code, RetentionPeriod.objects.count()) == (422, 0)


def _retention():
    return retention_periods()


def test_an_adviser_reads_the_days_and_gets_no_field_for_them(client):
    page = at(client, make_adviser(), RULES).content.decode()
    assert '<th scope="row">Deutsch</th>' in page
    assert 'name="ar"' not in page


def test_an_adviser_writes_a_template(client):
    adviser, topic = make_adviser(), make_topic()
    answer = at(client, adviser, f"{RULES}templates/new/", {**TEXTS, "topic": topic.pk, "texts_en": "Hello"})
    assert answer.url == f"{RULES}#templates"
    kept = AnswerTemplate.objects.get()
    assert (kept.title, kept.topic) == ("Termin", topic)
    assert set(kept.texts.values()) == {TEXTS["texts_de"], "Hello"}


def test_a_template_is_changed_where_it_stands(client):
    template = make_template()
    at(client, make_adviser(), f"{RULES}templates/{template.pk}/", {"title": "Neu", "texts_de": "Anders"})
    assert list(AnswerTemplate.objects.values_list("title", "texts")) == [("Neu", {"de": "Anders"})]


def test_a_template_without_german_is_sent_back_with_what_was_typed(client):
    answer = at(client, make_adviser(), f"{RULES}templates/new/", {"title": "Termin", "texts_en": "Hello <you>"})
    assert (answer.status_code, AnswerTemplate.objects.count()) == (422, 0)
    assert "Hello &lt;you&gt;" in answer.content.decode()


def test_a_placeholder_that_nobody_fills_in_is_refused(client):
    answer = at(client, make_adviser(), f"{RULES}templates/new/", {**TEXTS, "texts_en": "Dear {first_name}"})
    assert (answer.status_code, AnswerTemplate.objects.count()) == (422, 0)
    assert "{first_name}" in str(answer.context["form"].errors["texts"])


def test_every_placeholder_that_is_explained_is_filled_in():
    adviser = make_adviser()
    enquiry = make_enquiry(place=make_town("Herne"), topic=make_topic())
    template = make_template(texts={"de": " ".join(f"{{{name}}}" for name in PLACEHOLDERS)})
    assert "{" not in case.filled(template, enquiry, adviser, "Ausländerbehörde")


def test_a_template_is_deleted_only_after_being_asked(client):
    template, adviser = make_template(), make_adviser()
    address = f"{RULES}templates/{template.pk}/delete/"
    assert at(client, adviser, address).status_code == 200
    assert AnswerTemplate.objects.count() == 1
    client.post(address)
    assert AnswerTemplate.objects.count() == 0
    assert AuditEntry.objects.filter(action="enquiries.delete_template", actor_id=adviser.pk).count() == 1


def absence_of(cover, **fields):
    return {"cover": cover.pk, "from_on": "2026-11-22", "until_on": "2026-11-27", **fields}


def test_an_adviser_enters_an_absence_for_themselves_alone(client):
    adviser, cover, other = make_adviser(), make_adviser(), make_adviser()
    at(client, adviser, f"{RULES}absences/", absence_of(cover, person=other.pk))
    assert list(Absence.objects.values_list("person", "cover")) == [(adviser.pk, cover.pk)]


def test_a_supervisor_enters_an_absence_for_somebody_else(client):
    adviser, cover = make_adviser(), make_adviser()
    at(client, make_supervisor(), f"{RULES}absences/", absence_of(cover, person=adviser.pk))
    assert list(Absence.objects.values_list("person", "cover")) == [(adviser.pk, cover.pk)]


@pytest.mark.parametrize(
    "days", [{"until_on": "2026-11-21"}, {"from_on": "2026-11-01", "until_on": "2026-11-02"}, {"until_on": ""}]
)
def test_an_absence_in_the_past_or_the_wrong_way_round_is_refused(client, days):
    answer = at(client, make_adviser(), f"{RULES}absences/", absence_of(make_adviser(), **days))
    assert (answer.status_code, Absence.objects.count()) == (422, 0)


@pytest.mark.parametrize(("begins", "ends"), [(-3, 0), (3, 9), (1, 2), (-1, 9)])
def test_an_absence_that_overlaps_with_another_of_the_same_person_is_refused(client, begins, ends):
    adviser, cover = make_adviser(language="en"), make_adviser()
    make_absence(adviser, cover)
    first, last = (clock.today() + timedelta(days=days) for days in (begins, ends))
    answer = at(client, adviser, f"{RULES}absences/", absence_of(make_adviser(), from_on=first, until_on=last))
    assert (answer.status_code, Absence.objects.count()) == (422, 1)
    assert answer.context["absence_form"].errors == {
        "from_on": ["There is an absence from 22 Nov until 25 Nov already: end that one first."]
    }


@pytest.mark.parametrize(("begins", "ends"), [(4, 9), (9, 9)])
def test_absences_of_one_person_may_follow_each_other(client, begins, ends):
    adviser, cover = make_adviser(), make_adviser()
    make_absence(adviser, cover)
    make_absence(cover, adviser, begins=begins, ends=ends)
    first, last = (clock.today() + timedelta(days=days) for days in (begins, ends))
    answer = at(client, adviser, f"{RULES}absences/", absence_of(cover, from_on=first, until_on=last))
    assert (answer.status_code, Absence.objects.filter(person=adviser).count()) == (302, 2)


def test_who_is_back_early_answers_again_from_today():
    person, cover = make_adviser(), make_adviser()
    with clock.fixed(clock.now() - timedelta(days=2)):
        absence = make_absence(person, cover, ends=9)
    assert covered_by(cover) == [person.pk]
    actions.come_back(absence=absence, by=person)
    assert covered_by(cover) == []
    assert Absence.objects.get().until_on == clock.today() - timedelta(days=1)


@pytest.mark.parametrize("begins", [0, 5])
def test_an_absence_that_has_not_begun_before_today_is_gone(begins):
    person = make_adviser()
    actions.come_back(absence=make_absence(person, make_adviser(), begins=begins, ends=9), by=person)
    assert Absence.objects.count() == 0


def test_an_absence_that_is_over_cannot_be_ended():
    person = make_adviser()
    absence = make_absence(person, make_adviser())
    with clock.fixed(clock.now() + timedelta(days=10)), pytest.raises(AbsenceIsOver):
        actions.come_back(absence=absence, by=person)


def test_nobody_but_a_supervisor_ends_the_absence_of_somebody_else(client):
    person, cover = make_adviser(), make_adviser()
    absence = make_absence(person, cover)
    with pytest.raises(NotAllowed):
        actions.come_back(absence=absence, by=cover)
    assert at(client, make_supervisor(), f"{RULES}absences/{absence.pk}/end/", {}).status_code == 302
    assert Absence.objects.count() == 0


def queries(client, address):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_page_asks_as_often_for_three_rows_as_for_one(client):
    def add_rows():
        make_template(topic=make_topic())
        make_absence(make_adviser(), make_adviser())

    client.force_login(make_supervisor())
    add_rows()
    before = queries(client, RULES), queries(client, RULES)
    add_rows(), add_rows()
    assert queries(client, RULES) == before[1]


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("rules/answer-times/", "rules/"),
        ("rules/retention/", "rules/"),
        ("rules/absences/", "rules/"),
        ("persons/export/", "persons/"),
        ("persons/erase/", "persons/"),
    ],
)
def test_address_at_which_a_wrong_form_stood_leads_to_its_page_when_it_is_opened(address, page):
    client = signed_in(make_supervisor())
    response = client.get(f"/workspace/enquiries/{address}")
    assert (response.status_code, response.url) == (302, f"/workspace/enquiries/{page}")
    assert client.get(response.url).status_code == 200
    assert signed_in(make_guide()).get(f"/workspace/enquiries/{address}").status_code == 403
