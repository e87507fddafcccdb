"""What the search of a portal finds, written down to be put into another index: a line of JSON for each document."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from welcome_ruhr.search.documents import Document


def write(path: Path, documents: Iterable[Document]) -> int:
    """Write them into a file; return how many there are."""
    written = 0
    with path.open("w", encoding="utf-8") as file:
        for document in documents:
            file.write(f"{json.dumps(asdict(document), ensure_ascii=False)}\n")
            written += 1
    return written


def read(path: Path) -> Iterator[Document]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            fields = json.loads(line)
            yield Document(**{**fields, "facets": tuple(fields["facets"])})
