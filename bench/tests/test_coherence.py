"""No reader of any server process sees an old page once publishing has returned: the quick part of `make bench`.

A real server with two processes, a real editor in a process of his own, readers over connections that stay open; on
the portal's own content. It holds with the finished delivery room, and fails when a page is stored with counters that
were read after it was rendered.
"""

from bench.coherence import PROCESSES, observe
from bench.judging import stale, waits_ms
from bench.portals import Portal

ANSWERS = 1_000
PATH, ARTICLE = "/de/aufenthalt/blaue-karte-eu/", "eu-blue-card"


def test_nobody_is_answered_what_was_true_before_the_last_publishing(prepared, tmp_path):
    with prepared.copied(tmp_path) as variables:
        run = observe(Portal(tmp_path / "data", 0, variables), ANSWERS, PATH, ARTICLE)
    assert len(run.seen) == ANSWERS
    assert run.workers == PROCESSES
    assert len(run.published) >= 5
    assert stale(run.seen, run.published) == []
    assert waits_ms(run.seen, run.published)
