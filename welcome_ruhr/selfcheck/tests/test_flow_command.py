import io

import pytest
from django.core.management import call_command

from welcome_ruhr.facts.models import LegalBasis
from welcome_ruhr.portal.tests.factories import make_article

from .small_flow import changed, make_points_min, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path, settings):
    """A content folder with the small flow, and a database with all that it names."""
    settings.CONTENT_DIR = tmp_path
    written(tmp_path)
    make_points_min()
    make_article("EU", slug="eu", content_id="eu-citizens")
    LegalBasis.objects.create(key="law-2", label="Gesetz § 2", url="https://example.org/2")
    return tmp_path


def run(*arguments):
    """Return the exit code of the command, its findings and what else it says."""
    out, said = io.StringIO(), io.StringIO()
    try:
        call_command("check_flows", *arguments, stdout=out, stderr=said)
    except SystemExit as ended:
        return ended.code, out.getvalue().splitlines(), said.getvalue().splitlines()
    return 0, out.getvalue().splitlines(), said.getvalue().splitlines()


def test_flows_that_fit_together_are_counted(folder):
    size = "card: 2 questions, 1 decisions, 3 outcomes, at most 2 questions on a way."
    assert run() == (0, [], [size, "Nothing to mend."])


def test_findings_name_the_file_and_end_with_one(folder):
    written(folder, changed(("legal: law-2", "legal: law-9")))
    written(folder, "id: broken\n", name="broken")
    code, found, _said = run()
    assert (code, found) == (
        1,
        [
            "flows/broken.yaml:1: Missing: start, checked_on, next_check_on, questions, outcomes.",
            "flows/card.yaml: “outcome:free”: there is no legal basis “law-9”. Did you mean “law-2”?",
        ],
    )


def test_each_flow_is_drawn_into_the_folder(folder):
    pictures = folder / "docs" / "pictures"
    run("--pictures", str(pictures), "--language", "en")
    assert [path.name for path in pictures.iterdir()] == ["card.svg"]
    assert '<title id="title">Does the card fit?</title>' in (pictures / "card.svg").read_text(encoding="utf-8")


def test_flow_without_an_end_is_not_drawn(folder):
    written(folder, changed(("points: 2, next: enough", "points: 2, next: passport")))
    code, _found, said = run("--pictures", str(folder / "pictures"))
    assert (code, [line for line in said if line.startswith("Drawn")]) == (1, [])
