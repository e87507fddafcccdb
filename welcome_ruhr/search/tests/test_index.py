import pytest
from django.db import transaction

from welcome_ruhr.search.actions import forget, rebuild, refresh, together, trial
from welcome_ruhr.search.index import Asked, index
from welcome_ruhr.search.index.entries import Field, entries, facet_term, term
from welcome_ruhr.search.models import IndexedDocument, Word

from .factories import document, make_group

pytestmark = pytest.mark.django_db
AWKWARD = [
    "de_o'neil",
    "de_''",
    'de_"zwei"',
    "de_back\\slash",
    "de_\\",
    "de_e-mail",
    "de_a:b",
    "de_a*",
    "de_(a)",
    "de_a&b|!c",
    "de_100%",
    "de_;",
    "ar_اقام",
    "uk_житл",
    "de_über",
    "de_🏭",
    "=place:castrop-rauxel",
    "=topic:work_1.0",
]


def found(*terms):
    """Return (term, document, field) for every place where one of the terms stands."""
    asked = [(key, field) for key in dict.fromkeys(terms) for field in Field]
    answers = index().documents([Asked(((key,),), (field,), 10_000) for key, field in asked])
    places = [(key, number, field) for (key, field), numbers in zip(asked, answers, strict=True) for number in numbers]
    for key, number, field in places:
        assert index().entries([number], [key]) == {number: {key: field}}
    return sorted(places)


def titles():
    return list(IndexedDocument.objects.values_list("title", flat=True))


def test_document_is_found_by_each_of_its_terms_with_its_field():
    fields = {f"de_{field.name.lower()}": field for field in Field}
    index().write([(1, fields), (2, {"de_text": Field.TITLE})])
    assert found(*fields) == sorted([*((key, 1, field) for key, field in fields.items()), ("de_text", 2, Field.TITLE)])
    assert found("de_title") == [("de_title", 1, Field.TITLE)]
    assert found("de_tex", "de_texts", "text", "en_text") == []


def test_nothing_is_found_by_no_terms_and_each_once_by_the_same_twice():
    index().write([(1, {"de_miet": Field.TITLE})])
    assert (found(), found("de_miet", "de_miet")) == ([], [("de_miet", 1, Field.TITLE)])


def test_many_documents_and_terms_are_written_and_found_at_once():
    index().write((number, {f"de_{number}": Field.TEXT}) for number in range(1, 1001))
    assert found(*(f"de_{number}" for number in range(1, 1001))) == sorted(
        (f"de_{number}", number, Field.TEXT) for number in range(1, 1001)
    )


def test_document_that_is_removed_is_not_found():
    index().write([(1, {"de_miet": Field.TITLE}), (2, {"de_miet": Field.TEXT})])
    index().remove([1, 77])
    assert found("de_miet") == [("de_miet", 2, Field.TEXT)]
    index().write([(1, {"de_miet": Field.SUMMARY})])
    assert found("de_miet") == [("de_miet", 1, Field.SUMMARY), ("de_miet", 2, Field.TEXT)]


def test_index_that_is_cleared_finds_nothing():
    index().write([(1, {"de_miet": Field.TITLE})])
    index().clear()
    assert found("de_miet") == []


def test_same_word_of_two_languages_is_two_terms():
    index().write([(1, {term("de", "rent"): Field.TITLE}), (2, {term("en", "rent"): Field.TITLE})])
    assert found("en_rent") == [("en_rent", 2, Field.TITLE)]
    assert found("de_rent", "de-simple_rent") == [("de_rent", 1, Field.TITLE)]


@pytest.mark.parametrize("awkward", AWKWARD)
def test_term_may_hold_any_sign(awkward):
    index().write([(1, {awkward: Field.TERMS, "de_beside": Field.TEXT}), (2, {"de_a": Field.TITLE})])
    assert found(awkward) == [(awkward, 1, Field.TERMS)]


@pytest.mark.parametrize(
    "awkward", ["", "'", '"', "\\", "\\'", "de_miet OR de_x", "de_miet'", "de_mie*", "NULL", "?", "%s"]
)
def test_terms_that_nothing_has_find_nothing(awkward):
    index().write([(1, {"de_miet": Field.TITLE})])
    assert found(awkward, "de_miet") == [("de_miet", 1, Field.TITLE)]


def test_entry_has_the_most_telling_field_in_which_a_word_stands():
    found_in, _known = entries(
        document(
            "Miete", terms="Kaution · Miete", asked="wie viel Kaution", summary="Vertrag", text="Vertrag Miete Frist"
        )
    )
    assert found_in == {
        "de_miet": Field.TITLE,
        "de_kaution": Field.TERMS,
        "de_vertrag": Field.SUMMARY,
        "de_frist": Field.TEXT,
    }


def test_word_that_a_text_often_says_counts_as_its_summary_and_one_without_colour_does_not():
    found_in, _known = entries(document("x", text="Frist Frist Fristen und und und und Geld Geld"))
    assert {key: found_in[key] for key in ("de_frist", "de_und", "de_geld")} == {
        "de_frist": Field.SUMMARY,
        "de_und": Field.TEXT,
        "de_geld": Field.TEXT,
    }


