"""What changed stands on every page it concerns, in the reader's language, and not after its last day."""

import json
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils.translation import override
from wagtail.test.utils.form_data import nested_form_data, streamfield

from welcome_ruhr.facts.models import Figure, LegalBasis
from welcome_ruhr.facts.tests.factories import make_figure
from welcome_ruhr.foundation import clock
from welcome_ruhr.portal import actions
from welcome_ruhr.portal.models import ArticlePage, Notice
from welcome_ruhr.vocabulary.models import Topic

from .content_folder import ARTICLE
from .editors import working
from .factories import body, make_article, make_home, make_topic, part, publish, translate
from .reading import read
from .test_content_refused import refusal
from .test_query_counts import queries

pytestmark = pytest.mark.django_db

NOTICES = """\
notices:
- id: wage
  from: 2026-11-01
  until: 2027-01-31
  concerns: [article:blue-card, legal_basis:aufenthg-18g, topic:residence]
  more: topic:residence
  headings: {de: Mehr Lohn, en: Higher wage}
  texts: {de: "Neu: {{ fact:salary }}.", en: "New: {{ fact:salary }}."}
"""


def make_notice(key="change", *, pages=(), legal_bases=(), topics=(), **fields):
    notice = Notice(
        key=key,
        headings={"de": "Neues Recht", "en": "New law"},
        texts={"de": "Ab jetzt gilt mehr.", "en": "More holds from now on."},
        valid_from=date(2026, 11, 1),
        pages=json.dumps([part("page", page.pk) for page in pages]),
    )
    for name, value in fields.items():
        setattr(notice, name, value)
    notice.full_clean()
    notice.save()
    notice.legal_bases.set(legal_bases)
    notice.topics.set(topics)
    return notice


def on_day(*parts):
    return clock.fixed(datetime(*parts, 10, 0, tzinfo=UTC))


def notices(client, path):
    """Each notice of the page as (heading, language it says it is in)."""
    return [(" ".join(one["text"].split()), one.get("lang", "")) for one in notes(read(client, path))]


def notes(page):
    return [one for one in page.all("div", role="note") if "notice--changed" in one["class"]]


@pytest.fixture
def article():
    make_home(), make_home("en"), make_home("ar")
    law = LegalBasis.objects.create(key="bmg-17", label="BMG § 17", url="https://example.org/17")
    page = make_article("Anmelden", topic=make_topic("alltag"), legal_bases=[law])
    translate(page, "en", slug="register")
    return page


GERMAN = ("Neues Recht 1. November 2026 Ab jetzt gilt mehr.", "")
ENGLISH = ("New law 1 November 2026 More holds from now on.", "")


@pytest.mark.parametrize("way", ["page", "its translation", "legal basis", "topic", "topic's page"])
def test_notice_stands_on_every_page_it_concerns_in_each_language(client, article, way):
    english = ArticlePage.objects.get(slug="register")
    topic_page = article.get_parent()
    concerned = {
        "page": {"pages": [article]},
        "its translation": {"pages": [english]},
        "legal basis": {"legal_bases": list(article.legal_bases.all())},
        "topic": {"topics": [Topic.objects.get()]},
        "topic's page": {"pages": [topic_page]},
    }
    make_notice(**concerned[way])
    assert notices(client, "/de/alltag/anmelden/") == [GERMAN]
    assert notices(client, "/en/alltag-en/register/") == [ENGLISH]
    on_topic = [GERMAN] if way.startswith("topic") else []
    assert notices(client, "/de/alltag/") == on_topic


def test_other_pages_show_no_notice(client, article):
    make_notice(pages=[article], legal_bases=article.legal_bases.all())
    make_article("Anderes", topic=make_topic("wohnen"))
    assert notices(client, "/de/wohnen/anderes/") == []


def test_notice_is_shown_from_its_first_to_its_last_day(client, article):
    make_notice(pages=[article], valid_from=date(2026, 12, 1), valid_until=date(2027, 1, 31))
    shown = {}
    for day in [(2026, 11, 30), (2026, 12, 1), (2027, 1, 31), (2027, 2, 1)]:
        with on_day(*day):
            shown[day[1:]] = len(notices(client, "/de/alltag/anmelden/"))
    assert shown == {(11, 30): 0, (12, 1): 1, (1, 31): 1, (2, 1): 0}


