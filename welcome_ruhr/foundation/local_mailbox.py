"""Without a mail server, mails go into a folder (`settings.EMAIL_FILE_PATH`): one file each, which mail programs open.

The workspace shows them, so that everything can be tried before there is a server.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage as ParsedMail
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from . import clock
from .mail.answers import NotTaken

BACKEND = "welcome_ruhr.foundation.local_mailbox.EmailBackend"
NAME = re.compile(r"\d{8}-\d{6}-\d{6}-([0-9a-f]{16})\.eml")
MOST_SHOWN = 200

Value = TypeVar("Value")


class NoSuchMail(Exception):
    """There is no mail of this name in the folder."""


@dataclass(frozen=True)
class LocalMail:
    name: str
    to: str
    subject: str
    date: datetime | None
    text: str
    has_html: bool


class EmailBackend(BaseEmailBackend):
    """Puts each mail into the folder, whole or not at all, readable for the portal alone."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            try:
                _put(message)
            except OSError as error:
                raise NotTaken(f"The folder for mails cannot be written to: {error.strerror}") from error
        return len(email_messages)


def is_local() -> bool:
    """Whether mails stay here, in the folder, because no mail server is set."""
    return settings.EMAIL_BACKEND == BACKEND


def mails(most: int = MOST_SHOWN) -> list[LocalMail]:
    """Return the newest mails, the newest first."""
    read = (_read(name) for name in sorted(_names(), reverse=True)[:most])
    return [mail for mail in read if mail]


def mail(name: str) -> LocalMail:
    """Return one mail; raise NoSuchMail."""
    found = _read(name) if name in _names() else None
    if found is None:
        raise NoSuchMail
    return found


def forget(message_ids: Iterable[str]) -> None:
    """Delete the files of these mails, as far as there are any."""
    digests = {_digest(message_id) for message_id in message_ids}
    for name, digest in _names().items():
        if digest in digests:
            (_folder() / name).unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.EMAIL_FILE_PATH)


def _names() -> dict[str, str]:
    """Return each mail of the folder by name, with the digest of its Message-ID; a name from outside opens nothing."""
    if not _folder().is_dir():
        return {}
    found = (NAME.fullmatch(name) for name in os.listdir(_folder()))
    return {match[0]: match[1] for match in found if match}


def _digest(message_id: str) -> str:
    return hashlib.sha256(message_id.encode()).hexdigest()[:16]


def _put(message: EmailMessage) -> None:
    built = message.message()
    path = _folder() / f"{clock.now():%Y%m%d-%H%M%S-%f}-{_digest(str(built['Message-ID']))}.eml"
    _folder().mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(built.as_bytes())
    draft.replace(path)


def _read(name: str) -> LocalMail | None:
    try:
        parsed = message_from_bytes((_folder() / name).read_bytes(), _class=ParsedMail, policy=default)
    except FileNotFoundError:  # erased while we looked
        return None
    return LocalMail(
        name=name,
        to=_read_or(lambda: str(parsed["To"] or ""), ""),
        subject=_read_or(lambda: str(parsed["Subject"] or ""), ""),
        date=_read_or(lambda: parsedate_to_datetime(parsed["Date"]), None),
        text=_read_or(lambda: _text(parsed, "plain"), ""),
        has_html=_read_or(lambda: bool(_text(parsed, "html")), False),
    )


def _text(parsed: ParsedMail, kind: str) -> str:
    part = parsed.get_body(preferencelist=(kind,))
    return str(part.get_content()) if part else ""


def _read_or(read: Callable[[], Value], otherwise: Value) -> Value:
    """Return what can be read of a mail, be its file ever so broken."""
    try:
        return read()
    except Exception:  # Python's parser meets a broken mail with errors of any kind; the page still shows the others
        return otherwise
