"""Which files a zip archive holds, read from its directory alone: nothing is unpacked, so no bomb can go off."""

from __future__ import annotations

import struct
from io import SEEK_END
from typing import IO

LARGEST_DIRECTORY = 256 * 1024
"""Bytes; that of a document with a hundred pictures has 10 kB."""
_LAST = struct.Struct("<4s6xH2L2x")
"""End of central directory record (PKWARE's APPNOTE 4.3.16): how many, how many bytes, from where"""
_ENTRY = struct.Struct("<4s24x3H12x")
"""Central directory file header (4.3.12), of which only the lengths of what follows are read"""


class NoPlainZip(Exception):
    """No zip archive that begins and ends as one, without anything before, behind or between its directory."""


def names_in(file: IO[bytes]) -> list[str]:
    """Return the names in the order of the directory; raise NoPlainZip.

    An archive with a comment, or with more than 65,534 files, is not plain: office programs write none, and what
    hides behind an archive poses as one of these.
    """
    directory, count = _directory(file)
    names, at = [], 0
    for _number in range(count):
        name, at = _entry(directory, at)
        names.append(name)
    if at != len(directory):
        raise NoPlainZip
    return names


def _directory(file: IO[bytes]) -> tuple[bytes, int]:
    """Return the bytes of the directory and how many entries it has."""
    end = file.seek(0, SEEK_END) - _LAST.size
    if end < 0:
        raise NoPlainZip
    file.seek(end)
    sign, count, size, begin = _LAST.unpack(file.read(_LAST.size))
    if sign != b"PK\5\6" or begin + size != end or size > LARGEST_DIRECTORY:
        raise NoPlainZip
    file.seek(begin)
    return file.read(size), count


def _entry(directory: bytes, at: int) -> tuple[str, int]:
    """Return the name of the entry that begins there, and where the next one begins."""
    begin = at + _ENTRY.size
    if begin > len(directory):
        raise NoPlainZip
    sign, name_size, extra_size, comment_size = _ENTRY.unpack_from(directory, at)
    if sign != b"PK\1\2":
        raise NoPlainZip
    name = directory[begin : begin + name_size].decode("utf-8", "replace")
    return name, begin + name_size + extra_size + comment_size
