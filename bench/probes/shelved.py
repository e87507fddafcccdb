"""How long the search takes with the documents of another portal: `shelved <questions> <documents>`."""

import json
import sys
from pathlib import Path

import django


def main(count: int, documents: Path) -> None:
    django.setup()
    from bench.questions import questions
    from welcome_ruhr.search.queries import find

    from .shelving import shelve
    from .timing import LANGUAGES, Times, warm_up

    shelve(documents)
    warm_up([find])
    times = Times()
    for one in questions(count, LANGUAGES):
        times.take(find, *one.typed)
    print(json.dumps({"find": vars(times)}))


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