def test_reader_of_another_language_gets_the_fallback_and_is_told_which(client, article):
    make_notice(pages=[article])
    [(text, lang)] = notices(client, "/ar/alltag-en/register/")
    assert "More holds from now on." in text
    assert "الإنجليزية" in text or "English" in text
    assert lang == ""  # the page around it is English already


def test_notice_in_the_readers_language_on_a_page_that_lacks_it_says_its_language(client, article):
    texts = {"de": "Ab jetzt.", "ar": "من الآن"}
    make_notice(pages=[article], headings={"de": "Neu", "ar": "جديد"}, texts=texts)
    assert notices(client, "/ar/alltag-en/register/")[-1] == ("جديد 1 نوفمبر 2026 من الآن", "ar")


def test_notice_prints_its_figures_and_leads_on(client, article):
    figure = make_figure("fee")
    more = make_article("Mehr dazu", topic=article.get_parent().specific)
    make_notice(pages=[article], texts={"de": f"Kostet {figure.as_token}.", "en": "x"}, more=more)
    page = read(client, "/de/alltag/anmelden/")
    [note] = notes(page)
    assert "{{" not in note["text"]
    assert "Mehr dazu" in note["text"]
    assert "/de/alltag/mehr-dazu/" in page.links()


def test_article_costs_the_same_for_one_and_for_ten_notices(client, article):
    def fill(first, last):
        for number in range(first, last):
            other = LegalBasis.objects.create(key=f"law-{number}", label="§", url="https://example.org/")
            make_notice(f"page-{number}", pages=[article], more=article)
            make_notice(f"law-{number}", legal_bases=article.legal_bases.all())
            make_notice(f"topic-{number}", topics=[Topic.objects.get()])
            make_notice(f"other-{number}", legal_bases=[other])

    fill(0, 1)
    few = len(queries(client, "/de/alltag/anmelden/"))
    fill(1, 10)
    assert len(notices(client, "/de/alltag/anmelden/")) == 30
    assert len(queries(client, "/de/alltag/anmelden/")) == few


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"valid_until": date(2026, 10, 1)}, "cannot end before"),
        ({"texts": {"de": "{{ fact:nothing }}", "en": "x"}}, "no figure with the key"),
        ({"texts": {"de": "Nur Deutsch"}}, "both a heading and a text"),
        ({"headings": {"de": "lang " * 30, "en": "x"}}, "120 fit"),
    ],
)
def test_notice_that_cannot_be_shown_is_refused(article, fields, reason):
    with override("en"), pytest.raises(ValidationError, match=reason):
        make_notice(pages=[article], **fields)


def test_notice_without_a_last_day_ends_after_twelve_months():
    assert make_notice().valid_until == date(2027, 11, 1)
    assert make_notice("leap", valid_from=date(2028, 2, 29)).valid_until == date(2029, 2, 28)


def block(**value):
    return part("notice", {"heading": "Neu", "text": "<p>Text</p>", "date": "2026-02-01", "until": None, **value})


@pytest.mark.parametrize(
    ("value", "last_day", "day_after"),
    [
        ({}, (2027, 2, 1), (2027, 2, 2)),
        ({"until": "2026-12-31"}, (2026, 12, 31), (2027, 1, 1)),
        ({"date": None, "until": "2026-12-31"}, (2026, 12, 31), (2027, 1, 1)),
    ],
)
def test_notice_of_a_single_page_ends_too(client, article, value, last_day, day_after):
    publish(article, body=body("Vorher.", block(**value), "Nachher."))
    with on_day(*last_day):
        assert len(notices(client, "/de/alltag/anmelden/")) == 1
    with on_day(*day_after):
        assert notices(client, "/de/alltag/anmelden/") == []
        assert "block-notice" not in read(client, "/de/alltag/anmelden/").html


def test_editor_of_a_part_says_since_or_until_when(article):
    page = ArticlePage.objects.get(pk=article.pk)
    page.body = body(block(date=None))
    with pytest.raises(ValidationError):
        page.body.stream_block.clean(page.body)


