"""A broken content file is refused with file, line and reason, and nothing of the run is stored."""

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override
from wagtail.models import Page

from welcome_ruhr.directory.models import Municipality, Office
from welcome_ruhr.facts.models import Figure
from welcome_ruhr.portal.content.problems import ContentRefused
from welcome_ruhr.portal.models import ContentRecord
from welcome_ruhr.vocabulary.models import Topic

from .content_folder import ARTICLE, ARTICLE_EN, FIGURES, add_journey, add_news

pytestmark = pytest.mark.django_db
STORED = (Page, ContentRecord, Figure, Topic, Municipality, Office)


def refusal(run_import):
    """Import, and return each complaint; fails when anything was stored."""
    before = [model.objects.count() for model in STORED]
    with pytest.raises(ContentRefused) as refused:
        run_import()
    assert [model.objects.count() for model in STORED] == before
    return [str(problem) for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("before", "after", "line", "reason"),
    [
        ("title: Blaue Karte", "title: [Blaue", 3, "This is not valid YAML"),
        ("title: Blaue Karte\n", "", 1, "Missing: title."),
        ("title: Blaue Karte", "titel: Blaue Karte\ntitle: B", 2, "Unknown: titel. Did you mean “title”?"),
        ("title: Blaue Karte", "title: " + "a" * 256, 2, "title: this text has 256 characters; 255 fit."),
        ("title: Blaue Karte", "title: {a: 1}", 2, "title"),
        ("slug: blaue-karte", "slug: Blaue Karte!", 3, "slug: "),
        ("slug: blaue-karte", "slug: " + "a" * 300, 3, "slug: "),
        ("summary: Ab", "summary: " + "lang " * 80, 4, "summary: "),
        ("summary: Ab {{ fact:salary }}.", "summary: Ab {{ fact:salery }}.", 4, "“salery”. Did you mean “salary”?"),
        ("checked_on: 2026-11-22", "checked_on: bald", 9, "checked_on: “bald” is not a date"),
        ("checked_on: 2026-11-22", "checked_on: 2026-13-40", 9, "A date does not exist: month must be in 1..12."),
        ("owner_role: editor_residence", "owner_role: editor_residenz", 8, "Did you mean “editor_residence”?"),
        ("audiences: [families]", "audiences: [familys]", 5, "Unknown audience: familys. Did you mean “families”?"),
        ("audiences: [families]", "audiences: families", 5, "audiences"),
        ("legal_bases: [aufenthg-18g]", "legal_bases: [aufenthg-18]", 7, "Did you mean “aufenthg-18g”?"),
        ("retrieved_on: 2026-04-29", "retrieved_on: gestern", 12, "retrieved_on: “gestern” is not a date"),
        ("retrieved_on: 2026-04-29", "retrieved: 2026-04-29", 12, "Did you mean “retrieved_on”?"),
        (
            "- {title: AufenthG § 18g, url: https://example.org/18g, retrieved_on: 2026-04-29}",
            "- AufenthG",
            12,
            "source",
        ),
        ("owner_role", "related: [blue-cart]\nowner_role", 8, "article:blue-cart. Did you mean “article:blue-card”?"),
        ("owner_role", "related: nothing\nowner_role", 8, "related"),
        ("owner_role", "translation: maschine\nowner_role", 8, "Did you mean “machine”?"),
    ],
)
def test_front_matter_that_is_wrong_is_refused(folder, run_import, before, after, line, reason):
    folder.change(ARTICLE, before, after)
    [complaint] = refusal(run_import)
    assert complaint.startswith(f"{ARTICLE}:{line}: ")
    assert reason in complaint


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("::: stepz\n1. **A.** b\n:::", 16, "There is no part called “stepz”. Did you mean “steps”?"),
        ("::: steps\n1. **A.** b", 16, "This part is not closed"),
        ("::: steps\n1. **A.** b\n::: office foreigners_office\n:::", 18, "opened on line 16 is not closed"),
        ("::: steps\n1. A step without a title\n:::", 17, "A step begins with its title in bold"),
        ("::: steps\nno list\n:::", 16, "This part holds a numbered list and nothing else."),
        ("::: checklist\n:::", 16, "This part holds a list"),
        ("::: notice\nText\n:::", 16, "A notice needs a date and a heading"),
        ("::: notice What is new\nText\n:::", 16, "A notice needs a date and a heading"),
        ("::: notice 2026-02-31 What is new\nText\n:::", 16, "“2026-02-31” is not a date"),
        ("::: notice 2026-02-01/2026-01-31 What is new\nText\n:::", 16, "This notice ends before it begins"),
        ("::: film\n:::", 16, "A film needs a title."),
        ("::: film media/nothing.mp4\nTitle\n:::", 16, "There is no file media/nothing.mp4."),
        ("::: links\n- no link\n:::", 17, "An item of a link list begins with a link"),
        ("::: links\n- [Karte](article:blue-card)\n:::", 17, "https address"),
        ("::: faq\nAnswer without a question\n:::", 17, "Questions begin with"),
        ("::: image media/nothing.jpg\nText\n:::", 16, "There is no file media/nothing.jpg."),
        ("::: image media/nothing.jpg\n:::", 16, "An image needs an alternative text."),
        ("::: download media/nothing.pdf\nTitle\n:::", 16, "There is no file media/nothing.pdf."),
        ("::: figures\n- salery\n:::", 17, "There is no figure with the key “salery”. Did you mean “salary”?"),
        ("::: figures\n- rumour\n:::", 1, "The figure “Rumour” (rumour) is not verified."),
        ("::: office abh-hernee\n:::", 16, "a verified office. Did you mean “abh-herne”?"),
        ("::: office ki-herne\n:::", 16, "“ki-herne” is neither a kind of office nor a verified office."),
        ("# A first heading", 16, "Only “##” and “###” headings"),
        ("[Card](article:blue-cart)", 16, "There is no entry article:blue-cart. Did you mean “article:blue-card”?"),
        ("[Card](../other)", 16, "is neither an entry such as article:… nor an https address"),
        ("Costs {{ fact:nothing }}.", 16, "There is no figure with the key “nothing”."),
        ("Costs {{ fact:rumour }}.", 16, "The figure “Rumour” (rumour) is not verified."),
        ("Costs {{ fact salary }}.", 16, "is not a complete token"),
        ("Costs {{ price:salary }}.", 16, "There is no kind of token called “price”."),
        ("::: steps {{ fact:rumour }}\n1. **A.** b\n:::", 16, "is not verified"),
        ("::: checklist\n- {{ fact:rumour }}\n:::", 17, "is not verified"),
        ("::: faq\n### Why?\n{{ fact:rumour }}\n:::", 18, "is not verified"),
        (
            f"::: steps {'long ' * 30}\n1. **A.** b\n:::",
            1,
            "body: heading: Ensure this value has at most 120 characters",
        ),
        (f"::: steps\n1. **{'A' * 121}.** b\n:::", 1, "title: Ensure this value has at most 120 characters"),
        ("::: links\n- [A](https://):\n:::", 1, "url: Enter a valid URL."),
    ],
)
def test_body_that_is_wrong_is_refused_with_its_line(folder, run_import, text, line, reason):
    folder.change(ARTICLE, "Das Gehalt ist mindestens {{ fact:salary }}.\n", f"Text.\n\n{text}\n")
    [complaint] = refusal(run_import)
    assert reason in complaint
    assert complaint.startswith(f"{ARTICLE}:{line}: ")


