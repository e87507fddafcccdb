"""Addresses of static files; to ask the storage on every page takes longer than to remember what it said."""

from __future__ import annotations

from functools import lru_cache

from django.core.signals import setting_changed
from django.templatetags.static import static


@lru_cache(1024)
def static_address(path: str) -> str:
    """Return the address of a static file; it stays the same for as long as the process runs."""
    return str(static(path))


def _forget(**_kwargs: object) -> None:
    static_address.cache_clear()


setting_changed.connect(_forget, dispatch_uid="static_files.forget")
