"""A page that is not stored: against stock Wagtail's view of it, and how it grows with the site."""

import json
from statistics import median
from typing import Any

from .goals import Row
from .plan import PAGE
from .portals import Portal, portal
from .scale import Scale


def measure(scale: Scale) -> list[Row]:
    return [*_against_stock(scale), *_growth(scale)]


def _against_stock(scale: Scale) -> list[Row]:
    with portal(scale.middle) as seeded:
        rounds = [(_render(seeded, scale), _render(seeded, scale, stock=True)) for _ in range(scale.rounds)]
    ours, stock = ([pair[side] for pair in rounds] for side in (0, 1))
    ratio = median(theirs["cpu_ms"] / own["cpu_ms"] for own, theirs in rounds)
    cpu = [median(one["cpu_ms"] for one in side) for side in (ours, stock)]
    note = f"{cpu[1]:.1f} ms / {cpu[0]:.1f} ms, article on a site of {scale.middle:,} pages"
    return [
        Row("page not stored: CPU, stock Wagtail / ours", ratio, "", "render_ratio", note),
        Row("page not stored: queries", ours[0]["queries"], "", "render_queries", f"stock {stock[0]['queries']}"),
    ]


def _growth(scale: Scale) -> list[Row]:
    """The same article on the smallest and the largest site, by turns, so that foreign load falls on both."""
    with portal(scale.small) as small, portal(scale.large) as large:
        rounds = [(_render(small, scale), _render(large, scale)) for _ in range(scale.rounds)]
    ratio = median(theirs["cpu_ms"] / own["cpu_ms"] for own, theirs in rounds)
    cpu = [median(pair[side]["cpu_ms"] for pair in rounds) for side in (0, 1)]
    name = f"leaf page at {scale.large:,} pages / at {scale.small}: CPU, not stored"
    return [Row(name, ratio, "", "leaf_growth", f"{cpu[1]:.1f} ms / {cpu[0]:.1f} ms")]


def _render(seeded: Portal, scale: Scale, *, stock: bool = False) -> dict[str, Any]:
    settings = {"DJANGO_SETTINGS_MODULE": "bench.settings"} if stock else {}
    said: dict[str, Any] = json.loads(seeded.run("rendering", PAGE, scale.renders, **settings))
    return said
