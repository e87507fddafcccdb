from datetime import date

import pytest
from django.utils.translation import override

from welcome_ruhr.design import tokens
from welcome_ruhr.facts.enums import Status, Unit
from welcome_ruhr.foundation.per_request import remembering

from .factories import make_figure, make_unverified

pytestmark = pytest.mark.django_db


def in_html(text, language="en"):
    return tokens.in_html(text, language).replace("\xa0", " ")


def test_token_prints_amount_and_date_in_the_language_of_the_text():
    make_figure("bluecard_general", unit=Unit.EUR_YEAR_GROSS)
    assert in_html("at least {{ fact:bluecard_general }}.") == (
        'at least <span class="fact fact-current"><bdi>€50,700 gross per year</bdi>'
        ' <span class="fact-date">(2026)</span></span>.'
    )
    assert tokens.in_text("{{fact:bluecard_general}}", "de").replace("\xa0", " ") == "50.700 € brutto im Jahr (2026)"


def test_expired_figure_is_never_printed_as_current():
    make_figure("fee", {"span": (date(2025, 1, 1), date(2025, 12, 31))})
    assert in_html("{{ fact:fee }}") == (
        '<span class="fact fact-expired"><bdi>€50,700</bdi>'
        ' <span class="fact-date">(value for 2025; the new value is not known yet)</span></span>'
    )


@pytest.mark.parametrize("language", ["de", "en", "ar"])
def test_unverified_figure_prints_no_number(language):
    make_unverified("rumour")
    for text in (in_html("{{ fact:rumour }}", language), tokens.in_text("{{ fact:rumour }}", language)):
        assert "4" not in text
        assert "711" not in text
    assert tokens.in_text("{{ fact:rumour }}", "en") == "[this figure is being checked]"


def test_unknown_figure_prints_no_number_either():
    assert in_html("{{ fact:nothing }}") == '<span class="fact fact-missing">[this figure is being checked]</span>'


def test_unverified_figure_refuses_publication_by_name():
    make_figure("rumour", {"status": Status.UNVERIFIED}, labels={"de": "Gerücht", "en": "Rumour"})
    with override("en"):
        assert tokens.problems("costs {{ fact:rumour }}") == [
            "The figure “Rumour” (rumour) is not verified. Verify it in Facts, or take it out of the text."
        ]


def test_unknown_figure_refuses_publication_once_however_often_it_is_named():
    [sentence] = tokens.problems("{{ fact:nothing }} and {{ fact:nothing }}")
    assert "nothing" in sentence


def test_expired_and_coming_figures_are_no_reason_to_refuse():
    make_figure("old", {"span": (date(2025, 1, 1), date(2025, 12, 31))})
    make_figure("new", {"span": (date(2027, 1, 1), None)})
    assert tokens.problems("{{ fact:old }} {{ fact:new }}") == []


def test_text_with_many_figures_asks_the_database_once_per_request(django_assert_num_queries):
    for number in range(4):
        make_figure(f"fee_{number}")
    text = " ".join(f"{{{{ fact:fee_{number} }}}}" for number in range(4))
    with remembering(), django_assert_num_queries(1):
        assert in_html(text).count("€50,700") == 4


def test_uses_of_a_figure_are_found_in_a_text():
    figure = make_figure("fee")
    assert list(tokens.objects("{{ fact:fee }}, {{ fact:nothing }}")) == [figure]


def test_language_of_the_text_and_not_of_the_reader_decides():
    make_figure("days", {"amount": "14"}, unit=Unit.DAYS)
    with override("ar"):
        assert tokens.in_text("{{ fact:days }}", "de") == "14 Tage (2026)"
