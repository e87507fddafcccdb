"""What the database and the disk hold of a person, only the key file opens (settings.VAULT_KEY_FILE).

    seal("My question")          bytes to store, different each time
    unseal(stored)               the text again
    fingerprint("code", "7K3…")  what finds it again without keeping it

The key file has nothing to do with SECRET_KEY: who can forge a session still reads no letter. It lists the
Fernet keys (AES-128-CBC and HMAC-SHA256), the first of which seals while all of them open, so that a key can
be changed (`manage.py rotate_vault`), and one key for fingerprints, which stays. Other processes notice a changed
file within LOOK_AGAIN_SECONDS, and at once when they meet what they cannot open. A file that is gone or
another one than before is refused: what is sealed under keys that only a process remembers would be lost.
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from secrets import token_bytes

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from .fernet_tokens import token
from .whole_files import write_whole

LOOK_AGAIN_SECONDS = 1.0


class Unreadable(Exception):
    """No key of the key file opens this: it was sealed with another file, or somebody changed it."""


class NoKeyFile(Exception):
    """There is no key file, or not the right one; its sentence says what is wrong and what to do."""


class BeingChanged(Exception):
    """Somebody else changes the key file at this moment."""


@dataclass(frozen=True)
class Keys:
    seals: tuple[str, ...]
    """Fernet keys (url-safe base64 of 32 bytes), the newest first"""
    fingerprint: bytes
    """32 random bytes"""

    @classmethod
    def new(cls) -> Keys:
        return cls((Fernet.generate_key().decode(),), token_bytes(32))


def seal(text: str) -> bytes:
    return seal_bytes(text.encode())


def unseal(sealed: bytes) -> str:
    """Return the text; raise Unreadable."""
    return unseal_bytes(sealed).decode()


def seal_bytes(data: bytes) -> bytes:
    return token(keys().seals[0], data)


def unseal_bytes(sealed: bytes) -> bytes:
    """Return what was sealed; raise Unreadable."""
    return _opening(lambda fernet: fernet.decrypt(bytes(sealed)))


def reseal(sealed: bytes) -> bytes:
    """Return the same under the newest key; raise Unreadable."""
    return _opening(lambda fernet: fernet.rotate(bytes(sealed)))


def is_under_newest(sealed: bytes) -> bool:
    """Whether the newest key alone opens this."""
    try:
        _fernet_of(keys().seals[:1]).decrypt(bytes(sealed))
    except InvalidToken:
        return False
    return True


def fingerprint(purpose: str, value: str) -> str:
    """Return 64 hex digits (HMAC-SHA256) that say the same of the same value, and nothing about it.

    `purpose` keeps fingerprints of different things apart: an address and a code that read alike differ.
    """
    return hmac.new(keys().fingerprint, f"{purpose}\0{value}".encode(), hashlib.sha256).hexdigest()


def keys() -> Keys:
    """Return the keys of the key file, made at the first use; raise NoKeyFile when it is not the right one."""
    path = Path(settings.VAULT_KEY_FILE)
    held = _held.get(path)
    if held is None or time.monotonic() - held.looked_at >= LOOK_AGAIN_SECONDS:
        held = _held[path] = _look(path, held)
    return held.keys


def write_keys(new: Keys, path: Path) -> None:
    """Put the keys into the file at once or not at all, readable by its owner only."""
    said = {"seals": new.seals, "fingerprint": new.fingerprint.hex()}
    write_whole(path, json.dumps(said).encode())
    forget()


def forget() -> None:
    """Read the key file anew at the next use, whatever was in it before."""
    _held.clear()


@contextmanager
def nobody_else_changes(path: Path, *, wait: bool) -> Iterator[None]:
    """Keep the key file to this process inside the block; raise BeingChanged when another has it and `wait` is off."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_name(f"{path.name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BeingChanged("Somebody else changes the key file at this moment.") from error
        yield


@dataclass(frozen=True)
class _Held:
    keys: Keys
    stamp: tuple[int, int, int]
    """which file it was: a file replaced has another inode, one written over another time or size"""
    looked_at: float


_held: dict[Path, _Held] = {}


def _look(path: Path, held: _Held | None) -> _Held:
    """Return what the file holds now, read only when it is not the one that was read before."""
    now = time.monotonic()
    try:
        stamp = _stamp_of(path, may_make=held is None)
        if held and held.stamp == stamp:
            return _Held(held.keys, stamp, now)
        found = _read(path)
    except OSError as error:
        raise NoKeyFile(
            f"The key file {path} cannot be used: {error.strerror}. Put it there, from the backup."
        ) from error
    if held and held.keys.fingerprint != found.fingerprint:
        raise NoKeyFile(f"{path} is another key file than before. Put the right one back, or start the portal again.")
    return _Held(found, stamp, now)


def _stamp_of(path: Path, *, may_make: bool) -> tuple[int, int, int]:
    if may_make and not path.exists():
        _make(path)
    seen = path.stat()
    return seen.st_ino, seen.st_mtime_ns, seen.st_size


def _make(path: Path) -> None:
    """Make a key file; of two processes that do so at once, the second finds that of the first."""
    with nobody_else_changes(path, wait=True):
        if not path.exists():
            write_keys(Keys.new(), path)


def _read(path: Path) -> Keys:
    try:
        said = json.loads(path.read_bytes())
        found = Keys(tuple(said["seals"]), bytes.fromhex(said["fingerprint"]))
        _fernet_of(found.seals)
    except (ValueError, KeyError, TypeError) as error:
        raise NoKeyFile(f"{path} is no key file. Put the right one there, from the backup.") from error
    if len(found.fingerprint) < 32:
        raise NoKeyFile(f"{path} is no whole key file. Put the right one there, from the backup.")
    return found


def _opening(act: Callable[[MultiFernet], bytes]) -> bytes:
    known = keys()
    try:
        return act(_fernet_of(known.seals))
    except InvalidToken as error:
        # Another process may have put a new key into the file a moment ago.
        path = Path(settings.VAULT_KEY_FILE)
        _held[path] = _look(path, _held.get(path))
        if keys() == known:
            raise Unreadable("No key opens this: was the key file exchanged, or the text changed?") from error
    return _opening(act)


@lru_cache(4)
def _fernet_of(seals: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in seals])
