import re

import pytest

from tools import messages

VARIABLE = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")
each_language = pytest.mark.parametrize("language", messages.LANGUAGES)


@pytest.fixture(scope="module")
def used():
    return messages.used()


@each_language
def test_every_sentence_of_the_interface_is_in_the_file(used, language):
    known = {(message.id, message.context) for message in messages.translated(language)}
    missing = [m.id for m in messages.wanted(language, used) if (m.id, m.context) not in known]
    assert missing == []


def test_what_newcomers_read_is_wanted_in_their_language(used):
    ids = {code: {message.id for message in messages.wanted(code, used)} for code in messages.LANGUAGES}
    assert ids["ar"] == ids["uk"] < ids["de"]
    assert {"Your code", "Your question"} <= ids["ar"]
    assert "Hand over" in ids["de"] - ids["ar"]


@each_language
def test_language_is_complete(language):
    assert messages.untranslated(messages.translated(language)) == []


@pytest.mark.parametrize("language", [*messages.LANGUAGES, messages.EASY])
def test_nothing_is_guessed_or_left_over(used, language):
    catalog = messages.translated(language)
    assert [message.id for message in catalog if message.id and message.fuzzy] == []
    assert list(catalog.obsolete) == []
    known = {message.id for message in used}
    assert [message.id for message in catalog if message.id not in known] == []


@each_language
def test_each_plural_form_of_the_language_is_given(language):
    catalog = messages.translated(language)
    plurals = [message for message in catalog if isinstance(message.id, tuple)]
    assert plurals != []
    assert [message.id for message in plurals if len(message.string) != catalog.num_plurals] == []


@pytest.mark.parametrize("language", [*messages.LANGUAGES, messages.EASY])
def test_translation_keeps_the_variables_of_each_sentence(language):
    for message in messages.translated(language):
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        # A plural form may leave its number out ("a day"), but no form may invent a variable.
        known = set(VARIABLE.findall(" ".join(ids)))
        assert [set(VARIABLE.findall(form)) - known for form in forms] == [set()] * len(forms), message.id
        assert set(VARIABLE.findall(forms[-1])) == set(VARIABLE.findall(ids[-1])) or language == messages.EASY, (
            message.id
        )


def test_sentences_of_code_and_of_templates_are_found(used):
    found = [message for message in used if message.id]
    endings = {place.rpartition(".")[2] for message in found for place, _ in message.locations}
    assert endings >= {"py", "html"}
