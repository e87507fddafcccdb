"""Counting what readers did not find: no word about who they are, few writes, and a table that cannot be filled up."""

from __future__ import annotations

import logging
import re
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Lock
from typing import Any

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.db.models import F
from wagtail.contrib.redirects.models import Redirect

from welcome_ruhr.foundation import clock
from welcome_ruhr.portal.models import MissedAddress
from welcome_ruhr.portal.models.desk import LONGEST_PATH
from welcome_ruhr.search.models import LONGEST_WORDS, Asked

logger = logging.getLogger(__name__)

MOST_ROWS = 2000
"""In each of the two tables. Beyond it, what was seen least and longest ago gives way."""
GIVES_WAY = MOST_ROWS // 20
KEPT = timedelta(days=365)
SINGLE_KEPT = timedelta(days=60)
"""What was searched for only once is never shown, and forgotten sooner."""
PATIENCE_MILLISECONDS = 250

NOT_FOR_READERS = re.compile(r"^(?:/[a-z-]{2,10})?/(?:admin|account|static|media|gallery|documents)(?:/|$)")
PROBES = re.compile(r"/\.|//|/wp-|\.(?:php\d?|aspx?|jsp|cgi|env|sql|bak|zip|gz|ini|ya?ml|json|map)$", re.IGNORECASE)
"""What scanners ask every server for."""


class Throttle:
    """Lets through so many in each minute, counted within one process: a flood is not worth counting."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._lock = Lock()
        self.open_again()

    def open_again(self) -> None:
        self._began, self._used = time.monotonic(), 0

    def is_free(self) -> bool:
        with self._lock:
            if time.monotonic() - self._began >= 60:
                self.open_again()
            self._used += 1
            return self._used <= self.most


searches, addresses = Throttle(60), Throttle(60)


def count_search(*, text: str, language: str, found: bool) -> bool:
    """Count words searched for; False where they are not counted, as what might be a name or a number is not."""
    words = normalised_words(text)
    if not words or not searches.is_free():
        return False
    return _count(Asked, {"words": words, "language": language}, add=("times",) if found else ("times", "in_vain"))


def count_followed_search(*, text: str, language: str) -> bool:
    """Count that a result for these words was opened."""
    words = normalised_words(text)
    if not words or not searches.is_free():
        return False
    return _count(Asked, {"words": words, "language": language}, add=("followed",))


def count_missed_address(*, path: str) -> bool:
    """Count a path that leads nowhere; False where it is not counted, as what only scanners ask for is not."""
    short = normalised_path(path)
    if not short or not addresses.is_free():
        return False
    return _count(MissedAddress, {"path": short}, add=("times",))


def normalised_words(text: str) -> str:
    """Return search words in one form; empty where they hold a digit or an @, or are longer than anybody's question."""
    words = " ".join(re.sub(r"[^\w\s@'’-]", " ", unicodedata.normalize("NFKC", text).lower()).split())
    private = "@" in text or any(sign.isnumeric() for sign in words)
    return "" if private or len(words) > LONGEST_WORDS else words


def normalised_path(path: str) -> str:
    """Return a path as a redirect would name it; empty where no reader can have meant it."""
    short = str(Redirect.normalise_path(path)) if path.isprintable() and len(path) <= LONGEST_PATH else ""
    beside_the_point = PROBES.search(short) or NOT_FOR_READERS.search(short) or len(short) > LONGEST_PATH
    return "" if beside_the_point else short


def forget_old_counts() -> int:
    """Delete what is older than twelve months, and what was searched for only once sooner; return how many."""
    today = clock.today()
    old = [model.objects.filter(last_on__lt=today - KEPT).delete()[0] for model in (Asked, MissedAddress)]
    single = Asked.objects.filter(times=1, last_on__lt=today - SINGLE_KEPT).delete()[0]
    return sum(old) + single


def _count(model: Any, what: dict[str, str], *, add: tuple[str, ...]) -> bool:
    """Add one in a single statement where the row is there; a database that is busy is not waited for."""
    today = clock.today()
    row = {**what, "month": today.replace(day=1)}
    try:
        with _impatient(), transaction.atomic():
            if not model.objects.filter(**row).update(last_on=today, **{name: F(name) + 1 for name in add}):
                _make_room(model)
                new = model(**row, last_on=today, **dict.fromkeys(add, 1))
                model.objects.bulk_create([new], ignore_conflicts=True)
    except OperationalError:
        logger.info("Not counted: the database was busy.")
        return False
    return True


def _make_room(model: Any) -> None:
    if model.objects.count() >= MOST_ROWS:
        weakest = model.objects.order_by("times", "last_on", "pk").values_list("pk", flat=True)[:GIVES_WAY]
        model.objects.filter(pk__in=list(weakest)).delete()


@contextmanager
def _impatient() -> Iterator[None]:
    """SQLite lets one write at a time: no reader waits for the count while, say, an import writes."""
    if connection.vendor != "sqlite":
        yield
        return
    usual = int(settings.DATABASES["default"]["OPTIONS"]["timeout"] * 1000)
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE_MILLISECONDS}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")
