"""The calendar file, read by another program's parser."""

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest

from welcome_ruhr.selfcheck.plan.ical import BERLIN, Alarm, Event, calendar_file, escaped, folded

MADE_AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def parsed(*events):
    return icalendar.Calendar.from_ical(calendar_file(events, name="Erste Tage", made_at=MADE_AT))


def only_event(event):
    (found,) = parsed(event).walk("VEVENT")
    return found


@pytest.mark.parametrize(
    ("starts", "in_utc"),
    [
        (datetime(2027, 3, 27, 9, tzinfo=BERLIN), datetime(2027, 3, 27, 8, tzinfo=UTC)),
        (datetime(2027, 3, 29, 9, tzinfo=BERLIN), datetime(2027, 3, 29, 7, tzinfo=UTC)),
        (datetime(2027, 10, 30, 9, tzinfo=BERLIN), datetime(2027, 10, 30, 7, tzinfo=UTC)),
        (datetime(2027, 11, 1, 9, tzinfo=BERLIN), datetime(2027, 11, 1, 8, tzinfo=UTC)),
    ],
)
def test_nine_in_the_morning_stays_nine_across_the_change_of_clocks(starts, in_utc):
    found = only_event(Event("a", starts, "Termin"))
    assert found["DTSTART"].dt.strftime("%d.%m. %H:%M") == starts.strftime("%d.%m. %H:%M")
    assert found["DTSTART"].dt.astimezone(UTC) == in_utc
    assert found["DTEND"].dt.astimezone(UTC) - in_utc == timedelta(minutes=15)


def test_the_zone_in_the_file_itself_has_the_offsets_of_berlin():
    (zone,) = parsed(Event("a", datetime(2027, 3, 27, 9, tzinfo=BERLIN), "Termin")).walk("VTIMEZONE")
    # Under another name the parser cannot take the zone it knows anyway.
    zone["TZID"] = "Portal/Only-From-This-File"
    made = zone.to_tz(lookup_tzid=False)
    moments = [
        datetime(year, month, day, 12) for year in (2026, 2027, 2031) for month in range(1, 13) for day in (1, 28)
    ]
    assert [made.utcoffset(one) for one in moments] == [one.replace(tzinfo=BERLIN).utcoffset() for one in moments]


def test_an_event_over_the_lost_hour_lasts_as_long_as_it_says():
    event = Event("a", datetime(2027, 3, 28, 1, 30, tzinfo=BERLIN), "Nachts", lasts=timedelta(hours=1))
    found = only_event(event)
    assert found["DTEND"].dt.strftime("%H:%M") == "03:30"
    assert found["DTEND"].dt.astimezone(UTC) - found["DTSTART"].dt.astimezone(UTC) == timedelta(hours=1)


def test_a_whole_day_needs_no_zone_and_rings_the_morning_before():
    alarm = Alarm(timedelta(hours=15), "Morgen")
    calendar = parsed(Event("a", date(2027, 3, 28), "Letzter Tag", alarms=(alarm,)))
    (found,) = calendar.walk("VEVENT")
    assert (found["DTSTART"].dt, found["DTEND"].dt) == (date(2027, 3, 28), date(2027, 3, 29))
    assert [one["TRIGGER"].dt for one in found.walk("VALARM")] == [timedelta(hours=-15)]
    assert calendar.walk("VTIMEZONE") == []


@pytest.mark.parametrize(
    "text", ["a, b; c\\d", "zwei\nZeilen", "«Гражданство» 🏠 " * 20, "العربية، مكتب " * 12, "x" * 300]
)
def test_any_text_comes_back_as_it_was(text):
    found = only_event(Event("a", date(2027, 1, 1), text, description=text, location=text))
    assert [str(found[name]) for name in ("SUMMARY", "DESCRIPTION", "LOCATION")] == [text] * 3


def test_no_text_can_begin_a_property_of_its_own():
    found = only_event(
        Event("a", date(2027, 1, 1), "A\r\nATTENDEE:mailto:x@example.org\x00", url="https://x/\r\nBEGIN:X")
    )
    assert str(found["SUMMARY"]) == "A\nATTENDEE:mailto:x@example.org"
    assert str(found["URL"]) == "https://x/BEGIN:X"


@pytest.mark.parametrize("sign", ["x", "Ü", "م", "🏠"])
def test_lines_end_in_crlf_have_at_most_75_octets_and_tear_no_sign(sign):
    content = calendar_file([Event("a", date(2027, 1, 1), sign * 200)], name="n", made_at=MADE_AT)
    lines = content.split(b"\r\n")
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert [line for line in lines if len(line) > 75 or b"\n" in line] == []
    assert "".join(line.decode() for line in lines).count(sign) == 200


def test_a_line_of_75_octets_is_not_folded_and_the_next_sign_is():
    assert folded("x" * 75) == b"x" * 75 + b"\r\n"
    assert folded("x" * 75 + "é") == b"x" * 75 + "\r\n é\r\n".encode()
    assert escaped("a;b,c\\") == "a\\;b\\,c\\\\"
