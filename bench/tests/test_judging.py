from bench.judging import Published, Seen, stale, waits_ms

FIRST, SECOND = Published(1, 1_000_000, 2_000_000), Published(2, 11_000_000, 12_000_000)


def test_answer_older_than_what_was_published_before_it_was_asked_is_stale():
    late = Seen(1, 12_000_001, 13_000_000)
    assert stale([late], [FIRST, SECOND]) == [late]


def test_answer_asked_for_before_publishing_returned_may_be_older():
    assert stale([Seen(1, 11_500_000, 13_000_000)], [FIRST, SECOND]) == []


def test_newer_answer_is_never_stale():
    assert stale([Seen(2, 3_000_000, 4_000_000)], [FIRST, SECOND]) == []


def test_answer_without_any_edition_is_stale_once_one_was_published():
    assert len(stale([Seen(0, 3_000_000, 4_000_000)], [FIRST])) == 1


def test_wait_runs_from_the_commit_to_the_first_answer_that_shows_the_edition():
    seen = [Seen(1, 4_000_000, 5_000_000), Seen(1, 1_500_000, 3_000_000), Seen(2, 14_000_000, 16_000_000)]
    assert waits_ms(seen, [FIRST, SECOND]) == [2.0, 5.0]


def test_edition_that_was_overtaken_waited_for_the_one_after_it():
    assert waits_ms([Seen(2, 12_000_000, 13_000_000)], [FIRST, SECOND]) == [12.0, 2.0]


def test_edition_that_nobody_has_seen_yet_has_no_wait():
    assert waits_ms([Seen(1, 3_000_000, 4_000_000)], [FIRST, SECOND]) == [3.0]
