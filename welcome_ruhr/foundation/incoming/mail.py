"""What a mail turns out to be, however it was written."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Automatic(StrEnum):
    """Why nobody waits for an answer to this mail."""

    REPLY = "auto_reply"
    """a program answered: "out of office", "we have your mail\""""
    GENERATED = "auto_generated"
    """a program wrote by itself: a notice, a report, a receipt"""
    BOUNCE = "bounce"
    """a mail server could not deliver something"""
    DELAYED = "delayed"
    """a mail server is still trying to deliver something"""
    READ = "read_receipt"
    LIST = "list"
    """a mailing list, a newsletter, an advertisement to many"""
    NO_REPLY = "no_reply"
    """the address itself says that nobody reads answers"""


@dataclass(frozen=True, repr=False)
class File:
    """What is attached to a mail. Its name has no folders and no signs that cannot be seen."""

    name: str
    content_type: str
    """such as "image/heic", as the mail says it; told from the bytes where the mail says nothing"""
    data: bytes

    @property
    def size(self) -> int:
        return len(self.data)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True)
class Bounce:
    """Which of our mails did not arrive."""

    message_id: str
    """of the mail that came back, with its angle brackets; "" where the server does not say"""
    status: str
    """such as "5.1.1" (RFC 3463); "" where the server does not say"""
    said: str
    """what the other server answered, in one line"""


@dataclass(frozen=True, repr=False)
class Mail:
    """A mail as somebody would read it; no log and no error report can print it."""

    subject: str = ""
    sender_name: str = ""
    sender: str = ""
    """the bare address; "" where there is none that could be answered"""
    reply_to: str = ""
    """the bare address that the sender wants answers at, where it is another one"""
    recipients: list[str] = field(default_factory=list)
    """bare addresses, small letters: To, Cc, and what the mail servers wrote down (Delivered-To and the like)"""
    message_id: str = ""
    """with its angle brackets; "" where there is none"""
    references: list[str] = field(default_factory=list)
    """Message-IDs of earlier mails, the newest first"""
    written_at: datetime | None = None
    text: str = ""
    """what the person wrote; lines end with "\\n", paragraphs have one empty line between them"""
    quoted: str = ""
    """what is folded away: repeated from earlier mails"""
    html: str = ""
    """the source of the HTML that the text was taken from or that stands beside it; never to be shown as it is"""
    files: list[File] = field(default_factory=list)
    automatic: Automatic | None = None
    bounce: Bounce | None = None
    problems: list[str] = field(default_factory=list)
    """what was mended in reading: short English words for administrators, nothing of the content"""
