"""How the samples are put together: every byte as it travels, lines ending in CR LF."""

from __future__ import annotations

import base64

HEAD = {
    "from": "From: Mara Muster <mara@example.org>",
    "to": "To: hallo@example.com",
    "subject": "Subject: Frage",
    "date": "Date: Thu, 3 Dec 2026 10:15:00 +0100",
    "message-id": "Message-ID: <1@example.org>",
    "mime-version": "MIME-Version: 1.0",
}
"""What each mail begins with, where a sample says nothing else."""


def travelling(words: str | bytes, charset: str = "utf-8") -> bytes:
    """Return text as bytes with CR LF; bytes stay what they are."""
    return words.replace("\n", "\r\n").encode(charset) if isinstance(words, str) else words


def mail(*head: str | bytes, body: str | bytes = "", without: tuple[str, ...] = (), charset: str = "utf-8") -> bytes:
    """Return a mail; a line of `head` replaces the usual one of the same name, `without` leaves usual ones out."""
    given = [travelling(line) for line in head]
    names = {line.split(b":")[0].strip().lower().decode() for line in given if b":" in line}
    usual = [travelling(line) for name, line in HEAD.items() if name not in names | set(without)]
    return b"\r\n".join([*usual, *given, b"", travelling(body, charset)])


def part(*head: str | bytes, body: str | bytes = "", charset: str = "utf-8") -> bytes:
    """Return a part of a mail: only the head lines given, an empty line, the body."""
    return b"\r\n".join([*map(travelling, head), b"", travelling(body, charset)])


def joined(boundary: str, *parts: bytes, closed: bool = True) -> bytes:
    """Return the parts with the boundary between them, and the closing one at the end."""
    line = b"--" + boundary.encode()
    between = b"".join(line + b"\r\n" + each + b"\r\n" for each in parts)
    return between + (line + b"--\r\n" if closed else b"")


def multipart(kind: str, *parts: bytes, boundary: str = "=_one", more: str = "") -> bytes:
    """Return a part that holds parts, such as "mixed" or "alternative"; `more` are further parameters of its type."""
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"{more}'
    return part(head, body=joined(boundary, *parts))


def whole(*head: str | bytes, of: bytes, without: tuple[str, ...] = ()) -> bytes:
    """Return the mail whose head ends with the head of the part `of`."""
    before = mail(*head, without=without)
    return before.removesuffix(b"\r\n") + of


def plain(words: str | bytes, *head: str) -> bytes:
    return part("Content-Type: text/plain; charset=utf-8", *head, body=words)


def html(words: str | bytes, *head: str) -> bytes:
    return part("Content-Type: text/html; charset=utf-8", *head, body=words)


def file(data: bytes, content_type: str, disposition: str = "attachment", *head: str | bytes) -> bytes:
    """Return a part with a file in base64."""
    return part(
        f"Content-Type: {content_type}",
        f"Content-Disposition: {disposition}",
        "Content-Transfer-Encoding: base64",
        *head,
        body=b64(data),
    )


def b64(data: bytes, columns: int = 76) -> bytes:
    letters = base64.b64encode(data)
    return b"\r\n".join(letters[start : start + columns] for start in range(0, len(letters), columns))
