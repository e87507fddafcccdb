"""The files inside a backup: a tar stream, written and read without ever holding a whole file in memory."""

from __future__ import annotations

import hashlib
import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from .envelope import Reader, Writer
from .errors import Damaged, Refused


@dataclass(frozen=True)
class Kept:
    """What a file was when it was read."""

    bytes: int
    sha256: str


class _Hashed:
    """A file that notes what is read from it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self._bytes = 0

    def read(self, size: int) -> bytes:
        data = self._file.read(size)
        self._digest.update(data)
        self._bytes += len(data)
        return data

    def kept(self) -> Kept:
        return Kept(self._bytes, self._digest.hexdigest())


@contextmanager
def packing(stream: Writer) -> Iterator[tarfile.TarFile]:
    with tarfile.open(mode="w|", fileobj=stream) as tar:  # type: ignore[call-overload]  # only write is asked
        yield tar


def pack(tar: tarfile.TarFile, name: str, path: Path) -> Kept | None:
    """Add the file under `name`; return what was read, None when it has been deleted since it was listed."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return None
    with file:
        source = _Hashed(file)
        try:
            tar.addfile(_member(name, os.fstat(file.fileno())), source)  # type: ignore[arg-type]  # only read is asked
        except OSError as error:
            raise Refused(f"{path} could not be read to its end, was it just changed? Try again.") from error
        _forget_members(tar)
        return source.kept()


def unpack(stream: Reader, folder: Path) -> None:
    """Put all files into `folder`, which is empty; raise Damaged, or Refused for a name that leads out of it."""
    try:
        with tarfile.open(mode="r|", fileobj=stream) as tar:  # type: ignore[call-overload]  # only read is asked
            while (member := tar.next()) is not None:
                _put(tar, member, folder / _safe_name(member))
                _forget_members(tar)
    except tarfile.TarError as error:
        raise Damaged("This is no backup: what is in it cannot be read.") from error


def kept_in(folder: Path) -> dict[str, Kept]:
    """Return name → what it is, of every file below `folder`, read anew from the disk."""
    return {path.relative_to(folder).as_posix(): _kept(path) for path in folder.rglob("*") if not path.is_dir()}


def _kept(path: Path) -> Kept:
    with path.open("rb") as file:
        return Kept(path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def _member(name: str, found: os.stat_result) -> tarfile.TarInfo:
    # By hand: tarfile's own way would keep owners, and links for files that share their content.
    member = tarfile.TarInfo(name)
    member.size, member.mtime, member.mode = found.st_size, int(found.st_mtime), found.st_mode & 0o644
    return member


def _safe_name(member: tarfile.TarInfo) -> PurePosixPath:
    name = PurePosixPath(member.name)
    if not member.isreg() or name.is_absolute() or not name.parts or ".." in name.parts:
        raise Refused(
            f"The backup holds “{member.name}”, which is no plain file inside a folder. Nothing was restored."
        )
    return name


def _put(tar: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> None:
    source = tar.extractfile(member)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as file:
        if source:
            shutil.copyfileobj(source, file)
    target.chmod(member.mode & 0o644)
    os.utime(target, (member.mtime, member.mtime))


def _forget_members(tar: tarfile.TarFile) -> None:
    # Nobody goes back in a stream; the heads of a hundred thousand files would stay in memory.
    tar.members.clear()  # type: ignore[attr-defined]  # documented, but not in the type stubs
