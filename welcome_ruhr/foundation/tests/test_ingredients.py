from datetime import UTC, date, datetime, timedelta

from welcome_ruhr.foundation.ingredients import changes_at, changes_on, made_like, made_of, noting

MOMENT = datetime(2027, 1, 1, tzinfo=UTC)


def test_what_is_said_within_the_block_is_noted():
    with noting() as made:
        made_of("a", "b")
        made_of("a")
        changes_at(MOMENT)
    made_of("c")
    assert (made.names, made.until) == ({"a", "b"}, MOMENT)


def test_the_first_moment_counts():
    with noting() as made:
        changes_at(MOMENT)
        changes_at(MOMENT - timedelta(days=1))
        changes_at(MOMENT + timedelta(days=1))
        changes_at(None)
    assert made.until == MOMENT - timedelta(days=1)


def test_a_day_begins_in_the_time_zone_of_the_office():
    with noting() as made:
        changes_on(date(2027, 7, 1))
    assert made.until == datetime(2027, 6, 30, 22, tzinfo=UTC)


def test_whole_is_made_of_what_its_parts_are_made_of():
    with noting() as whole:
        with noting() as part:
            made_of("a")
            changes_at(MOMENT)
        with noting(alone=True):
            made_of("b")
    assert (whole.names, whole.until) == ({"a"}, MOMENT)
    with noting() as other:
        made_like(part)
    assert (other.names, other.until) == ({"a"}, MOMENT)