def test_word_of_several_questions_that_people_ask_weighs_more_than_one_of_a_single_question():
    found_in, _known = entries(document("x", asked="Chef zahlt nicht\nLohn vom Chef und Urlaub vom Amt und Chefs"))
    assert found_in == {
        "de_x": Field.TITLE,
        "de_chef": Field.OFTEN_ASKED,
        "de_zahlt": Field.ASKED,
        "de_lohn": Field.ASKED,
        "de_urlaub": Field.ASKED,
        "de_amt": Field.ASKED,
    }


def test_entries_know_words_in_bare_letters_and_their_stems():
    _terms, known = entries(document("Häuser für Ämter"))
    assert known == {"hauser": "haus", "fur": "fur", "amter": "amt"}


def test_tags_and_figures_are_no_words_and_signs_are_read_as_written():
    found_in, _known = entries(document("x", text='<a href="/miete/">Geld</a> {{ fact:rente }} M&uuml;ll'))
    assert set(found_in) == {"de_x", "de_geld", "de_mull"}


def test_facets_are_terms_of_their_own():
    found_in, _known = entries(document("Miete", facets=("topic:work", "place:herne")))
    assert found_in == {"de_miet": Field.TITLE, "=topic:work": Field.TEXT, "=place:herne": Field.TEXT}
    assert facet_term("topic:work") == "=topic:work"


def test_word_without_end_is_cut_in_the_index_and_in_the_vocabulary(shelf):
    shelf.put("ä" * 300)
    assert found("de_" + "a" * 60) == [("de_" + "a" * 60, IndexedDocument.objects.get().pk, Field.TITLE)]
    assert Word.objects.get().text == "a" * 60


def test_document_is_written_anew_when_it_has_changed_and_taken_out_when_it_is_gone(shelf):
    number = shelf.put("Miete")
    shelf.put("Rente", number=number)
    [row] = IndexedDocument.objects.all()
    assert (row.title, found("de_miet", "de_rent")) == ("Rente", [("de_rent", row.pk, Field.TITLE)])
    shelf.take(number)
    assert (titles(), found("de_miet", "de_rent")) == ([], [])


def test_document_is_forgotten_in_all_languages_and_others_stay(make_shelf):
    one, other = make_shelf("one"), make_shelf("other")
    one.put("Miete"), one.put("Rent", number=1, language="en"), other.put("Rente")
    forget(source="one", numbers=[1])
    assert titles() == ["Rente"]
    assert [key for key, _number, _field in found("de_miet", "en_rent", "de_rent")] == ["de_rent"]


def test_changes_that_are_rolled_back_were_never_made(shelf):
    shelf.put("Miete")
    before = found("de_miet", "de_rent", "de_kass"), titles(), Word.objects.count()
    with transaction.atomic():
        shelf.put("Rente"), shelf.put("Kasse", number=1)
        assert len(titles()) == 2
        transaction.set_rollback(True)
    assert (found("de_miet", "de_rent", "de_kass"), titles(), Word.objects.count()) == before


def test_change_that_is_tried_holds_only_meanwhile(shelf):
    shelf.put("Miete")
    before = contents()
    with trial():
        shelf.put("Rente")
        assert titles() == ["Miete", "Rente"]
    assert contents() == before


def test_changes_that_are_noted_together_are_written_once_at_the_end(shelf):
    shelf.put("Miete")
    with transaction.atomic(), together():
        shelf.put("Kasse"), shelf.put("Rente", number=2), shelf.take(1)
        group = make_group(de=["Rente", "Pension"])
        assert (titles(), group.phrases.count()) == (["Miete"], 0)
    assert (titles(), group.phrases.count()) == (["Rente"], 2)
    assert sorted(set(Word.objects.values_list("text", flat=True))) == ["miete", "pension", "rente"]


def test_changes_that_are_noted_together_are_not_written_where_one_fails(shelf):
    def fail():
        with transaction.atomic(), together():
            shelf.put("Miete")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    shelf.put("Rente")
    assert titles() == ["Rente"]


def test_index_that_is_made_anew_is_the_same(shelf):
    (
        shelf.put("Miete", text="Kaution", facets=("topic:home",)),
        shelf.put("Rente"),
        shelf.put("Rent", number=1, language="en"),
    )
    before = contents()
    IndexedDocument.objects.filter(title="Rente").delete()
    index().clear()
    assert rebuild() == 3
    assert contents() == before
    assert sorted(Word.objects.values_list("text", flat=True)) == ["kaution", "miete", "rent", "rente"]


def test_source_that_left_something_out_is_asked_for_it_alone(shelf):
    shelf.put("Miete"), shelf.put("Rente")
    kept = IndexedDocument.objects.get(title="Miete").pk
    refresh(source="shelf", numbers=[2])
    assert (IndexedDocument.objects.get(title="Miete").pk, titles()) == (kept, ["Miete", "Rente"])


def contents():
    """Everything in the index, by the names of documents."""
    rows = {row.pk: row for row in IndexedDocument.objects.all()}
    keys = ["de_miet", "de_kaution", "de_rent", "en_rent", "=topic:home"]
    places = sorted((key, rows[number].name, rows[number].language, field) for key, number, field in found(*keys))
    shown = sorted((row.name, row.language, row.title, row.text, row.facets) for row in rows.values())
    return places, shown
