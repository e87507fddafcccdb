"""What somebody wrote in a mail, as a message holds it."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from welcome_ruhr.foundation import language_guess
from welcome_ruhr.foundation.incoming import Mail

from .files import MOST_FILES

LONGEST_TEXT = 200_000
"""characters, thirty times what a page takes; the mail as it came holds the rest"""
LONGEST_SUBJECT = 500
UNKNOWN, ANOTHER = "de", "en"
"""In which language we answer when we do not know theirs, and when the portal does not speak it."""


@dataclass(frozen=True, repr=False)
class Written:
    """No log and no error report can print it."""

    text: str
    quoted: str
    subject: str
    language: str
    """"" when nobody knows"""
    has_formatting: bool = False
    """whether it can be shown as it was formatted"""


def written(mail: Mail, prior: str = "") -> Written:
    """Return what a mail says; what stays in the mail alone is said behind the text, in the reader's language.

    `prior`: the language of the conversation that it joins.
    """
    language = language_guess.guess(mail.text, prior)
    with override(prior or language_to_answer_in(language)):
        notes = _notes(mail)
    text = "\n\n".join(part for part in (mail.text[:LONGEST_TEXT], *notes) if part)
    return Written(text, mail.quoted[:LONGEST_TEXT], mail.subject[:LONGEST_SUBJECT], language, bool(mail.html.strip()))


def language_to_answer_in(guessed: str) -> str:
    """Return the language of the portal in which somebody is answered who wrote in `guessed`."""
    if not guessed:
        return UNKNOWN
    return guessed if guessed in dict(settings.LANGUAGES) else ANOTHER


def _notes(mail: Mail) -> list[str]:
    notes = []
    if max(len(mail.text), len(mail.quoted)) > LONGEST_TEXT:
        notes.append(_("[This mail is very long. What is missing here stands in the original mail.]"))
    if (more := len(mail.files) - MOST_FILES) > 0:
        told = ngettext(
            "[%(count)d more file: in the original mail]", "[%(count)d more files: in the original mail]", more
        )
        notes.append(told % {"count": more})
    return notes
