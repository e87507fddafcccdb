"""Files that are there wholly or not at all, also when the machine loses power in the middle."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

DRAFT = ".draft"
"""how the names of unfinished files end; what a killed process left of them may be deleted"""


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` into the file in one step; a new file is for its owner only, an old one keeps owner and rights."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}{DRAFT}")
    try:
        _write(draft, data, like=path)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    _keep_names(path.parent)


def _write(draft: Path, data: bytes, *, like: Path) -> None:
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        if like.exists():
            # Whoever changes a key as root must not take the file away from the portal.
            before = like.stat()
            os.fchown(handle, before.st_uid, before.st_gid)
            os.fchmod(handle, before.st_mode & 0o777)
        file.write(data)
        file.flush()
        os.fsync(handle)


def _keep_names(folder: Path) -> None:
    """Have the disk remember which names the folder holds."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