@pytest.mark.parametrize(
    ("name", "text", "line", "reason"),
    [
        (ARTICLE, "", 1, "must begin with front matter"),
        (ARTICLE, "Just text\n", 1, "must begin with front matter"),
        (ARTICLE, b"---\ntitle: Stra\xdfe\nslug: a\n---\n", 2, "UTF-8"),
        ("vocabulary.yaml", b"# Stra\xdfe\n", 1, "UTF-8"),
        (FIGURES, b"key\nStra\xdfe\n", 2, "UTF-8"),
        ("vocabulary.yaml", "", 1, "A list of “name: value” lines is expected"),
        ("vocabulary.yaml", "topics: [{id: work}]\n", 1, "work"),
        ("vocabulary.yaml", "topics: [\n", 2, "expected"),
        ("vocabulary.yaml", "topics: [{id: work, order: 1, icon: castle, names: {de: A}}]\n", 1, "no icon “castle”"),
        (
            "topics/residence.de.md",
            "---\ntitle: A\nslug: b\nillustration: skylines\n---\n",
            4,
            "Did you mean “skyline”?",
        ),
        ("order.yaml", "articles: [\n", 2, "not valid YAML"),
        (FIGURES, "", 1, "The columns must be: key,"),
        ("articles/residence/Blue Card.de.md", "---\ntitle: A\nslug: b\n---\n", 1, "The file name must be"),
        ("articles/residence/lost.xx.md", "---\ntitle: A\nslug: b\n---\n", 1, "no language “xx”"),
        ("articles/work/lost.de.md", "---\ntitle: A\nslug: b\n---\n", 1, "Its parent topic:work does not exist in de."),
        ("topics/work.de.md", "---\ntitle: A\nslug: b\n---\n", 1, "work"),
        (
            "articles/residence/lost.en.md",
            "---\ntitle: A\nslug: b\n---\n",
            1,
            "There is no source of article:lost: German is missing",
        ),
        (
            "articles/residence/blue-kard.en.md",
            "---\ntitle: A\nslug: b\n---\n",
            1,
            "no file of it says “source: true”. Did you mean “article:blue-card”?",
        ),
        ("articles/residence/twin.de.md", "---\ntitle: A\nslug: blaue-karte\n---\n", 1, "slug"),
        ("pages/nothing.de.md", "---\ntitle: A\nslug: b\n---\n", 1, "of a page this portal has"),
        ("redirects.csv", "old_path,target\n/alt/,article:nothing\n", 2, "There is no entry article:nothing."),
        (
            "redirects.csv",
            "old_path,target\n/alt/,topic:residence\n/alt/,page:home\n",
            3,
            "stands in redirects.csv already",
        ),
    ],
)
def test_file_that_is_wrong_is_refused(folder, run_import, name, text, line, reason):
    folder.write(name, text)
    [complaint] = refusal(run_import)
    assert complaint.startswith(f"{name}:{line}: ")
    assert reason in complaint


