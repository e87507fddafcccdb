import pytest
from wagtail.models import Page

from welcome_ruhr.design import tokens
from welcome_ruhr.search.queries import find, suggest
from welcome_ruhr.search.queries.excerpts import LENGTH

from .answers import only, titles
from .factories import make_group, make_pin

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    """A page that stands for what a document is about."""
    return Page.objects.get(depth=1)


@pytest.fixture
def figure():
    """`{{ test:salary }}` in a text is "50.700 €"."""

    def as_text(key, language):
        return f"50.700 € <{key}> {language}"

    tokens.register("test", tokens.TokenSource(as_html=as_text, as_text=as_text, problem=lambda key: ""))
    yield
    del tokens._sources["test"]


# --- which come first ---------------------------------------------------------------------------


def test_word_in_the_title_counts_more_than_in_names_summary_and_text(shelf):
    shelf.put("A", text="Miete"), shelf.put("B", summary="Miete"), shelf.put("C", terms="Miete"), shelf.put("Miete")
    scores = {one.plain_title: one.score for one in find("Miete", "de").results}
    assert list(scores) == ["Miete", "C", "B", "A"] == sorted(scores, key=scores.get, reverse=True)
    assert titles("Miete, Miete") == list(scores)


def test_what_is_far_behind_is_left_out_where_enough_is_found(shelf):
    shelf.put("Vertrag", text="Miete")
    for number in range(4):
        shelf.put(f"Miete {number}")
    assert len(titles("Miete")) == 5
    shelf.put("Miete 4")
    assert titles("Miete") == [f"Miete {number}" for number in range(5)]


def test_question_finds_what_holds_most_of_it(shelf):
    (
        shelf.put("Adresse anmelden", summary="In der ersten Woche"),
        shelf.put("Adresse ändern"),
        shelf.put("Hund anmelden"),
    )
    assert titles("Wie kann ich meine neue Adresse anmelden, bitte?")[0] == "Adresse anmelden"


def test_title_that_says_nothing_but_what_was_asked_comes_first(shelf):
    shelf.put("Miete und Kaution und Schlüssel"), shelf.put("Miete")
    assert titles("Miete") == ["Miete", "Miete und Kaution und Schlüssel"]


def test_page_that_is_often_asked_for_so_comes_before_one_that_once_is(shelf):
    shelf.put("Erstes", asked="Chef\nKonto\nMiete"), shelf.put("Zweites", asked="Chef\nmein Chef\nLohn")
    assert titles("Chef") == ["Zweites", "Erstes"]


def test_place_whose_whole_name_was_typed_comes_before_a_page_that_is_asked_for_with_it(shelf):
    shelf.put("Kinder", asked="Kita in Herne"), shelf.put("Anderes", asked="Kita"), shelf.put("Herne")
    assert titles("Kita Herne") == ["Herne", "Kinder", "Anderes"]


def test_question_that_people_are_known_to_ask_comes_before_its_words_apart(shelf):
    shelf.put("Erstes", asked="Chef zahlt Lohn nicht\nUrlaub"), shelf.put("Zweites", asked="Chef\nLohn\nzahlt")
    assert titles("mein Chef zahlt keinen Lohn") == ["Erstes", "Zweites"]
    assert find("mein Chef zahlt keinen Lohn", "de").results[0].score > find("Lohn", "de").results[0].score


def test_weight_lets_a_document_come_later(shelf):
    shelf.put("Miete", weight=0.5), shelf.put("Miete", terms="Kaution", weight=0.9), shelf.put("Miete")
    assert [one.number for one in find("Miete", "de").results] == [3, 2, 1]


def test_one_of_many_comes_first_only_where_all_of_the_question_fits(make_shelf):
    make_shelf("a").put("Amt")
    offices = make_shelf("b", is_one_of_many=True)
    offices.put("Amt Herne"), offices.put("Amt Witten")
    assert titles("Amt in Herne")[0] == "Amt Herne"
    assert titles("Amt")[0] == "Amt"


def test_equal_scores_come_in_the_order_of_their_names(shelf):
    for name in ("b", "c", "a", "d"):
        shelf.put("Miete", name=name)
    assert [one.name for one in find("Miete", "de").results] == ["a", "b", "c", "d"]
    assert [one.name for one in find("Miete", "de", most=2).results] == ["a", "b"]


def test_as_many_as_asked_for_are_shown(shelf):
    for number in range(30):
        shelf.put(f"Miete {number}")
    assert [len(titles("Miete")), len(titles("Miete", most=3)), len(suggest("Miete", "de"))] == [10, 3, 6]
    assert (find("Miete", "de").has_more, find("Miete", "de", most=30).has_more) == (True, False)


# --- languages ----------------------------------------------------------------------------------


