"""The web server's side: stored pages are answered where the bytes arrive, everything else by Django in threads."""

from .bridge import DjangoInThreads
from .protocol import StoredFirst

__all__ = ["DjangoInThreads", "StoredFirst"]
