"""One thread on each machine that looks what the others have changed."""

from __future__ import annotations

import fcntl
import logging
import os
import threading
import time

from django.conf import settings
from django.db import Error, connection

from .actions import Following

log = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 0.02
SECONDS_AFTER_FAILURE = 1.0


def follow_in_background() -> None:
    """Begin to follow, if several machines share the database."""
    if settings.SEVERAL_MACHINES:
        threading.Thread(target=_follow, name="following", daemon=True).start()


def _follow() -> None:
    # One process of a machine is enough; when it ends, the lock goes with it to another.
    settings.PAGES_DIR.mkdir(parents=True, exist_ok=True)
    lock = os.open(settings.PAGES_DIR / "following", os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX)
    following, reached = Following(), True
    while True:
        try:
            following.step()
            reached = True
            time.sleep(SECONDS_BETWEEN_LOOKS)
        except Error as error:
            if reached:
                log.error("What other machines change cannot be followed (%s); it is tried again.", error)
            reached = False
            connection.close()
            time.sleep(SECONDS_AFTER_FAILURE)
