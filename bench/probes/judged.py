"""What is found for the judged queries: `judged <documents>`, or `judged <documents> shelved` on another portal.

On the portal with the content, tantivy is asked as well.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import django


def main(documents: Path, *, is_shelved: bool) -> None:
    django.setup()
    if is_shelved:
        from .shelving import shelve

        shelve(documents)
        print(json.dumps(_ours()))
    else:
        print(json.dumps({**_ours(), "theirs": _theirs(documents)}))


def _ours() -> dict[str, Any]:
    from bench.judged_queries import judged_queries
    from welcome_ruhr.search.queries import find

    from .timing import Times, warm_up

    warm_up([find])
    times = Times()
    found = [times.take(find, one.query, one.language).results for one in judged_queries()]
    return {"ours": [[result.name for result in results] for results in found], "find": vars(times)}


def _theirs(documents: Path) -> list[list[str]]:
    from bench.documents import read
    from bench.judged_queries import judged_queries
    from bench.yardstick import Yardstick

    from .timing import LANGUAGES

    yardstick = Yardstick(read(documents), LANGUAGES)
    return [yardstick.names(one.query, one.language) for one in judged_queries()]


if __name__ == "__main__":
    main(Path(sys.argv[1]), is_shelved="shelved" in sys.argv[2:])
