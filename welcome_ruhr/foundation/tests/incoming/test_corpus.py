"""What is made of each mail of the corpus."""

import json

import pytest

from welcome_ruhr.foundation.incoming import read

from .corpus import MAILS


@pytest.mark.parametrize("name", MAILS)
def test_mail_is_read_as_it_was_meant(name):
    sample = MAILS[name]
    assert sample.seen(read(sample.raw)) == sample.expected()


@pytest.mark.parametrize("name", MAILS)
def test_what_was_read_can_be_stored(name):
    mail = read(MAILS[name].raw)
    words = [mail.subject, mail.sender_name, mail.sender, mail.text, mail.quoted, mail.html, *mail.recipients]
    stored = json.dumps([*words, *mail.references, *(file.name for file in mail.files)], ensure_ascii=False)
    assert "\0" not in "".join(words)
    assert stored.encode().decode() == stored


def test_corpus_is_as_large_as_promised():
    assert len(MAILS) >= 90
    assert len({sample.raw for sample in MAILS.values()}) > 0.95 * len(MAILS)
