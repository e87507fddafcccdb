"""The settings of the portal that the tests visit: the real ones, at a time that does not move on from year to year."""

import os
from datetime import UTC, datetime, timedelta

from django.utils import timezone

from welcome_ruhr.config.settings import *  # noqa: F403

BEGIN = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
# Programs of one portal share its time: what one of them stores is not before what another one has seen.
_began = float(os.environ.get("BEGAN_AT") or timezone.now().timestamp())
_offset: timedelta = BEGIN - datetime.fromtimestamp(_began, UTC)


def _now() -> datetime:
    return datetime.now(UTC) + _offset


def _close_the_network() -> None:
    # Not imported above: where pytest is there, the settings take it for a test and are no longer the real ones.
    import pytest_socket

    pytest_socket.socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


CHECK_LINKS = False  # tests do not knock at other people's doors

# Moved and not fixed: sessions, tasks and schedules need a time that goes on.
timezone.now = _now
_close_the_network()