def test_readers_language_comes_before_english_and_german(shelf):
    shelf.put("Visa", language="de"), shelf.put("Visa", language="fr"), shelf.put("Visa", language="en")
    languages = [one.language for one in find("visa", "fr").results]
    assert (languages[0], sorted(languages)) == ("fr", ["de", "en", "fr"])


def test_other_languages_than_the_readers_english_and_german_are_not_searched(shelf):
    shelf.put("Visa", language="fr")
    assert (titles("visa", "fr"), titles("visa", "de"), titles("visa", "pl")) == (["Visa"], [], [])


@pytest.mark.parametrize(("reader", "shown"), [("de", "Visum"), ("en", "Visa"), ("fr", "Visa (fr)"), ("pl", "Visa")])
def test_subject_is_shown_once_in_the_readers_version(shelf, reader, shown):
    number = shelf.put("Visum", summary="visa")
    shelf.put("Visa", number=number, language="en"), shelf.put("Visa (fr)", number=number, language="fr")
    assert titles("visa", reader) == [shown]


def test_document_without_a_title_leads_to_the_other_version(shelf):
    number = shelf.put("Kindergeld")
    shelf.put(number=number, language="tr", asked="çocuk parası nasıl alınır")
    result = only("çocuk parası", "tr")
    assert (result.plain_title, result.language, result.href) == ("Kindergeld", "de", "/de/1/")


def test_variant_of_a_language_comes_before_its_base(shelf):
    number = shelf.put("Visum")
    shelf.put("Das Visum", number=number, language="de-simple"), shelf.put("Miete")
    assert [titles("Visum", "de-simple"), titles("Visum"), titles("Miete", "de-simple")] == [
        ["Das Visum"],
        ["Visum"],
        ["Miete"],
    ]


# --- what is shown to whom ----------------------------------------------------------------------


def test_document_that_only_some_may_read_is_not_shown(shelf):
    shelf.closed.add(shelf.put("Miete intern")), shelf.put("Miete")
    assert titles("Miete") == ["Miete"]


def test_document_that_only_some_may_read_hides_no_other(shelf):
    shelf.closed.add(shelf.put("Miete")), shelf.put("Vertrag", text="Miete")
    assert titles("Miete") == ["Vertrag"]


def test_document_that_has_no_place_is_not_shown(shelf):
    shelf.documents.pop(shelf.put("Miete"))
    assert titles("Miete") == []


def test_results_can_be_narrowed_to_what_has_all_of_the_facets(shelf):
    shelf.put("Miete A", facets=("topic:home", "place:Herne")), shelf.put("Miete B", facets=("topic:home",))
    narrowed = [titles("Miete", facets=facets) for facets in (("topic:home",), ("topic:home", "place:Herne"), ("x:y",))]
    assert narrowed == [["Miete A", "Miete B"], ["Miete A"], []]
    assert find("Miete A", "de").results[0].facets == ("topic:home", "place:Herne")


@pytest.mark.parametrize("facet", ["", "topic", "topic:home' OR 1", "topic:\x00", "topic:\ud800", "*"])
def test_facet_that_nothing_has_finds_nothing(shelf, facet):
    shelf.put("Miete", facets=("topic:home",))
    assert titles("Miete", facets=(facet,)) == []


# --- pins ---------------------------------------------------------------------------------------


def test_pinned_page_comes_first(shelf, page):
    shelf.put("Miete"), shelf.put("Wohnen", text="Miete", subject=str(page.translation_key))
    make_pin("Miete", page)
    results = find("Miete", "de").results
    assert [(one.plain_title, one.is_pinned) for one in results] == [("Wohnen", True), ("Miete", False)]


def test_pinned_page_is_shown_even_when_the_words_find_nothing(shelf, page):
    shelf.put("Wohnen", subject=str(page.translation_key)), make_pin("Quetschkommode", page)
    result = only("quetschkommoden")
    assert (result.plain_title, result.is_pinned, result.score) == ("Wohnen", True, 0.0)


@pytest.mark.parametrize(
    ("words", "typed"),
    [
        ("how do I register", "register"),
        ("register", "How do I register?"),
        ("not paid", "not paid"),
        ("rent money", "money for the rent"),
        ("what is that", "what is that?"),
    ],
)
def test_pin_is_known_by_the_words_that_tell_the_matter(shelf, page, words, typed):
    shelf.put("Pinned", language="en", subject=str(page.translation_key)), make_pin(words, page, language="en")
    assert titles(typed, "en") == ["Pinned"]


def test_pin_is_for_its_words_and_its_language_alone(shelf, page):
    shelf.put("Wohnen", subject=str(page.translation_key)), make_pin("Miete", page)
    assert (titles("Miete Kaution"), titles("Miete", "en"), titles("Kaution")) == ([], [], [])


