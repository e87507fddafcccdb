"""Each rule for content files is broken once and names file, line and what to mend."""

import pytest
from django.core.management import call_command
from django.utils.translation import override

from welcome_ruhr.portal.content.rules import check_folder

from .content_folder import ARTICLE, ARTICLE_EN, add_journey, add_news

ARTICLE_AR = "articles/residence/blue-card.ar.md"
JOURNEY = "journeys/first-days.yaml"
TERMS = "terms:\n- {german: [Ausländerbehörde, Ausländeramt], english: [foreigners’ office]}\n"


def complaints(folder):
    with override("en"):
        return [str(problem) for problem in check_folder(folder.path)]


@pytest.fixture
def folder(folder):
    """The small folder with a journey, news and a glossary, all of it in order."""
    add_journey(folder)
    add_news(folder)
    folder.page("pages/news.en.md", "title: News\nslug: news")
    for name in ("news/wage", "events/day"):
        folder.page(f"{name}.en.md", "title: News item\nslug: item")
    folder.write("terms.yaml", TERMS)
    folder.change(JOURNEY, "deadline: Vor dem Ende des Visums\n    papers: [Pass, Vertrag]", "papers: [Pass]")
    folder.change(JOURNEY, 'deadline: "Costs {{ fact:salary }}", ', "")
    return folder


def arabic(folder, text="الراتب {{ fact:salary }}.\n"):
    for name, slug in (("pages/home", "ar"), ("topics/residence", "residence")):
        folder.page(
            f"{name}.ar.md", f"title: ع\nslug: {slug}\nlead: ع" if "home" in name else f"title: ع\nslug: {slug}"
        )
    folder.change("topics/residence.en.md", "title: Residence", "title: Residence")
    folder.page(ARTICLE_AR, "title: البطاقة\nslug: blue-card", text)


def test_folder_in_order_is_not_complained_of(folder):
    assert complaints(folder) == []
    arabic(folder)
    assert complaints(folder) == []


def lines(count):
    return "Ein kurzer Satz steht hier. " * count


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (lines(71), 1, "The page has 355 words; at most 350 are read."),
        ("### Zu tief\n\nText.", 14, "A “###” heading needs a “##” heading above it: ### Zu tief"),
        ("Kurz.\n\n" + "Wort " * 50 + "Ende.", 16, "The longest has 51: “Wort Wort"),
        ("[Karte](article:blue-cart)", 14, "There is no entry article:blue-cart. Did you mean “article:blue-card”?"),
        ("Es kostet {{ fact:salery }}.", 14, "There is no figure “salery”. Did you mean “salary”?"),
        ("Es kostet {{ fact:rumour }}.", 14, "The figure “rumour” is not verified and must not be printed."),
        ("::: figures\n- salery\n:::", 15, "There is no figure “salery”. Did you mean “salary”?"),
        ("Es kostet {{ fact salary }}.", 14, "This is no complete token"),
        ("Es kostet 93 Euro.", 14, "“93 Euro” is typed; an amount of money is a figure"),
        (
            "Es sind {{ fact:salary }}.\nFrüher 50.700 im Jahr.",
            15,
            "“50.700” is typed, and is a value of the figure “salary”",
        ),
    ],
)
def test_text_that_breaks_a_rule_is_named_with_its_line(folder, text, line, reason):
    folder.change(ARTICLE, "Das Gehalt ist mindestens {{ fact:salary }}.\n", f"{text}\n")
    found = complaints(folder)
    assert f"{ARTICLE}:{line}: " in found[-1]
    assert reason in found[-1]


@pytest.mark.parametrize(
    ("before", "after", "line", "reason"),
    [
        ("title: Blaue Karte", "title: " + "Blau" * 16, 2, "The title has 64 characters; 60 fit a phone."),
        ("summary: Ab", "summary: " + "Kurz und gut. " * 15, 4, "The summary has"),
        ("title: Blaue", "titel: Blaue", 2, "Unknown: titel. Did you mean “title”?"),
        ("checked_on: 2026-11-22\n", "", 1, "checked_on: when was the page checked"),
        ("next_check_on: 2027-05-22", "next_check_on: 2027-11-22", 10, "is not within six months"),
        ("next_check_on: 2027-05-22", "next_check_on: 2026-11-22", 10, "is not within six months"),
        ("owner_role: editor_residence\n", "", 1, "owner_role: who keeps this page?"),
        ("audiences: [families]\n", "", 1, "audiences: no door leads to this article."),
        ("- {title: AufenthG § 18g, url: https://example.org/18g, retrieved_on: 2026-04-29}\n", "", 1, "no sources"),
    ],
)
def test_front_matter_that_breaks_a_rule_is_named_with_its_line(folder, before, after, line, reason):
    folder.change(ARTICLE, before, after)
    found = [one for one in complaints(folder) if one.startswith(f"{ARTICLE}:{line}: ")]
    assert [one for one in found if reason in one] == found[:1]


