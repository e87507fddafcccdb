from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from welcome_ruhr.directory import checking
from welcome_ruhr.directory.enums import AnswerKind, Certainty, Matter, OfficeKind
from welcome_ruhr.directory.models import ResponsibilityRule
from welcome_ruhr.directory.queries import Case, answer, local_differences, offered, open_question

from .factories import make_office, make_rule, make_town

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
OTHER = {"nationality": "other", "purpose": "work", "stage": "arrived"}


def rule_of(town, **said):
    found = answer(Case(town, "residence", **{**OTHER, **said})).rule
    return found.key if found else None


def test_the_most_specific_rule_wins_and_a_town_counts_most():
    here, there = make_town(), make_town()
    make_rule(key="all")
    make_rule(key="abroad", stages=["abroad"])
    make_rule(key="eu", nationalities=["eu"])
    make_rule(key="here", towns=[here])
    assert [rule_of(there), rule_of(there, stage="abroad"), rule_of(there, stage="abroad", nationality="eu")] == [
        "all",
        "abroad",
        "eu",
    ]
    assert rule_of(here, nationality="eu", stage="abroad") == "here"


def test_answer_names_verified_offices_only():
    town = make_town()
    make_rule()
    make_office("Offen", serves=[town], published=False, next_check_on=date(2027, 5, 22))
    found = answer(Case(town, "residence", **OTHER))
    assert (found.offices, found.unverified.name, found.is_verified, found.is_sure) == ([], "Offen", False, False)
    office = make_office("Geprüft", serves=[town])
    found = answer(Case(town, "residence", **OTHER))
    assert (found.offices, found.is_verified, found.is_sure) == ([office], True, True)


def test_answer_without_an_office_says_when_somebody_looks_again():
    town = make_town()
    make_rule(next_check_on=date(2027, 5, 22))
    assert answer(Case(town, "residence", **OTHER)).next_check_on == date(2027, 5, 22)
    make_office(serves=[town], published=False, next_check_on=date(2027, 1, 31))
    assert answer(Case(town, "residence", **OTHER)).next_check_on == date(2027, 1, 31)


def test_check_that_was_missed_is_not_promised_but_listed():
    missed = make_rule(next_check_on=date(2026, 10, 29))
    make_rule("school", next_check_on=date(2027, 5, 22))
    assert answer(Case(make_town(), "residence", **OTHER)).next_check_on is None
    assert checking.due_rules() == [missed]


def test_probable_answer_is_not_sure():
    town = make_town()
    make_office(serves=[town])
    make_rule(certainty=Certainty.PROBABLE)
    found = answer(Case(town, "residence", **OTHER))
    assert (found.is_verified, found.is_sure) == (True, False)


def test_one_office_of_a_rule_has_to_be_shown_to_visitors():
    town, hidden = make_town(), make_office("Verborgen", published=False)
    make_rule(answer=AnswerKind.OFFICE, office=hidden)
    assert answer(Case(town, "residence", **OTHER)).offices == []


def test_without_a_rule_the_town_has_to_help():
    found = answer(Case(make_town(), "school", **OTHER))
    assert (found.kind, found.rule, found.is_sure) == (AnswerKind.MUNICIPALITY, None, False)


def test_nobody_is_needed_where_a_rule_says_so():
    make_rule(answer=AnswerKind.NOT_NEEDED, office_kind="")
    assert answer(Case(make_town(), "residence", **OTHER)).is_verified


def test_who_helps_besides_is_named_below():
    town = make_town()
    advice = make_office("Rat", serves=[town], kind=OfficeKind.WELCOME_CENTRE)
    make_rule(also=[OfficeKind.WELCOME_CENTRE])
    assert answer(Case(town, "residence", **OTHER)).also == [advice]


def test_who_answers_is_not_named_once_more_below():
    town = make_town()
    advice = [make_office(name, serves=[town], kind=OfficeKind.RECOGNITION_ADVICE) for name in ("Portal", "Rat")]
    make_rule(answer=AnswerKind.OFFICE, office=advice[0], office_kind="", also=[OfficeKind.RECOGNITION_ADVICE])
    found = answer(Case(town, "residence", **OTHER))
    assert (found.offices, found.also, found.is_start) == (advice[:1], advice[1:], True)


