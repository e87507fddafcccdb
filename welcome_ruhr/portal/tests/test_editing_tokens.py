"""The editor's list of figures, and tokens as plain text through the editor and back."""

from datetime import date

import pytest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.rich_text import features

from welcome_ruhr.design.blocks import INLINE_FEATURES, SMALL_FEATURES, TEXT_FEATURES
from welcome_ruhr.facts.tests.factories import make_figure, make_unverified

from .editors import working

pytestmark = pytest.mark.django_db

CHOICES = "/admin/figures/choices/"


def choices(language="en"):
    return working("editor", language).get(CHOICES).json()["figures"]


def test_figure_is_offered_with_its_value_of_today():
    make_figure("fee", labels={"de": "Gebühr", "en": "Fee"})
    wanted = {"key": "fee", "label": "Fee", "value": "€50,700", "standing": "2026", "reason": ""}
    assert choices() == [wanted]


def test_figures_stand_in_the_order_of_their_names_in_the_editors_language():
    make_figure("b", labels={"de": "Zins", "en": "Age"})
    make_figure("a", labels={"de": "Alter", "en": "Zeal"})
    assert [choice["key"] for choice in choices("de")] == ["a", "b"]


def test_unverified_figure_is_listed_with_the_reason_and_without_its_number():
    make_unverified("fee")
    [choice] = choices()
    assert (choice["value"], choice["reason"]) == ("", "Not verified: it cannot be printed.")


def test_expired_figure_can_be_chosen_and_says_so():
    make_figure("fee", {"span": (date(2025, 1, 1), date(2025, 12, 31))})
    [choice] = choices()
    assert (choice["standing"], choice["reason"]) == ("value for 2025; the new value is not known yet", "")


@pytest.mark.parametrize("names", [TEXT_FEATURES, INLINE_FEATURES, SMALL_FEATURES])
def test_tokens_pass_through_the_editor_as_plain_text(names):
    html = "<p>Ab {{ fact:fee }}, beim [[Bürgeramt]].</p>"
    converter = ContentstateConverter(names)
    stored = converter.to_database_format(converter.from_database_format(html))
    assert stored.partition(">")[2] == html.partition(">")[2]


def test_text_editor_has_a_button_for_figures_and_one_for_german_terms():
    options = {}
    features.get_editor_plugin("draftail", "token").construct_options(options)
    assert [button["type"] for button in options["entityTypes"]] == ["FIGURE", "GERMAN_TERM"]
