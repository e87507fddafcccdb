"""An enquiry in plain data, for the person it belongs to: every word that is held, and what happened when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.timezone import localtime

from welcome_ruhr.enquiries.enums import Author, State
from welcome_ruhr.enquiries.models import Attachment, Draft, Enquiry, Message, Referral, Reminder
from welcome_ruhr.enquiries.queries.persons import Whole
from welcome_ruhr.foundation.models import AuditEntry, IncomingMail, OutgoingMail

Data = dict[str, Any]

SIGNED = (Author.ADVISER, Author.GUIDE)
"""Whose names the person has read already; those of others at the desk are their own (CJEU C-579/21)."""
HEAD = ("enquiry", "written at", "written by", "name", "language", "text", "files")


def told(whole: Whole) -> Data:
    """Return all that is held of an enquiry."""
    return {
        **_facts(whole.enquiry),
        "messages": [_message(one) for one in whole.messages],
        "referrals": [_referral(one) for one in whole.referrals],
        "drafts of answers": [_draft(one) for one in whole.drafts],
        "reminders of the desk": [_reminder(one) for one in whole.reminders],
        "mails to the person": [_mail(one) for one in whole.mails],
        "mails as they came": [_incoming(one) for one in whole.incoming],
        "what happened": [_deed(one) for one in whole.history],
    }


def messages_table(wholes: Iterable[Whole]) -> Iterator[tuple[object, ...]]:
    """Yield what was written as rows of a table, its head first."""
    yield HEAD
    for whole in wholes:
        for message in whole.messages:
            row = _message(message)
            files = ", ".join(one["name"] for one in row["files"])
            cells = (row[name] for name in ("written at", "written by", "name", "language", "text"))
            yield (whole.enquiry.number, *cells, files)


def file_name(file: Attachment) -> str:
    """Return where a file lies in the archive: no two have the same place."""
    return f"files/{file.message.enquiry_id}-{file.pk}-{file.name}"


def mail_name(mail: IncomingMail) -> str:
    """Return where a mail lies in the archive as it came."""
    return f"mails/{mail.about.partition(':')[2]}-{mail.pk}.eml"


def _facts(enquiry: Enquiry) -> Data:
    return {
        "number": enquiry.number,
        "asked at": _moment(enquiry.asked_at),
        "language": enquiry.language,
        "answer by": enquiry.reply_by,
        "came by": enquiry.came_by,
        "e-mail address": enquiry.email,
        "asked from": enquiry.about,
        "topic": _name(enquiry.topic),
        "audience": _name(enquiry.audience),
        "phase": _name(enquiry.phase),
        "place": _name(enquiry.place),
        "where the person is": enquiry.whereabouts,
        "visa or permit ends on": _day(enquiry.permit_ends_on),
        "legal matter": enquiry.is_legal_matter,
        "state": State(enquiry.state).value,
        "responsible": _name(enquiry.responsible),
        "answer promised for": _day(enquiry.promised_on),
        "first answered at": _moment(enquiry.first_answered_at),
        "closed at": _moment(enquiry.closed_at),
        "outcome": enquiry.outcome,
        "did it help": enquiry.helped,
        "what the person said about that": enquiry.helped_note,
        "deleted on": _day(enquiry.forget_on),
    }


def _message(message: Message) -> Data:
    return {
        "written at": _moment(message.written_at),
        "written by": message.author,
        "name": _name(message.by) if message.author in SIGNED else "",
        "language": message.language,
        "subject": message.subject,
        "text": message.text or message.event,
        "repeated from earlier mails": message.quoted,
        "files": [_file(one) for one in message.attachments.all()],
    }


def _file(file: Attachment) -> Data:
    return {"name": file.name, "bytes": file.size, "kind": file.content_type, "checked for viruses": file.scan}


def _referral(referral: Referral) -> Data:
    return {
        "office": referral.office_name,
        "state": referral.state,
        "passed on": referral.passed_on,
        "consent": referral.consent_by,
        "consent at": _moment(referral.consent_at),
        "passed on at": _moment(referral.sent_at),
        "outcome": referral.outcome,
        "outcome at": _moment(referral.outcome_at),
    }


def _draft(draft: Draft) -> Data:
    return {"text": draft.text, "changed at": _moment(draft.changed_at)}


def _reminder(reminder: Reminder) -> Data:
    return {"on": _day(reminder.due_on), "text": reminder.text}


def _mail(mail: OutgoingMail) -> Data:
    return {"written at": _moment(mail.created_at), "state": mail.state, "subject": mail.subject, "text": mail.text}


def _incoming(mail: IncomingMail) -> Data:
    return {"arrived at": _moment(mail.arrived_at), "bytes": mail.size, "file": mail_name(mail)}


def _deed(entry: AuditEntry) -> Data:
    return {"at": _moment(entry.at), "what": entry.action.partition(".")[2]}


def _name(value: object) -> str:
    return str(value or "")


def _day(value: Any) -> str:
    return value.isoformat() if value else ""


def _moment(value: Any) -> str:
    return localtime(value).isoformat(timespec="minutes") if value else ""
