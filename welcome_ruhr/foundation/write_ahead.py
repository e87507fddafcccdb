"""SQLite's write-ahead log: what was committed is copied into the database by the worker, not by whoever commits.

Left to itself, SQLite makes the commit that fills a thousand pages of the log copy them all, and somebody waits.
"""

from __future__ import annotations

from django.db import connection


def copy_back() -> None:
    """Copy what was committed into the database, as far as no reader still needs the log; nobody waits for it."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
