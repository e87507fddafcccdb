"""Who is responsible where, on towns and offices made for the test."""

import pytest
from django.db import IntegrityError, transaction

from welcome_ruhr.directory import queries
from welcome_ruhr.directory.enums import ADVICE_KINDS, GERMAN_TERMS, OfficeKind
from welcome_ruhr.directory.queries import LOCAL_KINDS, WHOLE_REGION
from welcome_ruhr.foundation.per_request import remembering

from .factories import make_institution, make_office, make_town, make_towns

pytestmark = pytest.mark.django_db


def names(groups):
    """Kind → names of the offices shown for it."""
    return {group.kind: [office.name for office in group.offices] for group in groups if group.offices}


def test_office_of_the_district_is_not_shown_where_the_town_has_its_own():
    witten, hattingen = make_town("Witten", district="Ennepe-Ruhr"), make_town("Hattingen", district="Ennepe-Ruhr")
    make_office("Stadt Witten", serves=[witten])
    make_office("Ennepe-Ruhr-Kreis", serves=[hattingen])
    assert names(queries.responsible_offices(witten)) == {OfficeKind.FOREIGNERS_OFFICE: ["Stadt Witten"]}
    assert names(queries.responsible_offices(hattingen)) == {OfficeKind.FOREIGNERS_OFFICE: ["Ennepe-Ruhr-Kreis"]}


def test_office_that_is_not_verified_is_never_shown():
    herne, bochum = make_town("Herne"), make_town("Bochum")
    herne.neighbours.add(bochum)
    hidden = make_office("Gerücht", serves=[herne], published=False)
    make_office("Anderes Gerücht", serves=[bochum], published=False, kind=OfficeKind.WELCOME_CENTRE)
    assert names(queries.responsible_offices(herne)) == {}
    assert queries.advice_nearby(herne) == []
    assert queries.office(hidden.key) is None


def test_kind_every_town_should_have_is_listed_even_without_a_verified_office():
    groups = queries.responsible_offices(make_town())
    assert {group.kind for group in groups} == set(LOCAL_KINDS)
    assert all(group.offices == [] and not group.whole_region for group in groups)


def test_office_for_more_than_half_the_region_stands_apart_and_last():
    towns = make_towns(WHOLE_REGION + 1)
    make_office("ZFE", serves=towns, kind=OfficeKind.SKILLED_WORKER_AUTHORITY)
    make_office("HWK", serves=towns[:WHOLE_REGION], kind=OfficeKind.CHAMBER_HWK)
    groups = queries.responsible_offices(towns[0])
    assert [group.whole_region for group in groups] == [False] * (len(groups) - 1) + [True]
    assert names(groups) == {OfficeKind.CHAMBER_HWK: ["HWK"], OfficeKind.SKILLED_WORKER_AUTHORITY: ["ZFE"]}


def test_local_and_regional_offices_of_one_kind_have_different_anchors():
    towns = make_towns(WHOLE_REGION + 1)
    make_office("hier", serves=towns[:1], kind=OfficeKind.WELCOME_CENTRE)
    make_office("überall", serves=towns, kind=OfficeKind.WELCOME_CENTRE)
    groups = [group for group in queries.responsible_offices(towns[0]) if group.kind == OfficeKind.WELCOME_CENTRE]
    assert [group.anchor for group in groups] == ["welcome_centre", "region-welcome_centre"]


def test_advice_nearby_names_neighbours_and_leaves_out_what_serves_the_town_itself():
    herne, bochum, essen = make_town("Herne"), make_town("Bochum"), make_town("Essen")
    herne.neighbours.set([bochum])
    near = make_office("Welcome Bochum", serves=[bochum, essen], kind=OfficeKind.WELCOME_CENTRE)
    make_office("Welcome Essen", serves=[essen], kind=OfficeKind.WELCOME_CENTRE)
    make_office("Für beide", serves=[herne, bochum], kind=OfficeKind.WELCOME_CENTRE)
    make_office("Ausländerbüro", serves=[bochum])
    assert queries.advice_nearby(herne) == [(near, [bochum])]


def test_welcome_centres_nearby_come_before_integration_centres():
    herne, bochum = make_town("Herne"), make_town("Bochum")
    herne.neighbours.add(bochum)
    make_office("A Integration", serves=[bochum], kind=OfficeKind.INTEGRATION_CENTRE)
    make_office("Z Welcome", serves=[bochum], kind=OfficeKind.WELCOME_CENTRE)
    assert [office.name for office, _places in queries.advice_nearby(herne)] == ["Z Welcome", "A Integration"]


@pytest.mark.parametrize("count", [1, 10])
def test_advice_nearby_and_responsible_offices_cost_the_same_for_one_and_ten(count, django_assert_num_queries):
    herne, bochum = make_town("Herne"), make_town("Bochum")
    herne.neighbours.add(bochum)
    for _ in range(count):
        make_office(serves=[herne])
        make_office(serves=[bochum], kind=OfficeKind.WELCOME_CENTRE)
    with remembering(), django_assert_num_queries(6):  # one for each table, at the first question
        assert len(queries.advice_nearby(herne)) == count
        assert len(names(queries.responsible_offices(herne))[OfficeKind.FOREIGNERS_OFFICE]) == count


def test_only_published_institutions_of_the_place_are_named():
    bochum = make_town("Bochum")
    make_institution("RUB", places=[bochum])
    make_institution("unbestätigt", places=[bochum], published=False)
    make_institution("anderswo", places=[make_town()])
    assert [institution.name for institution in queries.institutions_in(bochum)] == ["RUB"]


def test_review_list_holds_what_is_unpublished_or_noted():
    make_office("geprüft")
    make_office("unbestätigt", published=False)
    make_office("mit Notiz", review_note="Telefon fehlt")
    assert {office.name for office in queries.offices_to_check()} == {"unbestätigt", "mit Notiz"}


def test_two_towns_cannot_stand_on_one_tile():
    make_town(q=3, r=4)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_town(q=3, r=4)


def test_every_kind_has_its_german_word_and_advice_kinds_are_kinds():
    assert set(GERMAN_TERMS) == set(OfficeKind)
    assert set(ADVICE_KINDS) < set(OfficeKind)