def test_entry_that_is_missing_in_english_is_named(folder):
    folder.remove("news/wage.en.md")
    assert complaints(folder) == ["news/wage.de.md:1: news:wage is missing in en."]


def test_english_of_more_words_a_sentence_is_named(folder):
    folder.change(ARTICLE_EN, "The salary is at least", "The salary " + "really " * 15 + "is at least")
    assert "21.0 words on average; at most 18" in complaints(folder)[0]


def test_file_that_no_import_reads_is_named(folder):
    folder.write("articles/blue-card.de.md", "---\ntitle: A\nslug: b\n---\n")
    assert complaints(folder) == ["articles/blue-card.de.md:1: The import does not look here."]


def test_english_needs_the_german_term_where_a_word_is_first_used(folder):
    text = "The salary is at least {{ fact:salary }}.\n"
    folder.change(
        ARTICLE_EN, text, "Ask first.\n\nGo to the foreigners' office.\n\nThe [[Ausländerbehörde]] decides.\n"
    )
    [found] = [one for one in complaints(folder) if "needs" in one]
    assert found == (
        f"{ARTICLE_EN}:7: “foreigners' office” needs the German term at its first use: “[[Ausländerbehörde]]”."
    )
    folder.change(ARTICLE_EN, "foreigners' office.", "foreigners' office ([[Ausländeramt]]).")
    assert [one for one in complaints(folder) if "needs" in one] == []


def test_titles_of_other_sites_need_no_german_term(folder):
    links = "::: links\n- [The foreigners’ office](https://example.org): forms\n:::\n"
    folder.change(ARTICLE_EN, "The salary is at least {{ fact:salary }}.\n", links)
    assert complaints(folder) == []


def test_translation_without_a_figure_or_link_of_its_source_is_named(folder):
    folder.change(ARTICLE, "{{ fact:salary }}.\n", "{{ fact:salary }}. [Mehr](topic:residence)\n")
    arabic(folder, "[ع](page:home)\n")
    folder.change(ARTICLE, "summary: Ab {{ fact:salary }}.", "summary: Ab.")
    assert complaints(folder) == [
        f"{ARTICLE_AR}:1: The figure “salary” of the source {ARTICLE} is missing here.",
        f"{ARTICLE_AR}:1: The link to topic:residence in the source {ARTICLE} is missing here.",
        f"{ARTICLE_AR}:5: The link to page:home does not stand in the source {ARTICLE}.",
    ]


def test_easy_language_may_leave_out_but_adds_no_figure(folder):
    folder.page("pages/home.de-simple.md", "title: Start\nslug: start\nlead: Hallo")
    folder.page("topics/residence.de-simple.md", "title: Aufenthalt\nslug: aufenthalt", "Ab {{ fact:salary }}.\n")
    folder.page("articles/residence/blue-card.de-simple.md", "title: Karte\nslug: karte", "[Start](page:home)\n")
    assert complaints(folder) == [
        "topics/residence.de-simple.md:5: The figure “salary” does not stand in the source topics/residence.de.md."
    ]


def test_steps_of_a_journey_match_in_every_language(folder):
    folder.change(JOURNEY, "papers: [Passport]", "papers: [Passport, Contract], deadline: Soon")
    assert complaints(folder) == [
        f"{JOURNEY}:21: Step “apply” has a deadline in only one of en and the source.",
        f"{JOURNEY}:21: Step “apply” names 2 papers, its source 1.",
    ]


def test_journey_in_a_further_language_has_the_steps_of_its_source(folder):
    words = "title: ع\nslug: first-days\nsteps:\n  apply: {title: ع, text: ع}\n  colect: {title: ع}\n"
    for name in ("pages/home", "pages/journeys"):
        folder.page(f"{name}.ar.md", "title: ع\nslug: ar\nlead: ع" if "home" in name else "title: ع\nslug: ways")
    folder.write("journeys/first-days.ar.yaml", words)
    assert complaints(folder) == ["journeys/first-days.ar.yaml:5: Unknown: colect. Did you mean “collect”?"]
    folder.change("journeys/first-days.ar.yaml", "colect", "collect")
    assert "names 0 papers, its source 1" in " ".join(complaints(folder))


def test_command_prints_what_to_mend_and_ends_with_one(folder, capsys):
    folder.change(ARTICLE, "Das Gehalt", "93 Euro. Das Gehalt")
    with pytest.raises(SystemExit) as ended:
        call_command("check_content", str(folder.path))
    assert ended.value.code == 1
    out, err = capsys.readouterr()
    sentence = "“93 Euro” is typed; an amount of money is a figure: “{{ fact:… }}”."
    assert out == f"{folder.path}/{ARTICLE}:14: {sentence}\n"
    assert err == "1 to mend in 1 files.\n"


def test_command_ends_well_when_there_is_nothing_to_mend(folder, capsys):
    call_command("check_content", str(folder.path))
    assert capsys.readouterr() == ("", "Nothing to mend.\n")
