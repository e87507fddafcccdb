"""What an editor waits for when he publishes, and how it grows with the site."""

import json
from collections.abc import Mapping
from statistics import median

from .figures import growth_exponent, percentile
from .goals import Row
from .portals import portal
from .scale import Scale

Times = dict[str, list[float]]


def measure(scale: Scale) -> list[Row]:
    times: dict[int, Times] = {}
    for pages in scale.sizes:
        with portal(pages) as seeded:
            times[pages] = json.loads(seeded.run("publishing", scale.publishes))
    return [*(_row(pages, found, pages == scale.large) for pages, found in times.items()), _growth(times)]


def _row(pages: int, found: Times, is_largest: bool) -> Row:
    wall = found["wall_ms"]
    cpu = " and ".join(f"{percentile(found['cpu_ms'], share):.0f}" for share in (0.5, 0.99))
    note = f"p50 {percentile(wall, 0.5):.0f} ms; of CPU p50 and p99 {cpu} ms; {len(wall)} times"
    goal = "publish_p99" if is_largest else ""
    return Row(f"publish at {pages:,} pages: p99", percentile(wall, 0.99), "ms", goal, note)


def _growth(times: Mapping[int, Times]) -> Row:
    # The CPU's own time: what other programs do meanwhile says nothing of how publishing grows.
    exponent = growth_exponent({pages: median(found["cpu_ms"]) for pages, found in times.items()})
    name = f"publish: growth exponent from {min(times):,} to {max(times):,} pages"
    return Row(name, exponent, "", "publish_exponent", "of the CPU time p50; 0 is constant, 1 grows with the site")
