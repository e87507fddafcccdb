"""Rules and place names in Wagtail's admin: lists, the sentence what a rule means, the check after saving."""

from datetime import date

import pytest
from django.forms.models import model_to_dict
from django.urls import reverse
from django.utils.translation import override

from welcome_ruhr.directory.editing.meaning import meaning_of
from welcome_ruhr.directory.enums import AnswerKind, Matter, OfficeKind
from welcome_ruhr.directory.models import PlaceName, ResponsibilityRule

from .editors import administrator, said, somebody_who_may
from .factories import make_office, make_rule, make_town

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

RULES = "/admin/snippets/directory/responsibilityrule/"
PLACES = "/admin/snippets/directory/placename/"
EVERYWHERE = "All is well: exactly one rule answers each case, and each rule answers some."


@pytest.fixture
def admin():
    return administrator()


def region():
    """Two towns, and one rule for each matter: the check finds nothing."""
    towns = [make_town("Herne"), make_town("Bochum")]
    for matter in Matter.values:
        make_rule(matter, key=f"{matter}-default")
    return towns


def form_of(rule, **changes):
    names = ("key", "matter", "nationalities", "purposes", "stages", "answer", "office_kind", "also", "certainty")
    form = {name: getattr(rule, name) for name in names}
    form |= {f"reasons_{code}": text for code, text in rule.reasons.items()}
    towns = [town.pk for town in rule.municipalities.all()]
    return {
        **form,
        "municipalities": towns,
        "source": rule.source,
        "as_of": str(rule.as_of),
        "next_check_on": str(rule.next_check_on),
        **changes,
    }


def keys(response):
    return sorted(one.key for one in response.context["object_list"])


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"matter": "school"}, ["school"]),
        ({"answer": "municipality"}, ["school"]),
        ({"q": "hern"}, ["herne"]),
        ({"town": "Bochum"}, ["everywhere", "school"]),
        ({"town": "Herne"}, ["everywhere", "herne", "school"]),
    ],
)
def test_rules_are_narrowed_down_by_matter_town_and_answer(admin, asked, found):
    towns = {name: make_town(name) for name in ("Herne", "Bochum")}
    make_rule(key="herne", towns=[towns["Herne"]])
    make_rule(key="everywhere")
    make_rule("school", key="school", answer=AnswerKind.MUNICIPALITY)
    asked = {**asked, "town": towns[asked["town"]].pk} if "town" in asked else asked
    assert keys(admin.get(RULES, asked)) == found


def test_place_names_are_found_by_name_town_and_kind(admin):
    herne, bochum = make_town("Herne"), make_town("Bochum")
    PlaceName.objects.create(municipality=herne, name="Wanne-Eickel", kind="former_town")
    PlaceName.objects.create(municipality=bochum, name="Wattenscheid", kind="former_town")
    PlaceName.objects.create(municipality=herne, name="Херне", kind="spelling", language="uk")
    for asked, found in (
        ({"q": "wat"}, ["Wattenscheid"]),
        ({"municipality": herne.pk}, ["Wanne-Eickel", "Херне"]),
        ({"kind": "spelling"}, ["Херне"]),
    ):
        assert sorted(one.name for one in admin.get(PLACES, asked).context["object_list"]) == found


def test_list_of_rules_costs_the_same_for_one_and_many(admin, django_assert_max_num_queries):
    make_rule(towns=[make_town()])
    admin.get(RULES)
    with django_assert_max_num_queries(40) as one:
        admin.get(RULES)
    for _ in range(5):
        make_rule(towns=[make_town()])
    with django_assert_max_num_queries(len(one)):
        admin.get(RULES)


def test_rule_says_what_it_means_and_which_rules_are_stronger():
    herne, _bochum = region()
    stronger = make_rule(key="herne", towns=[herne], nationalities=["eu"])
    default = ResponsibilityRule.objects.get(key="residence-default")
    with override("en"):
        meaning = meaning_of(stronger)
    assert meaning.conditions[1:] == [
        "Only in Herne",
        "Only for citizens of: EU, Iceland, Liechtenstein, Norway or Switzerland",
    ]
    assert meaning.answer.partition(";")[0] == "Foreigners’ office (Ausländerbehörde) that serves the town"
    assert (meaning.fitting, meaning.answered, meaning.stronger) == (21, 21, [])
    meaning = meaning_of(default)
    assert (meaning.fitting, meaning.answered, meaning.stronger) == (126, 105, [stronger])


def test_form_of_a_rule_shows_what_it_means_and_leads_to_stronger_rules(admin):
    herne, _bochum = region()
    stronger = make_rule(key="herne", towns=[herne])
    rule = ResponsibilityRule.objects.get(key="residence-default")
    page = admin.get(f"{RULES}edit/{rule.pk}/").content.decode()
    link = f'<a href="{RULES}edit/{stronger.pk}/">herne</a>'
    assert (page.count("<li>In every town</li>"), page.count(link)) == (1, 1)
    page = admin.get(f"{RULES}add/").content.decode()
    assert (page.count("<li>In every town</li>"), page.count("What you leave open is not asked")) == (0, 1)


