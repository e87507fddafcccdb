"""Which mailbox it is (settings.MAILBOX_URL), and which address leads into it (settings.MAILBOX_ADDRESS)."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from django.conf import settings

ENCRYPTED = "imaps"
"""from the first byte; the other scheme asks for encryption first (STARTTLS, RFC 3501 § 6.2.1)"""
LONGEST_NAME = 255
PORTS = {ENCRYPTED: 993, "imap+tls": 143}


@dataclass(frozen=True)
class Place:
    host: str
    port: int
    folder: str
    is_encrypted_at_once: bool
    user: str
    password: str = field(repr=False)

    @property
    def name(self) -> str:
        """What it is known by here, whatever its password or port."""
        return f"{self.user}@{self.host}/{self.folder}"[:LONGEST_NAME]


def is_set() -> bool:
    """Whether there is a mailbox to fetch from."""
    return bool(settings.MAILBOX_URL)


def address() -> str:
    """Return the address whose mails arrive in the mailbox; "" when there is none."""
    return str(settings.MAILBOX_ADDRESS)


def place() -> Place | None:
    """Return where the mailbox is; None when none is set."""
    if not is_set():
        return None
    said = urlsplit(settings.MAILBOX_URL)
    return Place(
        host=said.hostname or "localhost",
        port=said.port or PORTS[said.scheme],
        folder=unquote(said.path.lstrip("/")) or "INBOX",
        is_encrypted_at_once=said.scheme == ENCRYPTED,
        user=unquote(said.username or ""),
        password=unquote(said.password or ""),
    )
