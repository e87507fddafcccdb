"""What each process of the web server runs: Django in threads, behind the store."""

import ctypes
import gc
import logging
import os
import sys
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING

import django
from django.conf import settings
from django.db import Error, connection

from .supervisor import die_with

if TYPE_CHECKING:
    from welcome_ruhr.delivery.front import DjangoInThreads

SECONDS_TO_REACH_THE_DATABASE = 3
M_ARENA_MAX = -8  # malloc.h
LARGEST_BODY = 52 * 1024 * 1024  # bytes: a question of anybody, and five files with it
LARGEST_UPLOADS = {"/admin/": 512 * 1024 * 1024}  # bytes: a film in sign language


def make_application() -> "DjangoInThreads":
    """Return the application; the process then lives no longer than the one that started it, however that one ends."""
    die_with(os.getppid())
    _share_memory_between_threads()
    _leave_out_what_sqlite_does_not_need()
    django.setup()
    from welcome_ruhr.delivery.following import follow_in_background
    from welcome_ruhr.delivery.front import DjangoInThreads

    from .wsgi import application

    # In a thread of its own: the server's event loop runs already, and Django asks no database beside one.
    first = Thread(target=_make_up_for_killed_publishers, daemon=True)
    first.start()
    first.join(SECONDS_TO_REACH_THE_DATABASE)
    follow_in_background()
    leave_out_of_collection()
    return DjangoInThreads(application, settings.SERVER_THREADS, LARGEST_BODY, LARGEST_UPLOADS)


def leave_out_of_collection() -> None:
    """Have the garbage collector pass over what is loaded by now: to walk all of it takes 70 ms each time."""
    gc.collect()
    gc.freeze()


def _share_memory_between_threads() -> None:
    """Have glibc's threads take memory from two places instead of eight a core, each of which keeps what it had."""
    with suppress(AttributeError):  # another C library
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 2)


def _leave_out_what_sqlite_does_not_need() -> None:
    """Wagtail's forms load PostgreSQL's driver wherever it is installed: 11 MB in every process of a SQLite portal."""
    if settings.SQLITE:
        sys.modules.setdefault("psycopg", None)  # type: ignore[arg-type]  # Python's own way to say "not here"


def _make_up_for_killed_publishers() -> None:
    from welcome_ruhr.delivery.actions import tell_left_behind

    try:
        tell_left_behind()
        connection.close()
    except Error as error:
        logging.getLogger(__name__).error("The database cannot be reached (%s); stored pages are served.", error)
