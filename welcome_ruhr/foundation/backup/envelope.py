"""The encrypted file around a backup: an age file under a passphrase, written and read piece by piece.

The format is age-encryption.org/v1 (https://c2sp.org/age) with the recipient type scrypt, so the standard tool opens
it as well: `age --decrypt FILE | tar -x`. The payload is cut into chunks of 64 KiB, each under ChaCha20-Poly1305 with
its number and whether it is the last as nonce: a file that was cut, mixed or added to does not open (STREAM: Hoang,
Reyhanitabar, Rogaway, Vizár, Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance, 2015).
Why not a library: decision 18.
"""

from __future__ import annotations

import base64
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from .errors import Damaged, OtherVersion, WrongPassphrase

FAMILY = b"age-encryption.org/"
VERSION_LINE = FAMILY + b"v1\n"
STANZA = re.compile(rb"-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]?)\n([A-Za-z0-9+/]{43})\n---\Z")
WORK_FACTOR = 17
"""2^17 rounds take 128 MB of memory for half a second (OWASP's Password Storage Cheat Sheet, scrypt)."""
HIGHEST_WORK_FACTOR = 20
"""A file from elsewhere may ask for 1 GB of memory, not more."""
CHUNK_BYTES = 64 * 1024
TAG_BYTES = 16
NONCE_BYTES = 16
LONGEST_LINE = 200
DAMAGED = "The backup is damaged: it was cut, changed or added to. Take another copy of it."


class Writer:
    """Encrypts what is written to it; `close` ends the file, and without it the file does not open."""

    def __init__(self, file: IO[bytes], passphrase: str) -> None:
        self._file = file
        file_key, nonce = secrets.token_bytes(16), secrets.token_bytes(NONCE_BYTES)
        file.write(_head(file_key, passphrase) + nonce)
        self._chunks = _Chunks(_derived(file_key, b"payload", nonce))
        self._waiting = bytearray()

    def write(self, data: bytes) -> int:
        self._waiting += data
        # One byte more than a chunk has to wait: the last chunk may not be empty.
        while len(self._waiting) > CHUNK_BYTES:
            self._file.write(self._chunks.seal(self._waiting[:CHUNK_BYTES], last=False))
            del self._waiting[:CHUNK_BYTES]
        return len(data)

    def close(self) -> None:
        self._file.write(self._chunks.seal(self._waiting, last=True))


class Reader:
    """Decrypts piece by piece; what it gives out is authentic, and that it is whole is known at its end."""

    def __init__(self, file: IO[bytes], passphrase: str) -> None:
        """Raise WrongPassphrase, Damaged or OtherVersion."""
        self._file = file
        file_key = _file_key(file, passphrase)
        self._chunks = _Chunks(_derived(file_key, b"payload", file.read(NONCE_BYTES)))
        self._coming = file.read(CHUNK_BYTES + TAG_BYTES)
        self._waiting = bytearray()
        self._ended = False

    def read(self, size: int) -> bytes:
        """Return up to `size` bytes (65,536 at most), b"" at the end of a whole file; raise Damaged."""
        if not self._waiting and not self._ended:
            self._open_next()
        given = bytes(self._waiting[:size])
        del self._waiting[:size]
        return given

    def _open_next(self) -> None:
        chunk, self._coming = self._coming, self._file.read(CHUNK_BYTES + TAG_BYTES)
        self._ended = not self._coming
        self._waiting = bytearray(self._chunks.open(chunk, last=self._ended))


class _Chunks:
    def __init__(self, key: bytes) -> None:
        self._cipher = ChaCha20Poly1305(key)
        self._number = 0

    def seal(self, plain: bytes | bytearray, *, last: bool) -> bytes:
        return self._cipher.encrypt(self._nonce(last=last), bytes(plain), None)

    def open(self, sealed: bytes, *, last: bool) -> bytes:
        try:
            return self._cipher.decrypt(self._nonce(last=last), sealed, None)
        except InvalidTag as error:
            raise Damaged(DAMAGED) from error

    def _nonce(self, *, last: bool) -> bytes:
        number, self._number = self._number, self._number + 1
        return number.to_bytes(11, "big") + bytes([last])


@contextmanager
def written(path: Path, passphrase: str) -> Iterator[Writer]:
    """Give a Writer into a new file, readable by its owner only and safely on the disk when the block ends."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        writer = Writer(file, passphrase)
        yield writer
        writer.close()
        file.flush()
        os.fsync(handle)


@contextmanager
def opened(path: Path, passphrase: str) -> Iterator[Reader]:
    """Give a Reader; raise WrongPassphrase, Damaged or OtherVersion, Damaged also when the block has read it all."""
    with path.open("rb") as file:
        reader = Reader(file, passphrase)
        yield reader
        while reader.read(CHUNK_BYTES):
            pass  # what follows is nothing, but only a last chunk says that nothing is missing


def _head(file_key: bytes, passphrase: str) -> bytes:
    salt = secrets.token_bytes(16)
    body = _wrapping(passphrase, salt, WORK_FACTOR).encrypt(bytes(12), file_key, None)
    head = VERSION_LINE + b"-> scrypt %s %d\n%s\n---" % (_encoded(salt), WORK_FACTOR, _encoded(body))
    return head + b" " + _encoded(_proof(file_key, head)) + b"\n"


def _file_key(file: IO[bytes], passphrase: str) -> bytes:
    version = file.readline(LONGEST_LINE)
    if version != VERSION_LINE:
        raise _no_backup(version)
    rest, _, proof = b"".join(file.readline(LONGEST_LINE) for _ in range(3)).rpartition(b" ")
    stanza = STANZA.match(rest)
    if not stanza or int(stanza[2]) > HIGHEST_WORK_FACTOR:
        raise Damaged("The first lines of the backup are damaged, or it was not encrypted with a passphrase.")
    file_key = _unwrapped(passphrase, _decoded(stanza[1]), int(stanza[2]), _decoded(stanza[3]))
    if not secrets.compare_digest(proof, _encoded(_proof(file_key, version + rest)) + b"\n"):
        raise Damaged(DAMAGED)
    return file_key


def _no_backup(version: bytes) -> Damaged | OtherVersion:
    if version.startswith(FAMILY) and version.endswith(b"\n"):
        return OtherVersion("The backup was encrypted in a later format than v1 of age. Open it with a newer release.")
    return Damaged("This is no backup: it does not begin like one.")


def _unwrapped(passphrase: str, salt: bytes, work_factor: int, body: bytes) -> bytes:
    try:
        return _wrapping(passphrase, salt, work_factor).decrypt(bytes(12), body, None)
    except InvalidTag as error:
        raise WrongPassphrase("The passphrase does not open this backup, or its first lines are damaged.") from error


def _wrapping(passphrase: str, salt: bytes, work_factor: int) -> ChaCha20Poly1305:
    kdf = Scrypt(salt=FAMILY + b"v1/scrypt" + salt, length=32, n=2**work_factor, r=8, p=1)
    return ChaCha20Poly1305(kdf.derive(passphrase.encode()))


def _derived(file_key: bytes, purpose: bytes, salt: bytes = b"") -> bytes:
    return HKDF(SHA256(), 32, salt, purpose).derive(file_key)


def _proof(file_key: bytes, head: bytes) -> bytes:
    proof = HMAC(_derived(file_key, b"header"), SHA256())
    proof.update(head)
    return proof.finalize()


def _encoded(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _decoded(text: bytes) -> bytes:
    return base64.b64decode(text + b"=" * (-len(text) % 4))
