"""A mail and what must come out of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from welcome_ruhr.foundation.incoming import Automatic, File, Mail

WRITTEN_AT = datetime(2026, 12, 3, 10, 15, tzinfo=timezone(timedelta(hours=1)))


@dataclass(frozen=True)
class Sample:
    """What a sample does not say is as in the usual head (`writing.HEAD`), or empty.

    `text` is exact to the line, `lines` leaves out empty ones (how HTML is spaced is a matter of taste).
    `files` are name, content type and bytes.
    """

    raw: bytes
    text: str | None = None
    lines: tuple[str, ...] | list[str] | None = None
    quoted: str = ""
    subject: object = "Frage"
    sender: str = "mara@example.org"
    sender_name: str = "Mara Muster"
    reply_to: str = ""
    recipients: tuple[str, ...] = ("hallo@example.com",)
    message_id: str = "<1@example.org>"
    references: tuple[str, ...] = ()
    written_at: datetime | None = WRITTEN_AT
    files: tuple[tuple[str, str, bytes], ...] = ()
    automatic: Automatic | None = None
    bounce: tuple[str, str, object] | None = None

    def expected(self) -> dict[str, object]:
        words = {"lines": list(self.lines)} if self.lines is not None else {"text": self.text or ""}
        return words | {
            "quoted": folded_words(self.quoted),
            "subject": self.subject,
            "sender": f"{self.sender_name} <{self.sender}>",
            "reply_to": self.reply_to,
            "recipients": sorted(self.recipients),
            "message_id": self.message_id,
            "references": list(self.references),
            "written_at": self.written_at,
            "files": [_about(File(*each)) for each in self.files],
            "automatic": self.automatic,
            "bounce": self.bounce,
        }

    def seen(self, mail: Mail) -> dict[str, object]:
        """Return of `mail` what `expected` says of it."""
        lines = [line.strip() for line in mail.text.splitlines() if line.strip()]
        words = {"lines": lines} if self.lines is not None else {"text": mail.text.rstrip("\n")}
        return words | {
            "quoted": folded_words(mail.quoted),
            "subject": mail.subject,
            "sender": f"{mail.sender_name} <{mail.sender}>",
            "reply_to": mail.reply_to,
            "recipients": sorted(mail.recipients),
            "message_id": mail.message_id,
            "references": mail.references,
            "written_at": mail.written_at,
            "files": [_about(each) for each in mail.files],
            "automatic": mail.automatic,
            "bounce": mail.bounce and (mail.bounce.message_id, mail.bounce.status, mail.bounce.said),
        }


def folded_words(quoted: str) -> str:
    """Return the words that are folded away, without the signs of quoting and however they are spaced."""
    return " ".join(word for word in quoted.split() if word.strip(">\u200e\u200f\u202a\u202b\u202c|"))


def _about(file: File) -> str:
    return f"{file.name} ({file.content_type}, {file.size} bytes, {file.sha256[:12]})"


class Beginning:
    """Equals every text that begins with this and is no longer than `longest`."""

    def __init__(self, words: str, longest: int) -> None:
        self.words, self.longest = words, longest

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and other.startswith(self.words) and len(other) <= self.longest

    def __repr__(self) -> str:
        return f"<{self.words[:40]}… of at most {self.longest}>"

    __hash__ = None


class Holding(Beginning):
    """Equals every text in which this stands, of one line and no longer than `longest`."""

    def __eq__(self, other: object) -> bool:
        one_line = isinstance(other, str) and "\n" not in other and len(other) <= self.longest
        return one_line and self.words in other

    __hash__ = None
