"""What a worker holds after a busy day on the largest site, and how long a start takes."""

import time
from statistics import median

from .asking import Reader, sitemap_addresses
from .goals import Row
from .portals import Portal, portal
from .scale import Scale

STARTS = 3


def measure(scale: Scale) -> list[Row]:
    with portal(scale.large) as seeded:
        return [_memory(seeded, scale), _cold_start(seeded)]


def _memory(seeded: Portal, scale: Scale) -> Row:
    with seeded.served() as (program, port):
        reader = Reader(port)
        places = sitemap_addresses(reader)
        # Spread over the whole sitemap: all languages, all page types.
        for place in places[:: max(len(places) // scale.visits, 1)][: scale.visits]:
            reader.get(place)
        reader.close()
        largest = max(program.tree(), key=lambda one: one.memory_info().rss)
        memory = largest.memory_full_info()
        rss, pss, files = (size / 2**20 for size in (memory.rss, memory.pss, memory.shared))
    # Files mapped into memory, the database above all, are the system's to take back.
    note = f"RSS after {scale.visits:,} different pages and the sitemap, {files:.0f} MB of it files; PSS {pss:.0f} MB"
    return Row(f"memory per worker at {scale.large:,} pages", rss, "MB", "memory", note)


def _cold_start(seeded: Portal) -> Row:
    """From the command that `make run` becomes to the first page; the portal is prepared, the files are in memory."""
    seconds = []
    for _ in range(STARTS):
        began = time.monotonic()
        with seeded.served(module="welcome_ruhr.config.start"):
            seconds.append(time.monotonic() - began)
    name = f"cold start at {seeded.pages:,} pages, to the first page"
    return Row(name, median(seconds), "s", "cold_start", f"median of {STARTS}")
