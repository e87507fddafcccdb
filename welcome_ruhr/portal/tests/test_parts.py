"""Tokens and German terms in every part of a page, and what an editor's form refuses."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from welcome_ruhr.design import tokens
from welcome_ruhr.directory.tests.factories import make_office
from welcome_ruhr.facts.enums import Unit
from welcome_ruhr.facts.tests.factories import make_figure, make_unverified
from welcome_ruhr.portal.blocks import JourneyStep, OfficeCard, TokenText
from welcome_ruhr.portal.models import ArticlePage
from welcome_ruhr.portal.queries import pages_using

from .factories import body, make_article, make_city_index, make_journey, make_journey_index, make_topic, part, publish
from .reading import read

pytestmark = pytest.mark.django_db
TOKEN = "{{ fact:days }}"
PRINTED = "<bdi>14 Tage</bdi>"


def items(*values):
    return [part("item", value) for value in values]


PARTS = {
    "text": f"<p>In {TOKEN}.</p>",
    "steps": {"heading": "", "items": items({"title": "Gehen", "text": f"<p>In {TOKEN}.</p>"})},
    "checklist": {"heading": "", "items": items(f"In {TOKEN}")},
    "notice": {"date": None, "heading": "Neu", "text": f"<p>In {TOKEN}.</p>"},
    "questions": {"heading": "", "items": items({"question": "Wann?", "answer": f"<p>In {TOKEN}.</p>"})},
}


def shown(client, *parts, **fields):
    make_article("Frist", topic=make_topic("a"), body=body(*parts), **fields)
    return read(client, "/de/a/frist/").html


@pytest.mark.parametrize("kind", PARTS)
def test_token_is_printed_in_every_part_of_running_text(client, kind):
    make_figure("days", {"amount": "14"}, unit=Unit.DAYS)
    html = shown(client, part(kind, PARTS[kind]))
    assert html.count(PRINTED) == 1
    assert "{{" not in html


@pytest.mark.parametrize("kind", PARTS)
def test_german_term_is_marked_up_in_every_part(client, kind):
    make_figure("days", {"amount": "14"}, unit=Unit.DAYS)
    html = shown(client, part(kind, _with_term(PARTS[kind])))
    assert html.count('<bdi class="term" lang="de">Anmeldung</bdi>') == 1


def _with_term(value):
    if isinstance(value, str):
        return value.replace(TOKEN, "[[Anmeldung]]")
    if isinstance(value, list):
        return [_with_term(one) for one in value]
    return {name: _with_term(one) for name, one in value.items()} if isinstance(value, dict) else value


@pytest.mark.parametrize(
    "value",
    [
        {"steps": {"heading": "", "items": items({"title": "Zum [[Amt]]", "text": "<p>Los.</p>"})}},
        {"steps": {"heading": "Das [[Amt]]", "items": items({"title": "Gehen", "text": ""})}},
        {"checklist": {"heading": "Das [[Amt]]", "items": items("Pass")}},
        {"questions": {"heading": "", "items": items({"question": "Welches [[Amt]]?", "answer": "<p>Dieses.</p>"})}},
        {"notice": {"date": None, "heading": "Das [[Amt]]", "text": "<p>Neu.</p>"}},
    ],
)
def test_german_term_is_marked_up_in_titles_too(client, value):
    html = shown(client, *(part(kind, one) for kind, one in value.items()))
    assert html.count('<bdi class="term" lang="de">Amt</bdi>') == 1


@pytest.mark.parametrize("kind", PARTS)
def test_figure_in_any_part_counts_as_a_use(kind):
    figure = make_figure("days")
    article = make_article(body=body(part(kind, PARTS[kind])))
    assert pages_using(figure) == [article]


@pytest.mark.parametrize("kind", PARTS)
def test_unverified_figure_in_any_part_refuses_publication(kind):
    article = make_article()
    make_unverified("days")
    with pytest.raises(ValidationError, match="days"):
        publish(article, body=body(part(kind, PARTS[kind])))
    assert list(ArticlePage.objects.get(pk=article.pk).body) == []


def test_unverified_figure_in_a_deadline_or_a_table_refuses_publication():
    index, figure = make_journey_index(), make_unverified("days")
    with pytest.raises(ValidationError, match="days"):
        make_journey("Weg", index=index, steps=[{"title": "A", "deadline": f"In {TOKEN}"}])
    with pytest.raises(ValidationError, match="days"):
        make_article(body=body(part("figures", {"heading": "", "items": items(figure.pk)})))


def test_page_is_published_again_once_its_figure_is_verified():
    article = make_article()
    figure = make_unverified("days")
    figure.values.update(status="law")
    assert TOKEN in str(publish(article, body=body(part("text", PARTS["text"]))).body[0].value.source)


def test_figure_that_lost_its_verification_prints_no_number_on_the_live_page(client):
    figure = make_figure("days", {"amount": "14"}, unit=Unit.DAYS)
    table = part("figures", {"heading": "", "items": items(figure.pk)})
    make_article("Frist", topic=make_topic("a"), body=body(part("text", PARTS["text"]), table))
    figure.values.update(status="unverified")
    html = read(client, "/de/a/frist/").html
    assert "14 Tage" not in html
    assert html.count("fact-missing") == 2


def test_table_prints_label_amount_and_date_of_each_figure(client):
    figure = make_figure("days", {"amount": "14"}, unit=Unit.DAYS, labels={"de": "Frist <b>"})
    html = shown(client, part("figures", {"heading": "Zahlen", "items": items(figure.pk)}))
    assert "Frist &lt;b&gt;" in html
    assert "14 Tage" in html
    assert "2026" in html


def test_summary_prints_its_token_as_html_on_the_page_and_as_text_in_its_description(client):
    make_figure("days", {"amount": "14"}, unit=Unit.DAYS)
    html = shown(client, summary=f"In {TOKEN} & <mehr>")
    assert PRINTED in html
    assert '<meta name="description" content="In 14 Tage (2026) &amp; &lt;mehr&gt;">' in html


def test_office_part_shows_a_kind_as_a_way_to_the_towns_and_one_office_as_its_card(client):
    make_city_index()
    office = make_office("Welcome Bochum", website="https://example.org/w")
    html = shown(
        client,
        part("office", {"kind": "foreigners_office", "office": None}),
        part("office", {"kind": "", "office": office.pk}),
    )
    assert "Ausländerbehörde" in html
    assert 'href="/de/staedte/"' in html
    assert "https://example.org/w" in html


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{{ fact:days }", "is not a complete token"),
        ("{{ fact days }}", "is not a complete token"),
        ("{{fact:}}", "is not a complete token"),
        ("{{ Fact:days }}", "is not a complete token"),
        ("{{", "is not a complete token"),
        ("{{ price:days }}", "There is no kind of token called “price”."),
        ("{{ fact:nothing }}", "There is no figure with the key “nothing”."),
        ("{{ setting:nothing }}", "There is no setting with the name “nothing”."),
    ],
)
def test_text_with_a_token_that_cannot_be_filled_is_refused(text, complaint):
    make_figure("days")
    with override("en"):
        [sentence] = tokens.problems(f"Before {text}")
    assert complaint in sentence


def test_every_bad_token_of_a_text_is_named():
    assert len(tokens.problems("{{ x {{ fact:a }} {{ fact:b }} {{ price:c }}")) >= 3


def test_complete_tokens_are_found_with_and_without_spaces():
    make_figure("days")
    assert tokens.problems("{{fact:days}} {{   fact:days   }} {single} [[Wort]]") == []


def test_unknown_kind_of_token_is_shown_as_written_and_escaped():
    assert tokens.in_html("{{ price:x }}", "de") == "{{ price:x }}"
    assert tokens.as_safe_html("<b>{{ price:x }}</b>", "de") == "&lt;b&gt;{{ price:x }}&lt;/b&gt;"


@pytest.mark.parametrize("text", ["[[]]", "[[<script>]]", "[[ a [[b]] ]]", "[ [Wort] ]"])
def test_brackets_that_hold_no_plain_word_never_become_markup(text):
    assert "<script>" not in tokens.as_safe_html(text, "en")
    assert 'lang="de"><' not in tokens.as_safe_html(text, "en")


def test_german_term_is_plain_in_titles_and_descriptions():
    assert tokens.in_text("The [[Anmeldung]] office", "en") == "The Anmeldung office"


def test_setting_is_printed_escaped_or_said_to_be_missing(settings):
    settings.IMPRINT = {**settings.IMPRINT, "email": 'a"b@example.org', "phone": "", "editor": "<Kim>"}
    assert tokens.in_html("{{ setting:imprint_editor }}", "de") == "<bdi>&lt;Kim&gt;</bdi>"
    assert 'href="mailto:a&quot;b@example.org"' in tokens.in_html("{{ setting:imprint_email }}", "de")
    assert tokens.in_text("{{ setting:imprint_phone }}", "en") == "[not yet entered in this installation]"


def test_one_line_texts_check_their_tokens_too():
    with pytest.raises(ValidationError):
        TokenText().clean("{{ fact:nothing }}")


@pytest.mark.parametrize("value", [{"kind": "", "office": None}, {"kind": "job_centre", "office": "one"}])
def test_office_part_needs_either_a_kind_or_an_office(value):
    office = make_office()
    value = {**value, "office": office if value["office"] else None}
    block = OfficeCard()
    with pytest.raises(ValidationError):
        block.clean(block.to_python({**value, "office": office.pk if value["office"] else None}))


def test_step_of_a_journey_may_have_no_office():
    block = JourneyStep()
    raw = {"title": "Gehen", "papers": [], "office": {"kind": "", "office": None}, "text": "", "deadline": ""}
    assert block.clean(block.to_python(raw))["title"] == "Gehen"
