"""Which of the 53 somebody means: by name in any language, a part of the town, a former town, or a postcode.

find_places("Mulheim")[0].town.name    → "Mülheim an der Ruhr"
find_places("Wanne-Eickel")[0].town    → Herne
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from welcome_ruhr.delivery.memory import Kept
from welcome_ruhr.directory.enums import PlaceKind
from welcome_ruhr.directory.models import Municipality, PlaceName
from welcome_ruhr.foundation.ingredients import made_of
from welcome_ruhr.search.words.folding import folded, without_marks

from .offices import directory

MOST_PLACES = 12
LONGEST = 80
"""characters of what is typed that are read"""
ALIKE = 78
"""From this score on (0 to 100) a name may be what was meant."""
SHORTEST_ALIKE = 4
POSTCODE = re.compile(r"\b\d{5}\b")
NO_LETTER = re.compile(r"[^\w]+")
FURTHER = re.compile(r" \(| an der | am | bei ")
"""Where a name only says further where the place is."""
UMLAUTS = re.compile("(?<=[aou])e")
TOWN, FORMER, PART = 0, 1, 2
RANKS = {PlaceKind.SPELLING: TOWN, PlaceKind.FORMER_TOWN: FORMER, PlaceKind.DISTRICT: PART}


@dataclass(frozen=True)
class PlaceFound:
    """A municipality, and the name by which it was found."""

    town: Municipality
    name: str
    """"Wanne-Eickel"; the town's own name where that or another spelling of it was typed"""
    is_part: bool
    """whether the name is that of a part or a former town"""
    is_sure: bool
    """whether the name is exactly what was typed"""


@dataclass(frozen=True)
class _Name:
    key: str
    rank: int
    town: int
    name: str


@dataclass(frozen=True)
class _Names:
    sorted: list[_Name]
    keys: list[str]
    postcodes: dict[str, list[int]]
    """postcode → towns"""


def _read() -> _Names:
    made_of("directory")
    towns = directory().towns
    names = {_Name(key, TOWN, pk, town.name) for pk, town in towns.items() for key in _keys_of_town(town.name)}
    for place in PlaceName.objects.all():
        rank = RANKS[PlaceKind(place.kind)]
        town = towns[place.municipality_id]
        shown = town.name if rank == TOWN else place.name
        names |= {_Name(key, rank, town.pk, shown) for key in _keys_of_town(place.name)}
        if rank != TOWN:
            names |= {
                _Name(one + other, rank, town.pk, shown)
                for one, other in _both_ways(place_key(town.name.split()[0]), place_key(place.name))
            }
    ordered = sorted(names, key=lambda one: (one.key, one.rank, one.name))
    postcodes: dict[str, list[int]] = {}
    for pk, town in towns.items():
        for postcode in town.postcodes.split():
            postcodes.setdefault(postcode, []).append(pk)
    return _Names(ordered, [one.key for one in ordered], postcodes)


def _both_ways(one: str, other: str) -> Iterator[tuple[str, str]]:
    if one != other:
        yield from ((one, other), (other, one))


def _keys_of_town(name: str) -> Iterator[str]:
    """Yield how a name is looked up: whole, and without "(Ruhr)" or "an der Ruhr"."""
    yield place_key(name)
    if short := FURTHER.split(name)[0]:
        yield place_key(short)


_names = Kept(_read)


def place_key(text: str) -> str:
    """Return a name in bare letters: "Mülheim", "Muelheim" and "MULHEIM" are one."""
    bare = without_marks(folded(text, "ar" if re.search("[\u0600-\u06ff]", text) else "de"))
    return UMLAUTS.sub("", NO_LETTER.sub("", bare))


def postcode_in(text: str) -> str:
    """Return the postcode that stands in what was typed: "50667 Köln"."""
    found = POSTCODE.search(text[:LONGEST])
    return found[0] if found else ""


def find_places(text: str, most: int = MOST_PLACES) -> list[PlaceFound]:
    """Return the municipalities that may be meant, the likeliest first; those that only resemble it when none fits."""
    typed = text.strip()[:LONGEST]
    names, towns = _names(), directory().towns
    if postcode := postcode_in(typed):
        return [
            PlaceFound(towns[pk], towns[pk].name, is_part=False, is_sure=True)
            for pk in names.postcodes.get(postcode, [])
        ][:most]
    key = place_key(typed)
    if not key:
        return []
    exact, longer = _beginning_with(key, names)
    found = [*_ranked(exact), *_ranked(longer)] or _alike(key, names)
    return list(_once(found, key, towns))[:most]


def _beginning_with(key: str, names: _Names) -> tuple[list[_Name], list[_Name]]:
    exact: list[_Name] = []
    longer: list[_Name] = []
    for place in range(bisect_left(names.keys, key), len(names.keys)):
        one = names.sorted[place]
        if not one.key.startswith(key):
            break
        (exact if one.key == key else longer).append(one)
    return exact, longer


def _ranked(names: Iterable[_Name]) -> list[_Name]:
    towns = directory().towns
    return sorted(names, key=lambda one: (one.rank, one.name, towns[one.town].name))


def _alike(key: str, names: _Names) -> list[_Name]:
    if len(key) < SHORTEST_ALIKE:
        return []
    near = process.extract(key, names.keys, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=3 * MOST_PLACES)
    return [names.sorted[place] for _key, _score, place in near]


def _once(found: Iterable[_Name], key: str, towns: dict[int, Municipality]) -> Iterator[PlaceFound]:
    """Yield each town once for each name that leads to it; as itself only once."""
    seen: set[tuple[int, str]] = set()
    for one in found:
        if (one.town, one.name) not in seen and (one.town, "") not in seen:
            seen.add((one.town, "" if one.rank == TOWN else one.name))
            yield PlaceFound(towns[one.town], one.name, is_part=one.rank != TOWN, is_sure=one.key == key)
