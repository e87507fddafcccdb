"""What intake makes of a mail, as JSON: for administrators who wonder, and for collections of mails to be tried."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import override

from welcome_ruhr.enquiries import intake
from welcome_ruhr.enquiries.intake import Decision, Kind
from welcome_ruhr.foundation import incoming, language_guess
from welcome_ruhr.foundation.incoming import File, Mail

UNKNOWN = "unknown"
TOO_MANY = f"Only {intake.MOST_FILES} files of a mail are taken."


class Command(BaseCommand):
    help = "Print as JSON what intake makes of a mail: nothing is stored, and nobody is answered."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the mail as mail programs save it (.eml), or - for standard input")

    def handle(self, *, file: str, **options: Any) -> None:
        raw = _bytes_of(file)
        with override("en"):
            said = json.dumps(_told(raw), ensure_ascii=False, indent=2)
        if set_up := getattr(sys.stdout, "reconfigure", None):
            set_up(encoding="utf-8")
        # Half a character that a mail may hold is no UTF-8: it is shown by its number.
        self.stdout.write(said.encode("utf-8", "backslashreplace").decode())


def _bytes_of(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except FileNotFoundError as error:
        raise CommandError(f"There is no file {file}.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CommandError(f"{file} cannot be read: {reason}.") from error


def _told(raw: bytes) -> dict[str, Any]:
    mail = incoming.read(raw)
    decision, asked_database = _decided(mail, raw)
    return {
        "subject": mail.subject,
        "sender": mail.sender,
        "sender_name": mail.sender_name,
        "reply_to": mail.reply_to,
        "date": mail.written_at.isoformat() if mail.written_at else None,
        "message_id": mail.message_id,
        "visible_text": mail.text,
        "folded_text": mail.quoted,
        "language": language_guess.guess(mail.text, _prior(decision)) or UNKNOWN,
        "attachments": [_attachment(file, number) for number, file in enumerate(mail.files)],
        "automatic": mail.automatic.value if mail.automatic else None,
        "refused": _refused(decision),
        "came_back": _number(decision, Kind.BOUNCE),
        "joins": _number(decision, Kind.JOINS),
        "may_belong_to": decision.may_belong_to.number if decision.may_belong_to else None,
        "problems": mail.problems,
        "asked_database": asked_database,
    }


def _decided(mail: Mail, raw: bytes) -> tuple[Decision, bool]:
    """Return what would be decided, and whether the database was asked; without one, what the mail alone says."""
    try:
        return intake.decide(mail, key=intake.key_of(mail, raw)), True
    except DatabaseError:
        reason = intake.set_aside_for(mail)
        return Decision(Kind.SET_ASIDE if reason else Kind.NEW, reason), False


def _prior(decision: Decision) -> str:
    return decision.enquiry.language if decision.kind == Kind.JOINS and decision.enquiry else ""


def _attachment(file: File, number: int) -> dict[str, Any]:
    why = intake.looked_at(file).why or (TOO_MANY if number >= intake.MOST_FILES else None)
    return {
        "name": file.name,
        "type": file.content_type,
        "size": file.size,
        "sha256": file.sha256,
        "taken": why is None,
        "why": why,
    }


def _refused(decision: Decision) -> str | None:
    """Return why the mail would become no enquiry: a word for programs."""
    return None if decision.is_taken else decision.reason or decision.kind.value


def _number(decision: Decision, kind: Kind) -> str | None:
    return decision.enquiry.number if decision.enquiry and decision.kind == kind else None
