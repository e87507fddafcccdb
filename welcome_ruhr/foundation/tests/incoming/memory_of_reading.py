"""Reads a mail of 25 MB in a process of its own; prints seconds, and megabytes that the process grew by."""

import resource
import sys
import tempfile
import time

from welcome_ruhr.foundation.incoming import read

HEAD = (
    b"From: Mara <mara@example.org>\r\nSubject: Frage\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/mixed; boundary="=_a"\r\n\r\n--=_a\r\n\r\nAnbei.\r\n--=_a\r\n'
    b"Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n"
    b"Content-Transfer-Encoding: base64\r\n\r\n"
)
LINE = b"QUJD" * 19 + b"\r\n"


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def large_mail(size: int) -> bytes:
    """Return the mail, read from a file: put together in memory it would lie there twice before that counts."""
    with tempfile.TemporaryFile() as file:
        file.write(HEAD)
        file.writelines(LINE for _line in range(size // len(LINE)))
        file.write(b"--=_a--\r\n")
        file.seek(0)
        return file.read()


def main() -> None:
    read(large_mail(10_000))
    raw = large_mail(25 * 1024 * 1024)
    before, began_at = megabytes(), time.monotonic()
    mail = read(raw)
    seconds, grown = time.monotonic() - began_at, megabytes() - before
    sys.stdout.write(f"{seconds:.2f} {grown:.0f} {mail.text} {len(mail.files[0].data)}")


if __name__ == "__main__":
    main()
