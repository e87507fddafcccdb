"""What an import does to each entry: the table of `content/engine.py`, its report, and what editors keep."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from welcome_ruhr.directory.models import Office
from welcome_ruhr.facts.models import Figure
from welcome_ruhr.portal.content.engine import Outcome
from welcome_ruhr.portal.models import ArticlePage, ContentRecord, HomePage, JourneyPage
from welcome_ruhr.vocabulary.models import Audience

from .content_folder import ARTICLE, ARTICLE_EN, FIGURES, add_journey, add_news
from .factories import publish, save_draft

pytestmark = pytest.mark.django_db


def article(language="de"):
    return ArticlePage.objects.get(content_id="blue-card", locale__language_code=language)


def outcomes(report):
    """Outcome → names of the entries, the unchanged ones left out."""
    return {
        outcome: [entry.name for entry in entries]
        for outcome, entries in report.outcomes.items()
        if outcome != Outcome.UNCHANGED
    }


def test_first_import_publishes_every_entry(folder, run_import, client):
    report = run_import()
    assert set(report.outcomes) == {Outcome.CREATED}
    assert report.count(Outcome.CREATED) == ContentRecord.objects.count() == 15
    assert "Das Gehalt ist mindestens" in client.get("/de/aufenthalt/blaue-karte/").content.decode()


def test_second_import_writes_nothing(imported, run_import):
    with CaptureQueriesContext(connection) as queries:
        report = run_import()
    assert set(report.outcomes) == {Outcome.UNCHANGED}
    writing = [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert [sql for sql in writing if '"auth_' not in sql] == []  # the editors' rights are set anew each time


def test_second_import_of_every_kind_of_page_finds_no_change(folder, run_import):
    add_news(folder)
    add_journey(folder)
    run_import()
    assert set(run_import().outcomes) == {Outcome.UNCHANGED}


def test_changed_file_is_imported(imported, run_import):
    imported.change(ARTICLE, "Das Gehalt ist", "Ihr Gehalt ist")
    assert outcomes(run_import()) == {Outcome.UPDATED: ["article:blue-card (de)"]}
    assert "Ihr Gehalt ist" in str(article().body)


def test_change_of_an_editor_stays(imported, run_import):
    publish(article(), title="Blaue Karte EU")
    assert outcomes(run_import()) == {Outcome.EDITOR_KEPT: ["article:blue-card (de)"]}
    assert article().title == "Blaue Karte EU"


def test_draft_of_an_editor_counts_as_a_change(imported, run_import):
    save_draft(article(), title="Entwurf")
    imported.change(ARTICLE, "title: Blaue Karte", "title: Aus der Datei")
    assert outcomes(run_import()) == {Outcome.CONFLICT: ["article:blue-card (de)"]}
    assert article().title == "Blaue Karte"
    assert article().get_latest_revision_as_object().title == "Entwurf"


def test_where_both_changed_the_editor_wins_and_the_report_shows_both_changes(imported, run_import):
    publish(article(), title="Vom Menschen")
    imported.change(ARTICLE, "title: Blaue Karte", "title: Aus der Datei")
    report = run_import()
    assert article().title == "Vom Menschen"
    shown = "\n".join(report.lines())
    assert "article:blue-card (de): changed in both: the editor’s text stays." in shown
    assert "import_content --take files article:blue-card" in shown
    for line in ("-title: Blaue Karte", "+title: Aus der Datei", "+title: Vom Menschen"):
        assert f"    {line}" in shown.splitlines()


def test_conflict_is_reported_at_every_import_until_it_is_solved(imported, run_import):
    publish(article(), title="Vom Menschen")
    imported.change(ARTICLE, "title: Blaue Karte", "title: Aus der Datei")
    run_import()
    assert outcomes(run_import()) == {Outcome.CONFLICT: ["article:blue-card (de)"]}


def test_take_files_puts_the_file_over_the_editors_change(imported, run_import):
    publish(article(), title="Vom Menschen")
    imported.change(ARTICLE, "title: Blaue Karte", "title: Aus der Datei")
    assert outcomes(run_import(take=["article:blue-card"])) == {Outcome.TAKEN: ["article:blue-card (de)"]}
    assert article().title == "Aus der Datei"
    assert outcomes(run_import()) == {}


def test_take_files_undoes_an_editors_change_of_an_unchanged_file(imported, run_import):
    publish(article(), title="Vom Menschen")
    run_import(take=["article:blue-card"])
    assert article().title == "Blaue Karte"


def test_page_deleted_by_an_editor_stays_deleted(imported, run_import):
    article("en").delete()
    imported.change(ARTICLE_EN, "The salary", "Your salary")
    report = run_import()
    assert outcomes(report) == {Outcome.DELETED: ["article:blue-card (en)"]}
    assert "article:blue-card (en): deleted by an editor, stays deleted" in "\n".join(report.lines())
    assert ArticlePage.objects.filter(locale__language_code="en").count() == 0


def test_deleted_page_comes_back_when_its_file_is_taken(imported, run_import):
    article("en").delete()
    run_import(take=["article:blue-card"])
    assert article("en").title == "Blue Card"


def test_page_whose_file_is_gone_stays_and_is_reported(imported, run_import):
    imported.remove(ARTICLE_EN)
    report = run_import()
    assert report.gone == ["article:blue-card en"]
    assert article("en").live


def test_page_that_an_editor_made_is_not_overwritten_by_a_new_file(imported, run_import):
    ContentRecord.objects.filter(entry="article:blue-card", language="en").delete()
    assert outcomes(run_import()) == {Outcome.CONFLICT: ["article:blue-card (en)"]}


@pytest.mark.parametrize(
    ("model", "change", "entry"),
    [
        (Figure, {"rule": "50 %"}, "figure:salary"),
        (Office, {"phone": "115"}, "office:abh-herne"),
        (Audience, {"icon": "home"}, "audiences:families"),
    ],
)
def test_change_of_an_editor_to_a_row_stays(imported, run_import, model, change, entry):
    model.objects.filter(key=entry.partition(":")[2]).update(**change)
    assert outcomes(run_import()) == {Outcome.EDITOR_KEPT: [entry]}


def test_changed_row_is_imported_alone(imported, run_import):
    imported.change(FIGURES, ",50700,", ",51000.50,")
    assert outcomes(run_import()) == {Outcome.UPDATED: ["figure:salary"]}
    assert [float(value.value) for value in Figure.objects.get(key="salary").values.all()] == [51000.5]


def test_draft_of_the_source_is_published_only_by_the_file_that_changes_it(imported, run_import):
    save_draft(article(), title="Entwurf")
    imported.change(ARTICLE_EN, "The salary", "Your salary")
    assert outcomes(run_import())[Outcome.UPDATED] == ["article:blue-card (en)"]
    assert article().title == "Blaue Karte"


def test_shared_fields_come_from_the_source_file_for_every_language(imported, run_import):
    english = article("en")
    assert [term.key for term in english.audiences.all()] == ["families"]
    assert english.checked_on.isoformat() == "2026-11-22"
    assert [source.value["title"] for source in english.sources] == ["AufenthG § 18g"]
    assert [task.value["page"].slug for task in HomePage.objects.get(slug="en").top_tasks] == ["aufenthalt"]


def test_journey_keeps_its_steps_in_every_language(folder, run_import):
    add_journey(folder)
    run_import()
    english = JourneyPage.objects.get(locale__language_code="en")
    first = english.steps[0].value
    assert [step.value["title"] for step in english.steps] == ["Apply for the card", "Collect the card"]
    assert (first["office"]["kind"], first["article"].slug) == ("foreigners_office", "blaue-karte")
    assert list(first["papers"]) == ["Passport"]
    assert english.steps[1].value["office"]["office"].key == "abh-herne"


def test_links_between_entries_may_point_both_ways(folder, run_import):
    folder.page("articles/residence/visa.de.md", "title: Visum\nslug: visum", "[Karte](article:blue-card)\n")
    folder.change(ARTICLE, "Das Gehalt", "Zum [Visum](article:visa). Das Gehalt")
    run_import()
    assert set(run_import().outcomes) == {Outcome.UNCHANGED}


def test_order_file_decides_the_order_of_articles(folder, run_import):
    folder.page("articles/residence/a-visa.de.md", "title: Visum\nslug: visum")
    folder.write("order.yaml", "residence: [blue-card, a-visa]\n")
    run_import()
    assert [page.slug for page in ArticlePage.objects.filter(locale__language_code="de").order_by("path")] == [
        "blaue-karte",
        "visum",
    ]


def test_redirect_leads_to_its_entry(folder, run_import, client):
    folder.write("redirects.csv", "old_path,target\n/alt/karte/,article:blue-card\n/en/old/,article:blue-card\n")
    run_import()
    assert client.get("/alt/karte/").headers["Location"].endswith("/de/aufenthalt/blaue-karte/")
    assert client.get("/en/old/").headers["Location"].endswith("/en/residence/blue-card/")
    assert set(run_import().outcomes) == {Outcome.UNCHANGED}


def test_command_counts_what_it_did(folder, db, capsys):
    call_command("import_content", str(folder.path))
    assert capsys.readouterr().out.strip() == "15 new"
    call_command("import_content", str(folder.path), "--take", "files", "article:blue-card")
    assert capsys.readouterr().out.strip() == "15 unchanged"


@pytest.mark.parametrize("take", [["database", "article:blue-card"], ["files"]])
def test_take_needs_a_side_and_an_entry(imported, take):
    with pytest.raises(CommandError, match="Say which side wins"):
        call_command("import_content", str(imported.path), "--take", *take)


def test_take_of_an_entry_that_does_not_exist_is_refused(imported):
    with pytest.raises(CommandError, match="There is no entry article:nothing"):
        call_command("import_content", str(imported.path), "--take", "files", "article:nothing")
