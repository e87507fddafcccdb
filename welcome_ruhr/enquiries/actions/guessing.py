"""In which language somebody wrote on a page: the form says it beforehand, the words may say otherwise."""

from __future__ import annotations

from welcome_ruhr.enquiries.models import Message
from welcome_ruhr.foundation import language_guess


def guess_language(message_id: int) -> str:
    """Note in which language a message is; return it, "" when nobody knows, or when the message is gone."""
    message = Message.objects.filter(pk=message_id).first()
    if message is None:
        return ""
    guessed = language_guess.guess(str(message.text), prior=message.language)
    Message.objects.filter(pk=message_id, language=message.language).update(language=guessed)
    return guessed
