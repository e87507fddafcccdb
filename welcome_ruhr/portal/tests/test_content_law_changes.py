"""A change of the law that an editor has entered goes into the files and into the next installation."""

from datetime import date

import pytest

from welcome_ruhr.facts.models import LegalBasis
from welcome_ruhr.portal.actions import export_content
from welcome_ruhr.portal.content.engine import Outcome
from welcome_ruhr.portal.content.problems import ContentRefused

pytestmark = pytest.mark.django_db

FILE = "law_changes.csv"
HEADER = "legal_basis,changed_on,note\n"
CHANGE = {"changed_on": date(2026, 11, 1), "change_note": "Gehalt, gesenkt"}
LINE = 'aufenthg-18g,2026-11-01,"Gehalt, gesenkt"\n'


def law():
    return LegalBasis.objects.values("changed_on", "change_note").get()


def test_change_is_read_from_the_file(folder, run_import):
    folder.write(FILE, HEADER + LINE)
    run_import()
    assert law() == CHANGE
    assert run_import().count(Outcome.CREATED) == 0


def test_change_of_an_editor_is_written_and_read_again(imported, run_import):
    LegalBasis.objects.update(**CHANGE)
    assert export_content(folder=imported.path) == [FILE]
    assert imported.read(FILE) == HEADER + LINE
    LegalBasis.objects.update(changed_on=None, change_note="")
    assert run_import().count(Outcome.DELETED) == 1


def test_change_that_was_taken_back_leaves_the_file_once(imported):
    LegalBasis.objects.update(**CHANGE)
    export_content(folder=imported.path)
    LegalBasis.objects.update(changed_on=None, change_note="")
    assert export_content(folder=imported.path) == [FILE]
    assert imported.read(FILE) == HEADER
    assert export_content(folder=imported.path) == []


def test_file_does_not_overwrite_what_an_editor_changed(folder, run_import):
    folder.write(FILE, HEADER + LINE)
    run_import()
    LegalBasis.objects.update(change_note="Anders")
    assert run_import().count(Outcome.EDITOR_KEPT) == 1
    assert law()["change_note"] == "Anders"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("aufenthg-18g,bald,x\n", "law_changes.csv:2: “bald” is not a date such as 2026-11-22."),
        ("aufenthg-18,2026-11-01,x\n", "There is no legal basis “aufenthg-18”. Did you mean “aufenthg-18g”?"),
        ("aufenthg-18g,2026-11-01\n", "This row does not have 3 cells."),
    ],
)
def test_broken_line_is_refused_with_its_reason(folder, run_import, line, reason):
    folder.write(FILE, HEADER + line)
    with pytest.raises(ContentRefused) as refused:
        run_import()
    assert reason in str(refused.value)
    assert not LegalBasis.objects.exists()
