import pytest
from django.template import Context, Template
from django.test import override_settings
from django.utils.translation import override

from welcome_ruhr.design.static_files import static_address


def drawn(text: str, **values: object) -> str:
    return Template("{% load i18n design %}" + text).render(Context(values))


def test_sentence_follows_the_language_each_time():
    template = Template('{% load i18n design %}{% translate "Search" %}')
    found = []
    for language in ("en", "de", "en"):
        with override(language):
            found.append(template.render(Context()))
    assert found == ["Search", "Suchen", "Search"]


@pytest.mark.parametrize("text", ['{% translate "100% sure" %}', '{% translate "100% sure" as it %}{{ it }}'])
def test_sentence_keeps_its_percent_sign(text):
    assert drawn(text) == "100% sure"


def test_sentence_from_a_variable_is_djangos_own():
    with override("de"):
        assert drawn("{% translate name %}", name="Search") == "Suchen"


def test_address_of_a_file_follows_the_settings():
    static_address("design/welcome.css")
    with override_settings(STATIC_URL="/elsewhere/"):
        assert static_address("design/welcome.css").startswith("/elsewhere/")


def test_address_in_the_language_switch_is_escaped():
    items = [{"name": "Deutsch", "lang": "de", "href": '/de/"x', "current": False, "available": False}]
    assert 'href="/de/&quot;x"' in drawn("{% language_items items %}", items=items)
