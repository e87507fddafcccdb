"""A stored answer: what was rendered, compressed, with all that is needed to tell whether it still holds."""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b

import brotli

from .counters import Needs

MAGIC = b"welcome.RUHR stored page 2\n"
DIGEST_BYTES = 16
LENGTH_BYTES = 4
# The first reader does not wait for more: 5 takes 0.3 ms. 11 takes 14 and saves 8 to 13 %: `pressing` does it later.
BROTLI_QUALITY = 5
BEST_BROTLI_QUALITY = 11
GZIP_LEVEL = 6

OF_NOT_MODIFIED = {"Cache-Control", "Vary"}
"""Headers that "not modified" repeats (RFC 9110, 15.4.5); the tag covers the others, so they are the same."""

Headers = tuple[tuple[str, str], ...]


class Corrupt(Exception):
    """The bytes are not what was stored."""


@dataclass(slots=True)
class Stored:
    """`headers` as Django made them, without those that depend on how it is sent; `until` in seconds since 1970."""

    headers: Headers
    tag: str
    br: bytes
    gzip: bytes
    needs: Needs
    birth: int
    """birth of the counters to which `needs` belongs"""
    until: float = math.inf
    epoch: int = -1
    """the counters' epoch at which `needs` were last found unchanged"""
    is_pressed: bool = False
    """whether there is no way to make it smaller"""
    look_again_at: float = 0.0
    """when to look whether another process has made it smaller (time.monotonic)"""
    wire: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)
    """what a server keeps beside it: encoding → ready head and body"""

    def body(self, encoding: str) -> bytes:
        """Return the body in "br", "gzip" or "" (as it is)."""
        if encoding == "br":
            return self.br
        return self.gzip if encoding == "gzip" else gzip.decompress(self.gzip)

    def sent_headers(self, encoding: str, length: int | None) -> list[tuple[str, str]]:
        """Return all headers of an answer in this encoding; without a length, those of "not modified"."""
        if length is None:
            return [*((name, value) for name, value in self.headers if name in OF_NOT_MODIFIED), ("ETag", self.tag)]
        encoded = [("Content-Encoding", encoding)] if encoding else []
        return [*self.headers, *encoded, ("ETag", self.tag), ("Content-Length", str(length))]

    @property
    def size(self) -> int:
        return len(self.br) + len(self.gzip) + 2_000


def stored(
    content: bytes, headers: Iterable[tuple[str, str]], *, needs: Needs, birth: int, until: datetime | None = None
) -> Stored:
    """Compress `content` and give it its tag."""
    kept = tuple((name, value) for name, value in headers)
    said = "\n".join(f"{name}: {value}" for name, value in kept).encode()
    # A weak tag: the same page, however it is compressed. Its headers count, since a browser keeps them as well.
    tag = f'W/"{blake2b(content + said, digest_size=10).hexdigest()}"'
    return Stored(
        headers=kept,
        tag=tag,
        br=_brotli(content, BROTLI_QUALITY),
        gzip=gzip.compress(content, GZIP_LEVEL, mtime=0),
        needs=needs,
        birth=birth,
        until=until.timestamp() if until else math.inf,
    )


def pressed(page: Stored) -> Stored:
    """Return the same page in as few bytes as there is a way to; takes its time."""
    content = page.body("")
    return replace(page, br=min(page.br, _brotli(content, BEST_BROTLI_QUALITY), key=len), is_pressed=True, wire={})


def _brotli(content: bytes, quality: int) -> bytes:
    # A window just as large as the page: a larger one takes 40 MB of memory and finds nothing more.
    window = min(22, max(10, len(content).bit_length()))
    return bytes(brotli.compress(content, mode=brotli.MODE_TEXT, quality=quality, lgwin=window))


def as_bytes(page: Stored, address: str, release: str) -> bytes:
    """Return the file of a stored page: a digest of all that follows, the length of a description, that, the bodies."""
    said = {
        "address": address,
        "release": release,
        "headers": page.headers,
        "tag": page.tag,
        "needs": page.needs,
        "birth": page.birth,
        "until": None if page.until == math.inf else page.until,
        "br": len(page.br),
        "pressed": page.is_pressed,
    }
    description = json.dumps(said).encode()
    rest = len(description).to_bytes(LENGTH_BYTES, "big") + description + page.br + page.gzip
    return MAGIC + blake2b(rest, digest_size=DIGEST_BYTES).digest() + rest


def from_bytes(content: bytes, address: str, release: str) -> Stored | None:
    """Return the page of a file; None when it belongs to another release or address. Raises Corrupt."""
    start = len(MAGIC) + DIGEST_BYTES
    rest = memoryview(content)[start:]
    if not content.startswith(MAGIC) or blake2b(rest, digest_size=DIGEST_BYTES).digest() != content[len(MAGIC) : start]:
        raise Corrupt
    end = LENGTH_BYTES + int.from_bytes(rest[:LENGTH_BYTES], "big")
    said = json.loads(bytes(rest[LENGTH_BYTES:end]))
    if (said["address"], said["release"]) != (address, release):
        return None
    bodies = end + said["br"]
    return Stored(
        headers=tuple((name, value) for name, value in said["headers"]),
        tag=said["tag"],
        br=bytes(rest[end:bodies]),
        gzip=bytes(rest[bodies:]),
        needs=tuple((place, value) for place, value in said["needs"]),
        birth=said["birth"],
        until=math.inf if said["until"] is None else said["until"],
        is_pressed=said["pressed"],
    )


@lru_cache(maxsize=512)
def encoding_for(accepted: str) -> str:
    """Choose "br", "gzip" or "" by an Accept-Encoding header (RFC 9110, 12.5.3); the best we have at equal weight."""
    weights = dict(_weighed(part) for part in accepted.lower().split(",") if part.strip())
    anything = weights.get("*", 0.0)
    offered = [(weights.get(name, anything), name) for name in ("br", "gzip")]
    best, name = max(offered, key=lambda pair: pair[0])
    return name if best > 0 and best >= weights.get("identity", 0.0) else ""


def _weighed(part: str) -> tuple[str, float]:
    name, _, parameter = part.partition(";")
    key, _, value = parameter.strip().partition("=")
    try:
        return name.strip(), float(value) if key.strip() == "q" else 1.0
    except ValueError:
        return name.strip(), 0.0


def is_known(tag: str, if_none_match: str) -> bool:
    """Whether a reader who sends this If-None-Match header has the page already (weak comparison)."""
    if not if_none_match:
        return False
    bare = tag.removeprefix("W/")
    return if_none_match.strip() == "*" or any(
        one.strip().removeprefix("W/") == bare for one in if_none_match.split(",")
    )
