"""Further languages in files of their own: journeys and the names of figures."""

import pytest

from welcome_ruhr.facts.models import Figure
from welcome_ruhr.portal.actions import export_content
from welcome_ruhr.portal.content.engine import Outcome
from welcome_ruhr.portal.content.problems import ContentRefused
from welcome_ruhr.portal.models import JourneyPage

from .content_folder import JOURNEY_FR, add_french, add_journey
from .factories import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def french(folder):
    add_journey(folder)
    add_french(folder)
    return folder


def journey(language):
    return JourneyPage.objects.get(locale__language_code=language)


def test_journey_takes_its_steps_from_the_main_file_and_its_words_from_its_own(french, run_import):
    run_import()
    [first, second] = [block.value for block in journey("fr").steps]
    assert (first["step_id"], first["title"], list(first["papers"])) == ("apply", "Demander la carte", ["Passeport"])
    assert first["article"].specific.content_id == "blue-card"
    assert (second["office"]["office"].key, second["deadline"]) == ("abh-herne", "")
    assert journey("fr").portal_translation.source_locale.language_code == "de"


def test_figure_keeps_its_name_in_each_language(french, run_import):
    run_import()
    french.change("figures/some.csv", "Gehalt,", "Lohn,")
    run_import()
    assert Figure.objects.get(key="salary").labels == {"de": "Lohn", "en": "Salary", "fr": "Salaire"}


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("  collect: {title: Retirer la carte}\n", "", "Step “collect” has no text in fr."),
        ("  collect:", "  collekt:", "Unknown: collekt."),
        ("title: Premiers jours\n", "", "Missing: title."),
        ("text: Dites votre salaire.", "office: abh-herne", "Unknown: office."),
        ("title: Premiers jours", "steps_count: 2\ntitle: Premiers jours", "Unknown: steps_count."),
    ],
)
def test_words_that_do_not_fit_the_steps_are_refused(french, run_import, before, after, reason):
    french.change(JOURNEY_FR, before, after)
    with pytest.raises(ContentRefused) as refused:
        run_import()
    assert [problem.path for problem in refused.value.problems] == [JOURNEY_FR]
    assert reason in str(refused.value.problems[0])


@pytest.mark.parametrize(
    ("row", "reason"), [("salery,Salaire", "There is no figure “salery”"), ("salary,", "label"), ("salary", "2 cells")]
)
def test_name_of_a_figure_that_does_not_exist_is_refused(french, run_import, row, reason):
    french.write("figure_labels/fr.csv", f"key,label\n{row}\n")
    with pytest.raises(ContentRefused) as refused:
        run_import()
    assert str(refused.value.problems[0]).startswith("figure_labels/fr.csv:2: ")
    assert reason in str(refused.value.problems[0])


def test_what_an_editor_changed_comes_out_in_the_file_of_its_language(french, run_import):
    run_import()
    publish(journey("fr"), title="Les premiers jours")
    figure = Figure.objects.get(key="salary")
    figure.labels["fr"] = "Rémunération"
    figure.save()
    assert sorted(export_content(folder=french.path)) == ["figure_labels/fr.csv", JOURNEY_FR]
    assert "title: Les premiers jours" in french.read(JOURNEY_FR)
    assert "salary,Rémunération" in french.read("figure_labels/fr.csv")
    assert export_content(folder=french.path) == []
    report = run_import()
    assert [outcome for outcome in report.outcomes if outcome is not Outcome.UNCHANGED] == []


def test_everything_exported_goes_back_into_the_same_files(french, run_import):
    run_import()
    export_content(folder=french.path, everything=True)
    assert "\nfr:" not in french.read("journeys/first-days.yaml")
    assert "Retirer la carte" in french.read(JOURNEY_FR)
    assert {block.value["title"] for block in journey("fr").steps} == {"Demander la carte", "Retirer la carte"}
