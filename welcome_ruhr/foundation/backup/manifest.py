"""What a backup says about itself: its last member, against which everything is held after restoring."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from .archive import Kept
from .errors import Damaged, OtherVersion

NAME = "manifest.json"
FORMAT = 1


@dataclass(frozen=True)
class Manifest:
    made_at: str
    """ISO 8601, when the database was copied"""
    release: str
    database: str
    """its kind: "sqlite" or "postgresql" """
    database_file: str
    """name of its copy among the files"""
    rows: dict[str, int]
    """table → how many rows"""
    migrations: list[str]
    """such as "foundation.0001_initial", all that the database has seen"""
    files: dict[str, Kept]

    @property
    def row_count(self) -> int:
        return sum(self.rows.values())

    @property
    def byte_count(self) -> int:
        return sum(kept.bytes for kept in self.files.values())

    @property
    def summary(self) -> str:
        return (
            f"{self.row_count:,} rows in {len(self.rows)} tables, {len(self.files):,} files, {self.byte_count:,} bytes"
        )

    def write(self, path: Path) -> None:
        path.write_text(json.dumps({"format": FORMAT, **asdict(self)}, indent=1))


def take_from(folder: Path) -> Manifest:
    """Return the manifest that was unpacked into `folder` and delete it there; raise Damaged or OtherVersion."""
    path = folder / NAME
    if not path.exists():
        raise Damaged("This is no backup of a portal: it has no list of what is in it.")
    said = json.loads(path.read_text())
    path.unlink()
    if said.pop("format") != FORMAT:
        raise OtherVersion("The backup was written by another release, in a format that this one does not know.")
    files = {name: Kept(**kept) for name, kept in said.pop("files").items()}
    return Manifest(**said, files=files)
