"""The page store: answers in memory and on disk, each given out only while nothing it was made of has changed."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from .counters import Counters, shared
from .pressing import press_later
from .stored import Corrupt, Stored, as_bytes, from_bytes

log = logging.getLogger(__name__)

MEMORY_BYTES = 16 * 1024 * 1024
RENDERING_AT_ONCE = 64
SECONDS_BETWEEN_LOOKS = 2.0
SECONDS_TO_WAIT = 2.0
"""So long does a second reader wait for the one who is rendering the same page already."""


class Store:
    """Stored pages by address ("/de/arbeit/"), in memory and in `folder`; those of another `release` do not count."""

    def __init__(self, folder: Path, counters: Counters, release: str, memory_bytes: int = MEMORY_BYTES) -> None:
        self.counters = counters
        self._folder = folder
        self._release = release
        self._memory: OrderedDict[str, Stored] = OrderedDict()
        self._memory_left = memory_bytes
        self._memory_lock = threading.Lock()
        self._rendering = tuple(threading.Lock() for _ in range(RENDERING_AT_ONCE))
        self._disk_fails = False

    def find(self, address: str) -> Stored | None:
        """Return what is stored for an address, if it still holds now."""
        page = self._memory.get(address)
        if page is not None and self._holds(page):
            with suppress(KeyError):  # another thread may just have dropped it
                self._memory.move_to_end(address)
            if page.is_pressed or time.monotonic() < page.look_again_at:
                return page
            return self._smaller(address, page)
        # Another process may have rendered it meanwhile.
        page = self._read(address)
        if page is not None and self._holds(page):
            self._remember(address, page)
            return page
        return None

    def keep(self, address: str, page: Stored) -> None:
        """Store a page; when the disk does not take it, in memory only."""
        self._remember(address, page)
        try:
            self._write(address, as_bytes(page, address, self._release))
        except OSError as error:
            if not self._disk_fails:
                log.error("Pages cannot be stored on disk (%s); they are rendered and served all the same.", error)
            self._disk_fails = True
        else:
            self._disk_fails = False

    def replace(self, address: str, old: Stored, new: Stored) -> None:
        """Store `new` in place of `old`, unless something else was stored meanwhile."""
        if self._memory.get(address) is old:
            self.keep(address, new)

    def _smaller(self, address: str, page: Stored) -> Stored:
        """Return what another process has made of a page meanwhile; where none has, do it ourselves, later."""
        page.look_again_at = time.monotonic() + SECONDS_BETWEEN_LOOKS
        other = self._read(address)
        if other is not None and other.is_pressed and self._holds(other):
            self._remember(address, other)
            return other
        press_later(self, address, page)
        return page

    def clear_memory(self) -> None:
        with self._memory_lock:
            self._memory_left += sum(page.size for page in self._memory.values())
            self._memory.clear()

    @contextmanager
    def rendering(self, address: str) -> Iterator[None]:
        """Within this block, others in this process who want to render the same page wait a little."""
        lock = self._rendering[hash(address) % RENDERING_AT_ONCE]
        got = lock.acquire(timeout=SECONDS_TO_WAIT)
        try:
            yield
        finally:
            if got:
                lock.release()

    def _holds(self, page: Stored) -> bool:
        counters = self.counters
        epoch = counters.epoch  # before the needs are compared
        if page.epoch != epoch:
            if page.birth != counters.birth or not counters.hold(page.needs):
                return False
            page.epoch = epoch
        return time.time() < page.until

    def _remember(self, address: str, page: Stored) -> None:
        page.look_again_at = time.monotonic() + SECONDS_BETWEEN_LOOKS
        with self._memory_lock:
            if (old := self._memory.pop(address, None)) is not None:
                self._memory_left += old.size
            self._memory[address] = page
            self._memory_left -= page.size
            while self._memory_left < 0 and self._memory:
                _address, dropped = self._memory.popitem(last=False)
                self._memory_left += dropped.size

    def _file(self, address: str) -> Path:
        name = sha256(address.encode()).hexdigest()
        return self._folder / name[:2] / name[2:]

    def _read(self, address: str) -> Stored | None:
        path = self._file(address)
        try:
            return from_bytes(path.read_bytes(), address, self._release)
        except (Corrupt, ValueError, KeyError, TypeError):
            log.warning("A stored page was damaged and is rendered anew: %s", address)
            with suppress(OSError):
                path.unlink()
        except OSError:
            pass
        return None

    def _write(self, address: str, content: bytes) -> None:
        path = self._file(address)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}")
        try:
            part.write_bytes(content)
            part.replace(path)
        except OSError:
            with suppress(OSError):
                part.unlink()
            raise


@cache
def _at(folder: Path, release: str) -> Store:
    return Store(folder, shared(), release)


def page_store() -> Store:
    """Return the store of this installation."""
    return _at(settings.PAGES_DIR, settings.RELEASE)
