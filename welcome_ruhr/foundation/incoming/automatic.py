"""Mails that no person wrote, or that nobody waits for an answer to (RFC 3834 § 2)."""

from __future__ import annotations

import re

from . import addresses
from .heads import Head
from .mail import Automatic

_NO_PERSON = re.compile(
    r"(?:mailer-daemon|postmaster|mail-daemon|maildaemon|mdaemon|bounces?|bounces?[+=-].*)@", re.IGNORECASE
)
_NO_REPLY = re.compile(
    r"(?:[a-z0-9.+_-]*[._-])?(?:no[._-]?reply|do[._-]?not[._-]?reply|nicht[._-]?antworten|keine?[._-]?antwort"
    r"|ne[._-]?pas[._-]?repondre)(?:[._+-][^@]*)?@",
    re.IGNORECASE,
)
_AUTOMATIC_SUBJECT = re.compile(
    r"\s*(?:(?:auto(?:matic|mated)?[ _-]?(?:reply|response|antwort|responder)|auto:|out of (?:the )?office"
    r"|automatische[rs]? (?:antwort|rückmeldung)|automatische abwesenheits|abwesenheits(?:notiz|nachricht|assistent)"
    r"|abwesen(?:heit|d):|réponse automatique|absence du bureau|otomatik yanıt|ofis dışında"
    r"|autoodpowiedź|automatyczna odpowiedź"
    r"|respuesta automática|fuera de la oficina|răspuns automat|автоматическ(?:ий|ое)|автоответ|автоматична відповідь"
    r"|автовідповідь|رد تلقائي|الرد التلقائي|risposta automatica|automatisch antwoord|resposta automática)(?!\w))",
    re.IGNORECASE,
)
_BOUNCE_SUBJECT = re.compile(
    r"\s*(?:undeliver(?:able|ed)|delivery (?:status notification|failure|has failed)|mail delivery (?:failed|system)"
    r"|returned mail|failure notice|unzustellbar|nicht zustellbar|mail konnte nicht zugestellt)",
    re.IGNORECASE,
)
_LIST_FIELDS = ("list-id", "list-unsubscribe", "list-post", "mailing-list")
_LIST_PRECEDENCE = ("list", "bulk", "junk")
_REPLY_FIELDS = (
    "x-autoreply",
    "x-autorespond",
    "x-autoresponder",
    "x-auto-reply",
    "x-autoreply-from",
    "x-mail-autoreply",
)


def automatic(head: Head, sender: str, subject: str) -> Automatic | None:
    """Return why nobody answers this; None for a mail that a person wrote."""
    return _by_report(head) or _by_fields(head, subject) or _by_words(head, sender, subject)


def _by_report(head: Head) -> Automatic | None:
    content_type = head.first("content-type").lower()
    if "disposition-notification" in content_type:
        return Automatic.READ
    if "feedback-report" in content_type:
        return Automatic.GENERATED
    return Automatic.BOUNCE if "delivery-status" in content_type and "multipart/report" in content_type else None


def _by_fields(head: Head, subject: str) -> Automatic | None:
    submitted = head.first("auto-submitted").partition(";")[0].strip().lower()
    if submitted.startswith("auto-replied") or any(head.every(name) for name in _REPLY_FIELDS):
        return Automatic.REPLY
    if submitted and submitted != "no" and _AUTOMATIC_SUBJECT.match(subject):
        return Automatic.REPLY
    if submitted and submitted != "no":
        return Automatic.GENERATED
    precedence = (head.first("precedence") or head.first("x-precedence")).strip().lower()
    if precedence in ("auto_reply", "auto-reply"):
        return Automatic.REPLY
    if precedence in _LIST_PRECEDENCE or any(head.every(name) for name in _LIST_FIELDS):
        return Automatic.LIST
    return None


def _by_words(head: Head, sender: str, subject: str) -> Automatic | None:
    if _NO_PERSON.match(sender) or (_has_empty_path(head) and _BOUNCE_SUBJECT.match(subject)):
        return Automatic.BOUNCE
    if head.every("x-failed-recipients"):
        return Automatic.BOUNCE
    if _AUTOMATIC_SUBJECT.match(subject):
        return Automatic.REPLY
    if _has_empty_path(head):
        return Automatic.REPLY
    return Automatic.NO_REPLY if _NO_REPLY.match(sender) and not _answers_go_elsewhere(head, sender) else None


def _answers_go_elsewhere(head: Head, sender: str) -> bool:
    """Whether a form on somebody's page sent this for a person: answers go to another place than the form's own."""
    own = sender.rpartition("@")[2].lower()
    answered = addresses.bare(head.every("reply-to"))
    return any(not _NO_REPLY.match(one) and one.rpartition("@")[2] != own for one in answered)


def _has_empty_path(head: Head) -> bool:
    return any("".join(value.split()) == "<>" for value in head.every("return-path"))
