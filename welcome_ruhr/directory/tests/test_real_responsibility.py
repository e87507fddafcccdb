"""The rules in `content/responsibility.yaml`, and the cases that must hold."""

import pytest
import yaml
from django.conf import settings
from django.utils.translation import override

from welcome_ruhr.directory import checking
from welcome_ruhr.directory.management.commands.check_responsibility import text
from welcome_ruhr.directory.models import Office
from welcome_ruhr.directory.queries import Case, answer

from .factories import make_office, make_rule, make_town
from .test_real_offices import TOWN_FIELDS, rows

DOCS = settings.CONTENT_DIR.parent / "docs"
pytestmark = pytest.mark.django_db
CASES = rows("responsibility_cases.csv")
FIELDS = ("answer", "office_kind", "certainty", "nationalities", "purposes", "stages", "also")


@pytest.fixture
def region():
    """Store the real towns, offices and rules; return towns by name."""
    towns = {row["ags"]: make_town(**{name: row[name] for name in TOWN_FIELDS}) for row in rows("municipalities.csv")}
    for row in rows("offices.csv"):
        serves = [towns[ags] for ags in row["serves"].split()]
        office = make_office(row["name"], serves=serves, kind=row["kind"], published=row["published"] == "yes")
        Office.objects.filter(pk=office.pk).update(key=row["key"], next_check_on=row["next_check_on"] or None)
    for row in yaml.safe_load((settings.CONTENT_DIR / "responsibility.yaml").read_text(encoding="utf-8"))["rules"]:
        make_rule(
            row["matter"],
            key=row["id"],
            towns=[towns[ags] for ags in row.get("municipalities", [])],
            office=Office.objects.get(key=row["office"]) if row.get("office") else None,
            **{"office_kind": "", **{name: row[name] for name in FIELDS if name in row}},
        )
    return {town.name: town for town in towns.values()}


def named(found):
    """Return an answer as the table of cases has it."""
    if found.offices:
        return " ".join(office.key for office in found.offices)
    return found.kind if found.is_verified else f"municipality:{found.case.town.ags}"


def test_every_case_has_exactly_one_answer_and_the_docs_say_how_many_offices_are_known(region):
    assert [str(finding) for finding in checking.findings()] == []
    with override("en"):
        written = text(checking.coverage())
    assert (DOCS / "responsibility.md").read_text(encoding="utf-8") == written, "run: manage.py check_responsibility"


def test_there_are_sixty_cases_in_many_towns_each_with_its_source():
    assert (len(CASES), len({case["place"] for case in CASES}) >= 35) == (60, True)
    assert [case for case in CASES if not case["source"]] == []


def test_example_cases_hold(region):
    found = []
    for case in CASES:
        asked = Case(region[case["place"]], case["matter"], case["nationality"], case["purpose"], case["stage"])
        given = answer(asked)
        found.append((checking.said(asked), named(given), str(given.rule.certainty)))
    wanted = [(line[0], case["expected"], case["certainty"]) for line, case in zip(found, CASES, strict=True)]
    assert found == wanted
