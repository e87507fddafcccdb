"""How long the search takes on this site, and tantivy with the same documents: `searching <questions> <documents>`."""

import json
import sys
from pathlib import Path

import django


def main(count: int, documents: Path) -> None:
    django.setup()
    from bench.documents import read
    from bench.questions import questions
    from bench.yardstick import Yardstick
    from welcome_ruhr.search.queries import find, suggest

    from .timing import LANGUAGES, Times, warm_up

    asked, names = questions(count, LANGUAGES), Yardstick(read(documents), LANGUAGES).names
    warm_up([find, suggest, names])
    ours, theirs, suggested = Times(), Times(), Times()
    answered = 0
    for one in asked:
        # By turns, so that what else the machine has to do falls on both.
        answered += bool(ours.take(find, *one.typed).results)
        theirs.take(names, *one.typed)
    for one in asked:
        suggested.take(suggest, *one.half_typed)
    times = {"find": vars(ours), "theirs": vars(theirs), "suggest": vars(suggested)}
    print(json.dumps({**times, "answered": answered}))


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
