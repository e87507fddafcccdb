"""How long it takes to make the search's index anew, and to bring one page in it up to date: `indexing <times>`."""

from __future__ import annotations

import json
import sys
import time

import django

WARM_UP = 3


def main(times: int) -> None:
    django.setup()
    from welcome_ruhr.config.asgi import leave_out_of_collection
    from welcome_ruhr.search.actions import rebuild

    began = time.perf_counter()
    documents = rebuild()
    seconds = time.perf_counter() - began
    numbers = spread(WARM_UP + times)
    for number in numbers[:WARM_UP]:
        refresh_ms(number)
    leave_out_of_collection()
    refreshed = [refresh_ms(number) for number in numbers[WARM_UP:]]
    print(json.dumps({"documents": documents, "rebuild_s": seconds, "refresh_ms": refreshed}))


def spread(count: int) -> list[int]:
    """Return the numbers of so many pages, from everywhere in the index."""
    from welcome_ruhr.search.models import IndexedDocument

    found = IndexedDocument.objects.filter(source="page").order_by("pk").values_list("number", flat=True)
    numbers = list(dict.fromkeys(found))
    return numbers[:: max(len(numbers) // count, 1)][:count]


def refresh_ms(number: int) -> float:
    from welcome_ruhr.foundation.per_request import remembering
    from welcome_ruhr.search.actions import refresh, trial

    with remembering(), trial():
        began = time.perf_counter()
        refresh(source="page", numbers=[number])
        return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main(int(sys.argv[1]))
