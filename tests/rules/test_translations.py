import re

from tools import messages

VARIABLE = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")


def test_every_sentence_of_the_interface_is_in_the_german_file():
    german = messages.translated("de")
    known = {(message.id, message.context) for message in german}
    missing = [message.id for message in messages.used() if (message.id, message.context) not in known]
    assert missing == []


def test_german_is_complete():
    assert messages.untranslated(messages.translated("de")) == []


def test_nothing_german_is_guessed_or_left_over():
    german = messages.translated("de")
    assert [message.id for message in german if message.id and message.fuzzy] == []
    assert list(german.obsolete) == []
    used = {message.id for message in messages.used()}
    assert [message.id for message in german if message.id not in used] == []


def test_german_keeps_the_variables_of_each_sentence():
    for message in messages.translated("de"):
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        # A plural form may leave its number out ("a day"), but no form may invent a variable.
        known = set(VARIABLE.findall(" ".join(ids)))
        assert [set(VARIABLE.findall(form)) - known for form in forms] == [set()] * len(forms), message.id
        assert set(VARIABLE.findall(forms[-1])) == set(VARIABLE.findall(ids[-1])), message.id


def test_sentences_of_code_and_of_templates_are_found():
    used = [message for message in messages.used() if message.id]
    endings = {place.rpartition(".")[2] for message in used for place, _ in message.locations}
    assert endings >= {"py", "html"}
