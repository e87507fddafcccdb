"""Where a backup comes to lie, where it is worked on, where it is restored: whole or not at all."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from .errors import Refused


@contextmanager
def drafted(path: Path, *, overwrite: bool) -> Iterator[Path]:
    """Give a place beside `path` which becomes `path` when the block ends well, and is gone when it does not."""
    _check_free(path, overwrite=overwrite)
    draft = path.with_name(f"{path.name}.part")
    draft.unlink(missing_ok=True)  # of one that was killed
    try:
        yield draft
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _check_free(path: Path, *, overwrite: bool) -> None:
    if path.is_dir():
        raise Refused(f"{path} is a folder: name a file in it.")
    if path.exists() and not overwrite:
        raise Refused(f"{path} is there already. Choose another name, or add --overwrite.")
    for taken in settings.BACKED_UP.values():
        if taken.resolve() in path.resolve().parents:
            raise Refused(f"{path} lies in {taken}, which is itself backed up. Choose another place.")


@contextmanager
def workspace() -> Iterator[Path]:
    """Give an empty folder in the data folder, which nobody else may read, to one backup at a time."""
    folder: Path = settings.DATA_DIR / ".backup"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone_in(folder):
        for left in folder.iterdir():  # of one that was killed
            shutil.rmtree(left)
        with TemporaryDirectory(dir=folder) as name:
            yield Path(name)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        _lock(handle)
        yield
    finally:
        os.close(handle)


def _lock(handle: int) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise Refused("Another backup or trial is running. Wait until it is done.") from error


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """Give a place inside the empty `folder`; what lies there when the block ends well moves up into `folder`.

    When it does not end well, nothing stays. Inside, because `folder` may be a file system of its own.
    """
    made = not folder.exists()
    if not made:
        _check_empty(folder)
    stage = folder / ".restoring"
    stage.mkdir(mode=0o700, parents=True)
    try:
        yield stage
        for child in sorted(stage.iterdir()):
            child.rename(folder / child.name)
    finally:
        shutil.rmtree(stage)
        if made and not any(folder.iterdir()):
            folder.rmdir()


def _check_empty(folder: Path) -> None:
    if not folder.is_dir():
        raise Refused(f"{folder} is no folder.")
    found = next(folder.iterdir(), None)
    if found:
        raise Refused(f"{folder} is not empty ({found.name} lies there). Choose a folder that does not exist yet.")
