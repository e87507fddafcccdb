"""Mail: a thousand mails fetched from a real server and taken in, one of 25 MB, and a megabyte of quotes read."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from random import Random

from tools.dovecot import Dovecot, ImapBox

from .goals import Row
from .portals import Portal, portal_with_content
from .scale import Scale

LARGE_BYTES = 25 * 1024**2
PHOTO_BYTES = 100 * 1024
WORDS = {
    "en": "How do I register my address in Herne, and which papers does the office want to see?",
    "de": "Wie melde ich meine Wohnung in Herne an, und welche Unterlagen will das Amt sehen?",
    "tr": "Herne'de adresimi nasıl kaydettiririm ve hangi belgeleri getirmem gerekiyor?",
    "ar": "كيف أسجل عنواني في مدينة هيرنه وما هي الأوراق التي أحتاج إليها؟",
}


def measure(scale: Scale) -> list[Row]:
    with portal_with_content() as kept, _server() as (server, trusted):
        real = replace(kept, variables={**kept.variables, **trusted})
        many = _taken_in(real, server, "many", [_mail(number) for number in range(scale.mails)])
        large = _taken_in(real, server, "large", [_large_mail()])
        quotes = json.loads(real.run("reading"))
    return [
        Row(
            f"{scale.mails:,} mails fetched and taken in",
            many["fetch_s"] + many["take_in_s"],
            "s",
            "mails",
            f"fetching {many['fetch_s']:.1f} s; {many['taken']:,} enquiries; one worker, a tenth with a photo",
        ),
        Row(
            "mail of 25 MB fetched and taken in",
            large["fetch_s"] + large["take_in_s"],
            "s",
            "large_mail",
            f"fetching {large['fetch_s']:.1f} s",
        ),
        Row(
            "mail of 25 MB: memory at its peak",
            large["grown_mb"],
            "MB",
            "large_mail_memory",
            f"more than the {large['before_mb']:.0f} MB that the worker had before",
        ),
        Row(
            "mail of 1 MB of quotes read",
            quotes["seconds"],
            "s",
            "quotes",
            f"the slowest of {quotes['shapes']} shapes, {quotes['shape'].replace('_', ' ')}",
        ),
    ]


@contextmanager
def _server() -> Iterator[tuple[Dovecot, dict[str, object]]]:
    """Start Dovecot; yield it and the settings with which the portal trusts it."""
    with tempfile.TemporaryDirectory(prefix="bench-imap-") as folder:
        server = Dovecot(Path(folder))
        server.start()
        try:
            yield server, {"SSL_CERT_FILE": server.authority.file, "MAILBOX_ADDRESS": "desk@example.org"}
        finally:
            server.stop()


def _taken_in(real: Portal, server: Dovecot, user: str, mails: list[bytes]) -> dict[str, float]:
    box = ImapBox(server, user)
    box.append(*mails)
    found: dict[str, float] = json.loads(real.run("mailing", MAILBOX_URL=box.url()))
    if found["taken"] != len(mails):
        raise RuntimeError(f"Of {len(mails)} mails, {found['taken']} were taken in.")
    return found


def _mail(number: int) -> bytes:
    """Return a mail as programs write it: text and HTML, an earlier mail quoted, in every tenth a photo."""
    language = list(WORDS)[number % len(WORDS)]
    words = f"{WORDS[language]} ({number})"
    quoted = "".join(f"> {line} {WORDS['en']}\n" for line in range(20))
    mail = _addressed(number, words)
    mail.set_content(f"{words}\n\nOn Mon, 23 Nov 2026, Somebody wrote:\n{quoted}")
    mail.add_alternative(f"<div>{words}</div><blockquote>{quoted}</blockquote>", subtype="html")
    if number % 10 == 0:
        mail.add_attachment(_photo(number, PHOTO_BYTES), maintype="image", subtype="jpeg", filename="photo.jpg")
    return mail.as_bytes(policy=SMTP)


def _large_mail() -> bytes:
    mail = _addressed(1_000_000, "Two photos")
    mail.set_content(WORDS["en"])
    for number in range(2):
        # Base64 makes 4 bytes of 3, and every 76 signs end a line of 2 more.
        data = _photo(number, LARGE_BYTES // 2 * 3 // 4 * 76 // 78)
        mail.add_attachment(data, maintype="image", subtype="jpeg", filename=f"photo-{number}.jpg")
    return mail.as_bytes(policy=SMTP)


def _addressed(number: int, subject: str) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = f"Kim Beispiel <asker-{number}@example.org>"
    mail["To"] = "desk@example.org"
    mail["Subject"] = subject
    mail["Date"] = "Mon, 23 Nov 2026 10:00:00 +0100"
    mail["Message-ID"] = f"<{number}@mail.example.org>"
    return mail


def _photo(number: int, size: int) -> bytes:
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + Random(number).randbytes(size)
