import threading
from datetime import UTC, date, datetime, timedelta

import pytest

from welcome_ruhr.foundation import clock

NEW_YEAR_IN_BERLIN = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)


def test_clock_tells_the_real_time_with_a_zone():
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_fixed_clock_stands_still_inside_its_block_only():
    with clock.fixed(NEW_YEAR_IN_BERLIN):
        assert clock.now() == NEW_YEAR_IN_BERLIN
    assert clock.now() != NEW_YEAR_IN_BERLIN


def test_today_is_the_date_at_the_office_and_not_in_greenwich():
    with clock.fixed(NEW_YEAR_IN_BERLIN):
        assert clock.today() == date(2027, 1, 1)


def test_fixed_clock_does_not_reach_another_thread():
    seen = []
    with clock.fixed(NEW_YEAR_IN_BERLIN):
        thread = threading.Thread(target=lambda: seen.append(clock.now()))
        thread.start()
        thread.join()
    assert seen != [NEW_YEAR_IN_BERLIN]


def test_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="needs a time zone"), clock.fixed(datetime(2026, 1, 1)):
        pass