@pytest.mark.parametrize("channel", ["address", "phone", "email", "website"])
def test_one_way_to_an_office_is_enough_to_reach_it(channel):
    assert make_office(**{channel: "x"}).can_be_reached
    assert not make_office(languages="de", as_of="2026").can_be_reached


def differences(town):
    return [rule.key for rule in local_differences(town)]


def test_what_differs_in_the_passport_alone_is_said_once_for_most_newcomers():
    here, there = make_town(), make_town()
    make_rule("registration", key="a-eu", towns=[here], nationalities=["eu"])
    make_rule("registration", key="b-visa-free", towns=[here], nationalities=["visa_free"])
    make_rule("registration", key="c-other", towns=[here], nationalities=["other"])
    make_rule("registration", key="d-study", towns=[here], nationalities=["other"], purposes=["study"])
    make_rule("registration", key="e-both", towns=[here, there])
    assert (differences(here), differences(there)) == (["c-other", "d-study"], [])


def test_what_differs_for_one_passport_only_is_said():
    here = make_town()
    make_rule("registration", key="eu", towns=[here], nationalities=["eu"])
    assert differences(here) == ["eu"]


def test_becoming_german_is_offered_in_the_towns_of_the_rule_that_names_it():
    here, there = make_town(), make_town()
    make_rule("chamber", towns=[here], purposes=["naturalisation"])
    counts = [len(offered(Case(town, "chamber"), "purpose")) for town in (here, there)]
    assert counts == [7, 6]


def test_only_what_changes_the_answer_is_asked():
    here, there = make_town(), make_town()
    make_rule()
    assert open_question(Case(there, "residence")) == ""
    make_rule(stages=["abroad"])
    make_rule(towns=[here], purposes=["family"])
    assert open_question(Case(there, "residence")) == "stage"
    assert open_question(Case(here, "residence", stage="arrived")) == "purpose"
    assert open_question(Case(here, "residence", stage="arrived", purpose="work")) == ""


# --- the checker --------------------------------------------------------------------------------


def sentences():
    return [str(finding) for finding in checking.findings()]


def rules_for_every_matter():
    for matter in Matter.values:
        make_rule(matter, key=f"all-{matter}")


def test_rules_that_answer_everything_are_in_order():
    make_town()
    rules_for_every_matter()
    assert sentences() == []


def test_gap_is_found_with_its_first_case():
    make_town("Herne")
    rules_for_every_matter()
    ResponsibilityRule.objects.filter(key="all-school").update(purposes=["work"])
    ResponsibilityRule.objects.get(key="all-school").save()
    assert sentences() == ["No rule answers some cases, such as (Herne, school, eu, study, abroad)"]


def test_overlap_and_rule_that_never_answers_are_found():
    make_town("Herne")
    rules_for_every_matter()
    make_rule("school", key="a", stages=["abroad"])
    make_rule("school", key="b", stages=["abroad", "arrived"])
    make_rule("school", key="c", stages=["abroad"])
    assert sentences() == [
        "The rules a, b, c are equally specific and both fit, as for (Herne, school, eu, work, abroad)",
        "The rule c never answers: others are more specific.",
    ]


def test_coverage_counts_towns_with_a_verified_office():
    here, there = make_town("Hier"), make_town("Dort")
    rules_for_every_matter()
    make_office(serves=[here])
    row = next(row for row in checking.coverage() if row.kind == OfficeKind.FOREIGNERS_OFFICE)
    assert (row.covered, row.open) == ([here], [there])
    assert OfficeKind.FOREIGNERS_OFFICE in dict(checking.office_gaps())[there]


# --- what the database refuses ------------------------------------------------------------------


def test_rule_has_to_name_its_office():
    with pytest.raises(IntegrityError):
        make_rule(office_kind="")


def test_rule_takes_only_choices_there_are():
    rule = make_rule()
    rule.stages = ["yesterday"]
    with pytest.raises(ValidationError) as refused:
        rule.full_clean()
    assert refused.value.message_dict == {"stages": ["“yesterday” is none of the choices."]}
