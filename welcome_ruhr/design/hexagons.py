"""The tile map: pointy-top hexagons on axial coordinates, laid out in rows of half tiles."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

LONG = 9  # letters that fit on one line of a tile
WIDE = 21  # half tiles from west to east; components/hex_map.css says the same
# Hyphens that are seen only where a line ends, before the endings most place names of the region have.
ENDING = re.compile(r"(?<=\w{3})(kirchen|hausen|berg|beck|hövel|feld|wickede|tal|schwick|keln)$")
SOFT_HYPHEN = "\u00ad"


def column(tile: Mapping[str, Any]) -> int:
    """How many half tiles a tile begins east of the place q = r = 0."""
    return int(2 * tile["q"] + tile["r"])


def label(name: str) -> str:
    """A municipality's name as it stands on its tile, with the places where a line may end."""
    name = re.sub(r"\s*\(.*?\)", "", name)
    return re.sub(rf"\w{{{LONG + 1},}}", lambda word: ENDING.sub(rf"{SOFT_HYPHEN}\1", word[0]), name)


def rows(tiles: Iterable[Mapping[str, Any]]) -> list[list[tuple[int, Mapping[str, Any]]]]:
    """The tiles from north to south and west to east, each with the number of half tiles left free before it."""
    ordered = sorted(tiles, key=lambda tile: (tile["r"], tile["q"]))
    if not ordered:
        return []
    west = min(column(tile) for tile in ordered)
    north, south = ordered[0]["r"], ordered[-1]["r"]
    return [_row([tile for tile in ordered if tile["r"] == r], west) for r in range(north, south + 1)]


def _row(tiles: Sequence[Mapping[str, Any]], west: int) -> list[tuple[int, Mapping[str, Any]]]:
    ends = [west, *(column(tile) + 2 for tile in tiles)]
    return [(column(tile) - end, tile) for end, tile in zip(ends, tiles, strict=False)]


def draw(tiles: Iterable[Mapping[str, Any]], areas: Sequence[str] = ()) -> SafeString:
    """The municipalities as links, which the stylesheet lays out as a map.

    Each tile needs name, href, q and r; strong (dark, for an independent city) and current are optional. `areas`: names
    of districts, of which each gets a colour for the tiles whose `district` it is.
    Written here and not in a template: no sign too many for 53 tiles.
    """
    numbers = {name: number for number, name in enumerate(areas, 1)}
    drawn = ((format_html_join("", "{}{}", (_placed(one, numbers) for one in row)),) for row in rows(tiles))
    return format_html(
        '<div class="hex-map" lang="de" dir="ltr">{}</div>', format_html_join("", "<div>{}</div>\n", drawn)
    )


def _placed(place: tuple[int, Mapping[str, Any]], areas: Mapping[str, int]) -> tuple[SafeString, SafeString]:
    free, tile = place
    return SafeString("<i></i>" * free), _link(tile, areas.get(tile.get("district", ""), 0))


def _link(tile: Mapping[str, Any], area: int) -> SafeString:
    look = "strong" if tile.get("strong") else f"area-{area}" if area else ""
    marks = f' class="{look}"' * bool(look) + ' aria-current="page"' * bool(tile.get("current"))
    return format_html('<a{} href="{}">{}</a>', SafeString(marks), tile["href"], label(str(tile["name"])))
