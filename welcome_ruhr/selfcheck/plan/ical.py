"""Writes a calendar file (iCalendar, RFC 5545): whole days, moments in Berlin's time, alarms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")
LONGEST_LINE = 75
"""in octets, without the line break (§ 3.1)"""
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
"""What no text may hold; tab and new line it may."""
TIME_ZONE = """\
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE"""
"""Summer time as the European Union has had it since 1996 (directive 2000/84/EC; before it, 94/21/EC)."""


@dataclass(frozen=True)
class Alarm:
    """Rings so long before the event; a whole day begins at midnight."""

    before: timedelta
    text: str


@dataclass(frozen=True)
class Event:
    """`starts` is a date for a whole day, or an aware datetime for a moment that `lasts` some time."""

    uid: str
    starts: date
    summary: str
    description: str = ""
    location: str = ""
    url: str = ""
    lasts: timedelta = timedelta(minutes=15)
    alarms: tuple[Alarm, ...] = ()


def calendar_file(events: Iterable[Event], *, name: str, made_at: datetime) -> bytes:
    """Return the file; there must be at least one event (§ 3.6)."""
    written = [line for event in events for line in _event(event, made_at)]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//welcome.RUHR//Plan//DE",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        *(TIME_ZONE.splitlines() if any("TZID=" in line for line in written) else ()),
        *written,
        "END:VCALENDAR",
    ]
    return b"".join(folded(line) for line in lines)


def folded(line: str) -> bytes:
    """Return a line in UTF-8, folded so that no character is torn apart (§ 3.1)."""
    parts, part, room = [], b"", LONGEST_LINE
    for sign in line:
        octets = sign.encode()
        if len(part) + len(octets) > room:
            parts.append(part)
            part, room = b"", LONGEST_LINE - 1  # the space that begins a folded line counts
        part += octets
    return b"\r\n ".join([*parts, part]) + b"\r\n"


def escaped(text: str) -> str:
    """Return text as the value of a property (§ 3.3.11)."""
    clean = CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return clean.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _event(event: Event, made_at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield from _when(event)
    yield f"SUMMARY:{escaped(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{escaped(event.description)}"
    if event.location:
        yield f"LOCATION:{escaped(event.location)}"
    if event.url:
        yield f"URL:{''.join(event.url.split())}"
    yield "TRANSP:TRANSPARENT"  # a deadline leaves the day free
    for alarm in event.alarms:
        yield from _alarm(alarm)
    yield "END:VEVENT"


def _when(event: Event) -> Iterator[str]:
    if isinstance(event.starts, datetime):
        starts = event.starts.astimezone(BERLIN)
        # Counted on the world's clock: on the wall's, an hour is missing or doubled when the clocks change.
        ends = (event.starts.astimezone(UTC) + event.lasts).astimezone(BERLIN)
        yield f"DTSTART;TZID=Europe/Berlin:{starts:%Y%m%dT%H%M%S}"
        yield f"DTEND;TZID=Europe/Berlin:{ends:%Y%m%dT%H%M%S}"
    else:
        yield f"DTSTART;VALUE=DATE:{event.starts:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{event.starts + timedelta(days=1):%Y%m%d}"


def _alarm(alarm: Alarm) -> Iterator[str]:
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{escaped(alarm.text)}"
    yield f"TRIGGER:{_duration(-alarm.before)}"
    yield "END:VALARM"


def _duration(span: timedelta) -> str:
    """Return a span in whole minutes as in § 3.3.6, such as "-PT15H"."""
    minutes = int(abs(span).total_seconds()) // 60
    hours, rest = divmod(minutes, 60)
    text = (f"{hours}H" if hours else "") + (f"{rest}M" if rest or not hours else "")
    return f"{'-' if span < timedelta(0) and minutes else ''}PT{text}"
