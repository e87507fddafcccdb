"""Write down everything that can be found: `documents <file>`."""

import json
import sys
from pathlib import Path

import django


def main(path: Path) -> None:
    django.setup()
    from bench.documents import write
    from welcome_ruhr.search.documents import sources

    written = write(path, (document for source in sources().values() for document in source.read(None)))
    print(json.dumps({"documents": written}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
