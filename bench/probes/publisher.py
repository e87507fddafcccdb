"""Publish edition after edition until asked to stop: `publisher <article> <most> <pause in seconds>`.

For each edition a line with its number and two moments of the machine's monotonic clock, in nanoseconds: when the
database had committed it, and when publishing returned. A line on the standard input ends it.
"""

import select
import sys
import time

import django


def main(article: str, most: int, pause: float) -> None:
    django.setup()
    from django.db import transaction

    from .editing import publish_edition

    for number in range(1, most + 1):
        committed: list[int] = []
        with transaction.atomic():
            # The first to be called after the commit, before the portal's own receivers raise their counters.
            transaction.on_commit(lambda: committed.append(time.monotonic_ns()))  # noqa: B023 — called in this round
            publish_edition(number, article)
        print(number, committed[0], time.monotonic_ns(), flush=True)
        if select.select([sys.stdin], [], [], pause)[0]:
            break


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))