def test_notices_go_in_out_and_in_again(folder, run_import):
    folder.write("notices.yaml", NOTICES)
    run_import()
    notice = Notice.objects.get()
    assert [notice.valid_from, notice.valid_until] == [date(2026, 11, 1), date(2027, 1, 31)]
    assert [basis.key for basis in notice.legal_bases.all()] == ["aufenthg-18g"]
    assert run_import().conflicts == []
    notice.texts = {**notice.texts, "en": "Rewritten {{ fact:salary }}."}
    notice.save()
    assert actions.export_content(folder=folder.path) == ["notices.yaml"]
    assert "Rewritten {{ fact:salary }}." in folder.read("notices.yaml")
    report = run_import()
    assert {outcome.name for outcome in report.outcomes} == {"UNCHANGED"}


def test_imported_notice_stands_on_the_page(client, folder, run_import):
    folder.write("notices.yaml", NOTICES)
    run_import()
    [(text, _lang)] = notices(client, "/de/aufenthalt/blaue-karte/")
    assert text.startswith("Mehr Lohn 1. November 2026 Neu: 50.700 €")


def test_figure_in_a_notice_counts_as_used(folder, run_import):
    from welcome_ruhr.facts.wagtail_hooks import uses

    folder.change(ARTICLE, "summary: Ab {{ fact:salary }}.", "summary: Ab.")
    run_import()
    before = uses(Figure.objects.get(key="salary"))
    folder.write("notices.yaml", NOTICES)
    run_import()
    assert uses(Figure.objects.get(key="salary")) == before + 1


@pytest.mark.parametrize(
    ("before", "after", "line", "reason"),
    [
        ("from: 2026-11-01", "form: 2026-11-01", 3, "Unknown: form. Did you mean “from”?"),
        ("from: 2026-11-01", "from: bald", 3, "from: “bald” is not a date"),
        ("from: 2026-11-01", "from: 2026-11-31", 3, "A date does not exist"),
        ("until: 2027-01-31", "until: 2026-01-31", 4, "is before 2026-11-01"),
        (
            "article:blue-card",
            "article:blue-cart",
            2,
            "There is no entry article:blue-cart. Did you mean “article:blue-card”?",
        ),
        ("legal_basis:aufenthg-18g", "legal_basis:aufenthg-18", 2, "Did you mean “aufenthg-18g”?"),
        ("topic:residence]", "topic:residenz]", 2, "Did you mean “residence”?"),
        ("{{ fact:salary }}", "{{ fact:salery }}", 2, "Did you mean “salary”?"),
        ("de: Mehr Lohn, ", "", 2, "German"),
        ("notices:", "notices: 1\nx:", 1, "notices: a list is expected"),
    ],
)
def test_notice_that_is_wrong_is_refused(folder, run_import, before, after, line, reason):
    folder.write("notices.yaml", NOTICES.replace(before, after))
    [complaint] = refusal(run_import)
    assert complaint.startswith(f"notices.yaml:{line}: ")
    assert reason in complaint


@pytest.mark.parametrize(
    ("before", "after", "line", "reason"),
    [
        ("article:blue-card", "article:blue-cart", 5, "Did you mean “article:blue-card”?"),
        ("legal_basis:aufenthg-18g", "legal_basis:aufenthg-18", 5, "Did you mean “aufenthg-18g”?"),
        ("New: {{ fact:salary }}", "New: {{ fact:salery }}", 8, "There is no figure “salery”."),
        ("New: {{ fact:salary }}", "New: 50,700 €", 8, "“50,700 €” is typed (en)"),
        (', en: "New: {{ fact:salary }}."', "", 2, "This notice has no text in en."),
    ],
)
def test_content_check_names_what_is_wrong_with_a_notice(folder, capsys, before, after, line, reason):
    folder.write("notices.yaml", NOTICES.replace(before, after))
    with pytest.raises(SystemExit):
        call_command("check_content", str(folder.path))
    [complaint] = capsys.readouterr().out.splitlines()
    assert complaint.startswith(f"{folder.path}/notices.yaml:{line}: ")
    assert reason in complaint


def test_editor_writes_a_notice_and_is_asked_where_it_stands(article):
    client = working("editor")
    address = reverse(Notice.snippet_viewset.get_url_name("add"))
    texts = {"headings_de": "Neu", "texts_de": "Text"}
    form = {"key": "new", **texts, "valid_from": "2026-12-01", "valid_until": "", "pages": streamfield([])}
    form = nested_form_data(form)
    asked = client.post(address, form)
    assert "nobody would see this notice" in asked.content.decode()
    client.post(address, {**form, "topics": [Topic.objects.get().pk]})
    assert Notice.objects.get().valid_until == date(2027, 12, 1)
