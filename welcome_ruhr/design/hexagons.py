"""Geometry of the tile map: pointy-top hexagons on axial coordinates."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

SIZE = 40.0  # centre to corner, in units of the drawing
GAP = 2.2  # taken off each corner so that neighbouring tiles stay apart
LINE = 12.0  # distance between two lines of a tile's name
LONG = 9  # letters that fit on one line of a tile


@dataclass(frozen=True)
class Tile:
    """One municipality, ready to be drawn: its outline and its name in one to three lines."""

    name: str
    href: str
    group: str
    strong: bool
    current: bool
    points: str
    lines: tuple[tuple[str, str, str], ...]


def centre(q: float, r: float, size: float = SIZE) -> tuple[float, float]:
    """Middle of a tile: x grows to the east, y to the south. Units of the drawing."""
    return math.sqrt(3) * size * (q + r / 2), 1.5 * size * r


def outline(x: float, y: float, size: float = SIZE) -> str:
    """The six corners as the `points` of an SVG polygon, from the top one clockwise."""
    corners = (math.radians(60 * corner - 90) for corner in range(6))
    return " ".join(f"{x + size * math.cos(a):.1f},{y + size * math.sin(a):.1f}" for a in corners)


def split_name(name: str) -> list[str]:
    """A municipality's name in lines short enough for a tile: "Castrop-", "Rauxel"."""
    name = re.sub(r"\s*\(.*?\)", "", name)
    lines = [part for part in re.split(r"(?<=[-/])|\s+", name) if part]
    broken = [piece for line in lines for piece in (_break_word(line) if len(line.rstrip("-/")) > LONG else [line])]
    return _join_short(broken)


def _break_word(word: str) -> list[str]:
    """Breaks before the part most place names of the region end with; other words stay whole."""
    found = re.search(r"(?<=.{3})(kirchen|hausen|berg|beck|hövel|feld|wickede|tal|schwick|keln)[-/]?$", word)
    if not found:
        return [word]
    return [f"{word[: found.start()]}-", found[0]]


def _join_short(lines: list[str]) -> list[str]:
    joined: list[str] = []
    for line in lines:
        if joined and not joined[-1].endswith("-") and len(joined[-1]) + len(line) < LONG - 1:
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
    return joined


def draw(tiles: Iterable[Mapping[str, Any]]) -> tuple[str, list[Tile]]:
    """The map's viewBox and its tiles, west to east in rows from the north.

    Each tile needs name, href, q and r; strong (dark, for an independent city), current, group
    ("planning", "arriving", "living") and label (instead of the name, lines parted by "|") are optional.
    """
    ordered = sorted(tiles, key=lambda tile: (tile["r"], tile["q"]))
    drawn = [_tile(tile) for tile in ordered]
    if not drawn:
        return "0 0 1 1", []
    centres = [centre(tile["q"], tile["r"]) for tile in ordered]
    half = math.sqrt(3) * SIZE / 2
    left, top = min(x for x, _ in centres) - half, min(y for _, y in centres) - SIZE
    width = max(x for x, _ in centres) + half - left
    height = max(y for _, y in centres) + SIZE - top
    return f"{left:.1f} {top:.1f} {width:.1f} {height:.1f}", drawn


def _tile(tile: Mapping[str, Any]) -> Tile:
    x, y = centre(tile["q"], tile["r"])
    label = tile.get("label")
    lines = str(label).split("|") if label else split_name(str(tile["name"]))
    first = y + LINE * 0.33 - LINE * (len(lines) - 1) / 2
    placed = tuple((line, f"{x:.1f}", f"{first + LINE * at:.1f}") for at, line in enumerate(lines))
    return Tile(
        name=str(tile["name"]),
        href=str(tile["href"]),
        group=str(tile.get("group") or ""),
        strong=bool(tile.get("strong")),
        current=bool(tile.get("current")),
        points=outline(x, y, SIZE - GAP),
        lines=placed,
    )