@pytest.mark.parametrize(
    ("name", "before", "after", "line", "reason"),
    [
        (FIGURES, "key,label_de", "id,label_de", 1, "The columns must be: key,"),
        (FIGURES, ",2026-04-29\nrumour", "\nrumour", 2, "This row does not have 13 cells."),
        (FIGURES, ",2026-04-29\nrumour", ",2026-04-29,more\nrumour", 2, "This row does not have 13 cells."),
        (FIGURES, ",50700,", ",viel,", 2, "“viel” is not a number"),
        (FIGURES, ",50700,", ",NaN,", 2, "NaN"),
        (FIGURES, ",50700,", ",,", 2, "is not a number"),
        (FIGURES, "2026-12-31", "2026-31-12", 2, "“2026-31-12” is not a date"),
        (FIGURES, "2026-12-31", "2025-12-31", 2, "before it starts"),
        (FIGURES, ",eur,50700", ",taler,50700", 2, "unit: "),
        (FIGURES, "https://example.org/18g", "no address", 2, "source_url: "),
        (FIGURES, "\nrumour,Gerücht,Rumour,eur,4711,,", "\nsalary,Gehalt,Salary,eur,4711,2026-06-01,", 3, "same day"),
        (FIGURES, "salary,Gehalt", 'salary,"Gehalt', 3, "unexpected end"),
        ("municipalities.csv", ",51.42,", ",groß,", 2, "“groß” is not a number"),
        ("municipalities.csv", ",156940,", ",viele,", 2, "population: "),
        ("municipalities.csv", ",1,1,\n", ",1,1,09999999\n", 2, "09999999"),
        ("offices.csv", "herne,foreigners_office", "herne,castle", 2, "kind: "),
        ("offices.csv", "Herne,05916000,yes", "Herne,09999999,yes", 2, "09999999"),
        ("offices.csv", ",05916000,yes", ",05916000,ja", 2, "“ja”"),
        ("offices.csv", "ki-herne,", "abh-herne,", 3, "abh-herne"),
    ],
)
def test_row_that_is_wrong_is_refused_with_its_line(folder, run_import, name, before, after, line, reason):
    folder.change(name, before, after)
    [complaint] = refusal(run_import)
    assert complaint.startswith(f"{name}:{line}: ")
    assert reason in complaint


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("id: first-days", "id: 'First days'", "id"),
        ("id: collect", "name: collect", "name"),
        ("steps:\n- id: apply", "steps:\n- en: 1\n- id: apply", "has no text in de"),
        ("de: {title: Karte abholen, text: Holen Sie sie ab.}", "", "Step “collect” has no text in de."),
        ("de: {title: Karte abholen,", "de: {", "title"),
        ("article: blue-card", "article: nothing", "There is no entry article:nothing."),
        ("article: blue-card", "article: blue-cart", "yaml:15: There is no entry article:blue-cart. Did you mean"),
        ("office: abh-herne", "office: nowhere", "“nowhere” is neither"),
        ("{{ fact:salary }}", "{{ fact:rumour }}", "is not verified"),
        ("papers: [Pass, Vertrag]", "papers: Pass", "papers"),
        ("title: Erste Tage", "titel: Erste Tage", "yaml:11: Unknown: titel. Did you mean “title”?"),
        ("title: Erste Tage, ", "", "Missing: title"),
        ("illustration: airport-suitcase", "illustration: [", "not valid YAML"),
    ],
)
def test_journey_that_is_wrong_is_refused(folder, run_import, before, after, reason):
    add_journey(folder)
    folder.change("journeys/first-days.yaml", before, after)
    [complaint] = refusal(run_import)
    assert complaint.startswith("journeys/first-days.yaml:")
    assert reason in complaint