def test_pinned_page_is_not_shown_where_results_are_narrowed_to_others(shelf, page):
    shelf.put("Wohnen", subject=str(page.translation_key), facets=("topic:home",)), make_pin("Miete", page)
    shelf.put("Miete", facets=("topic:work",))
    assert titles("Miete", facets=("topic:work",)) == ["Miete"]


def test_pinned_page_that_is_not_public_is_not_shown(shelf, page):
    (
        shelf.closed.add(shelf.put("Wohnen", subject=str(page.translation_key))),
        shelf.put("Miete"),
        make_pin("Miete", page),
    )
    assert titles("Miete") == ["Miete"]


# --- how it is shown ----------------------------------------------------------------------------


def test_words_that_were_found_are_marked_in_title_and_summary(shelf):
    shelf.put("Neue Wohnung", summary="Was Wohnungen kosten und wo Sie suchen.")
    result = only("wohnung")
    assert (result.title, result.excerpt) == (
        "Neue <mark>Wohnung</mark>",
        "Was <mark>Wohnungen</mark> kosten und wo Sie suchen.",
    )


def test_excerpt_is_the_place_of_the_text_that_holds_most(shelf):
    shelf.put(
        "Umzug", summary="Ganz anderes.", text=f"Miete. {'Wort ' * 200} Miete und Kaution sind fällig. {'Ende ' * 99}"
    )
    excerpt = only("Miete Kaution").excerpt
    assert (excerpt[:6], excerpt[-2:], len(excerpt) < LENGTH + 40) == ("… Wort", " …", True)
    assert "<mark>Miete</mark> und <mark>Kaution</mark> sind fällig." in excerpt


def test_excerpt_shows_where_items_and_headings_end(shelf):
    shelf.put("Umzug", text="<h2>Miete</h2><ul><li>Kaution</li><li>Kündigung</li></ul><p>Der Rest.</p>")
    assert only("Miete").excerpt == "<mark>Miete</mark> · Kaution · Kündigung · Der Rest."


def test_signs_of_html_are_escaped_and_tags_left_out(shelf):
    shelf.put("<b>Miete</b>", text="<p>Miete &amp; Kaution</p><p>&lt;script&gt;alert(1)&lt;/script&gt;</p>")
    result = only("Miete")
    assert result.title == "&lt;b&gt;<mark>Miete</mark>&lt;/b&gt;"
    assert result.excerpt == "<mark>Miete</mark> &amp; Kaution &lt;script&gt;alert(1)&lt;/script&gt;"


def test_script_in_a_summary_is_only_text(shelf):
    shelf.put("Miete", summary="<script>alert('Miete')</script>")
    assert only("Miete").excerpt == "&lt;script&gt;alert(&#x27;<mark>Miete</mark>&#x27;)&lt;/script&gt;"


def test_figures_and_german_terms_are_filled_in(shelf, figure):
    shelf.put("Lohn", summary="Mindestens {{ test:salary }} als [[Gehalt]].")
    shelf.put("Gehalt", text="<p>Sie brauchen {{ test:pay }} im Jahr.</p>")
    assert only("Mindestens").excerpt == "<mark>Mindestens</mark> 50.700 € &lt;salary&gt; de als Gehalt."
    assert only("brauchen Jahr").excerpt == "Sie brauchen 50.700 € &lt;pay&gt; de im <mark>Jahr</mark>."


def test_word_with_signs_that_nobody_sees_is_marked(shelf):
    shelf.put("Aufent\u00adhalts\u00adtitel")
    assert only("Aufenthaltstitel").title == "<mark>Aufent\u00adhalts\u00adtitel</mark>"


def test_result_says_why_it_was_found(shelf):
    shelf.put("Kita", text="Anmeldung in Herne"), make_group(de=["Kita", "Krippe"])
    assert only("Krippe Anmeldnug Herne").reasons == (
        "krippe → Kita (synonym, de)",
        "anmeldnug → anmeldung (correction, de)",
        "herne (word, de)",
    )


def test_nothing_is_found_by_nothing(shelf):
    shelf.put("Miete")
    assert [titles(text) for text in ("", "   ", "?!", "\u200f")] == [[], [], [], []]


def test_russian_word_of_a_ukrainian_group_leads_on_and_is_not_shown(shelf):
    make_group(uk=["компанія", "фирмы"])
    make_group(uk=["авто", "машина"])
    shelf.put("Фирмы", language="uk"), shelf.put("Машина", language="uk")
    [firm], [car] = (find(word, "uk").results for word in ("компанія", "авто"))
    assert (firm.plain_title, firm.found_as) == ("Фирмы", ())
    assert (car.plain_title, car.found_as) == ("Машина", ("машина",))
