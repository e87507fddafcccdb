"""Makes stored pages smaller while nobody waits for them: a weak phone is far away, and each byte takes long."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from .stored import Stored, pressed

if TYPE_CHECKING:
    from .store import Store

LONGEST_QUEUE = 200
"""When everything has changed at once, what is beyond that waits until somebody asks for it again."""

LARGEST = 64 * 1024
"""Bytes of what is pressed, after the first compression: a sitemap of megabytes would take seconds."""

_thread = ThreadPoolExecutor(1, "pressing")
_room = BoundedSemaphore(LONGEST_QUEUE)


def press_later(store: Store, address: str, page: Stored) -> None:
    """Have the page compressed as well as can be, in a thread that lets others go first (brotli holds no lock)."""
    if len(page.br) > LARGEST:
        page.is_pressed = True
    elif _room.acquire(blocking=False):
        _thread.submit(_press, store, address, page)


def _press(store: Store, address: str, page: Stored) -> None:
    try:
        store.replace(address, page, pressed(page))
    finally:
        _room.release()