@pytest.mark.parametrize(
    ("name", "before", "after", "line", "reason"),
    [
        ("news/wage.de.md", "published_on: 2026-11-01\n", "", 1, "published_on"),
        ("events/day.de.md", "starts_at: 2026-12-01 17:00:00+01:00\n", "", 1, "starts_at"),
        ("events/day.de.md", "2026-12-01 17:00:00+01:00", "morgen", 4, "starts_at: “morgen” is not a moment"),
    ],
)
def test_news_and_events_without_their_date_are_refused(folder, run_import, name, before, after, line, reason):
    add_news(folder)
    folder.change(name, before, after)
    [complaint] = refusal(run_import)
    assert complaint.startswith(f"{name}:{line}: ")
    assert reason in complaint


def test_one_id_in_two_folders_is_refused(folder, run_import):
    folder.write("articles/other/blue-card.de.md", folder.read(ARTICLE))
    assert f"{ARTICLE}" in " ".join(refusal(run_import))


def test_all_broken_files_are_named_at_once(folder, run_import):
    folder.change(ARTICLE, "checked_on: 2026-11-22", "checked_on: bald")
    folder.change(ARTICLE_EN, "title: Blue Card", "titel: Blue Card")
    folder.change(FIGURES, ",50700,", ",viel,")
    assert [complaint.partition(":")[0] for complaint in refusal(run_import)] == [ARTICLE, ARTICLE_EN, FIGURES]


def test_broken_file_leaves_what_was_imported_before_as_it_was(imported, run_import):
    imported.change("vocabulary.yaml", "de: Familien", "de: Eltern")
    imported.change(ARTICLE, "{{ fact:salary }}.\n", "{{ fact:rumour }}.\n")
    refusal(run_import)
    assert ContentRecord.objects.get(entry="audiences:families").file_text.count("Familien") == 1
    assert Topic.objects.get().names["de"] == "Aufenthalt"


def test_command_says_in_sentences_what_is_wrong(folder, db):
    folder.change(ARTICLE, "checked_on: 2026-11-22", "checked_on: bald")
    with pytest.raises(CommandError) as error:
        call_command("import_content", str(folder.path))
    assert str(error.value).splitlines() == [
        "Nothing was imported.",
        f"{ARTICLE}:9: checked_on: “bald” is not a date such as 2026-11-22.",
    ]


def test_folder_that_is_not_there_is_refused(tmp_path, db):
    with override("en"), pytest.raises(CommandError, match=r"vocabulary.yaml:1: This file is missing"):
        call_command("import_content", str(tmp_path / "nothing"))


@pytest.mark.parametrize("change", ["bom", "crlf"])
def test_files_from_other_editors_are_read_as_they_are(folder, run_import, change):
    for name, content in folder.files().items():
        folder.write(name, b"\xef\xbb\xbf" + content if change == "bom" else content.replace(b"\n", b"\r\n"))
    report = run_import()
    assert report.conflicts == []
    assert Page.objects.get(slug="blaue-karte").title == "Blaue Karte"
    assert Figure.objects.get(key="salary").labels["de"] == "Gehalt"