def test_saving_a_rule_says_nothing_while_all_is_well(admin):
    region()
    rule = ResponsibilityRule.objects.get(key="residence-default")
    response = admin.post(f"{RULES}edit/{rule.pk}/", form_of(rule, certainty="probable"))
    assert said(response) == ["Responsibility 'residence-default' updated."]
    assert rule.revisions.count() == 2


def test_saving_a_rule_says_which_gap_it_opens(admin):
    region()
    rule = ResponsibilityRule.objects.get(key="school-default")
    response = admin.post(f"{RULES}edit/{rule.pk}/", form_of(rule, stages=["abroad"]))
    sentence = (
        "The check of the rules finds 1 thing: No rule answers some cases, such as (Bochum, school, eu, work, arrived)"
    )
    assert said(response)[1:] == [sentence]


def test_new_rule_that_contradicts_another_is_saved_and_named(admin):
    region()
    rule = make_rule(key="draft")
    form = form_of(rule, key="again")
    rule.delete()
    response = admin.post(f"{RULES}add/", form)
    assert ResponsibilityRule.objects.filter(key="again").count() == 1
    start = "The check of the rules finds 2 things: The rules again, residence-default are equally specific"
    assert [one.startswith(start) for one in said(response)] == [False, True]


def test_deleting_a_rule_says_which_gap_it_leaves(admin):
    region()
    rule = ResponsibilityRule.objects.get(key="school-default")
    response = admin.post(f"{RULES}delete/{rule.pk}/")
    assert [one.startswith("The check of the rules finds 1 thing: No rule answers") for one in said(response)] == [
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"office_kind": ""}, "Say which kind of office is responsible."),
        ({"answer": "office"}, "Say which office is responsible."),
    ],
)
def test_rule_that_names_nobody_is_refused(admin, changes, sentence):
    region()
    rule = ResponsibilityRule.objects.get(key="school-default")
    before = model_to_dict(rule)
    response = admin.post(f"{RULES}edit/{rule.pk}/", form_of(rule, **changes))
    assert response.context["form"].errors == {"__all__": [sentence]}
    assert model_to_dict(ResponsibilityRule.objects.get(pk=rule.pk)) == before


def test_check_shows_coverage_and_the_way_to_each_gap(admin):
    herne, bochum = region()
    waiting = make_office("Gerücht", serves=[bochum], published=False, next_check_on="2027-05-22")
    make_office("Amt", serves=[herne])
    context = admin.get("/admin/directory/checking/").context
    rows = {row.kind: (row, days) for row, days in context["rows"]}
    row, days = rows[OfficeKind.FOREIGNERS_OFFICE]
    assert (row.covered, row.open, days) == ([herne], [bochum], [(date(2027, 5, 22), 1)])
    gaps = {(town.name, gap.kind): (gap.href, gap.waiting) for town, ways in context["gaps"] for gap in ways}
    edit = f"/admin/snippets/directory/office/edit/{waiting.pk}/"
    assert gaps["Bochum", OfficeKind.FOREIGNERS_OFFICE] == (edit, waiting)
    add = f"/admin/snippets/directory/office/add/?kind=job_centre&town={herne.ags}"
    assert gaps["Herne", OfficeKind.JOB_CENTRE] == (add, None)
    assert ("Herne", OfficeKind.FOREIGNERS_OFFICE) not in gaps


def test_check_says_when_all_is_well_and_what_is_not(admin):
    region()
    page = "/admin/directory/checking/"
    assert admin.get(page).content.decode().count(EVERYWHERE) == 1
    ResponsibilityRule.objects.get(key="school-default").delete()
    response = admin.get(page)
    assert response.content.decode().count(EVERYWHERE) == 0
    assert [str(one) for one in response.context["findings"]] == [
        "No rule answers some cases, such as (Bochum, school, eu, work, abroad)"
    ]


def test_form_for_a_gap_knows_kind_and_town(admin):
    herne = make_town("Herne")
    form = admin.get(f"/admin/snippets/directory/office/add/?kind=job_centre&town={herne.ags}").context["form"]
    assert (form["kind"].value(), form["serves"].value()) == ("job_centre", [herne.pk])
    form = admin.get("/admin/snippets/directory/office/add/?kind=nonsense&town=0").context["form"]
    assert (form["kind"].value(), form["serves"].value()) == (None, None)


@pytest.mark.parametrize(
    ("rights", "status", "shown"),
    [(["change_office"], 200, True), (["change_responsibilityrule"], 200, True), (["change_partner"], 302, False)],
)
def test_check_is_for_those_who_work_on_offices_or_rules(rights, status, shown):
    client = somebody_who_may(*rights)
    assert client.get("/admin/directory/checking/").status_code == status
    menu = client.get("/admin/snippets/directory/partner/" if not shown else reverse("directory_checking"))
    assert ("Responsibility: check" in menu.content.decode()) is shown
