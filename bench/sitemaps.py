"""The sitemap of the largest site: made anew, and read out of the store."""

import json
import time
from statistics import median

from .asking import Reader, sitemap_parts
from .goals import Row
from .portals import Portal, portal
from .processes import Program
from .scale import Scale

READS = 450
"""in one go, because one read costs less than the clock of CPU time can tell"""


def measure(scale: Scale) -> list[Row]:
    with portal(scale.large) as seeded:
        rows = [_rebuilt(seeded, scale)]
        with seeded.served() as (program, port):
            return [*rows, _read(program, port, scale)]


def _rebuilt(seeded: Portal, scale: Scale) -> Row:
    made = json.loads(seeded.run("sitemap", scale.rounds))
    name = f"sitemap of {made['addresses']:,} addresses, made anew: CPU"
    return Row(name, made["cpu_ms"], "ms", "sitemap_rebuild", "all its parts, compressed, nothing stored")


def _wait_until_idle(program: Program) -> None:
    before = None
    while before != (now := program.cpu_seconds()):
        before = now
        time.sleep(0.5)


def _read(program: Program, port: int, scale: Scale) -> Row:
    """Read the sitemap and all its parts by turns, all of them stored by then."""
    reader = Reader(port)
    paths = ["/sitemap.xml", *sitemap_parts(reader)]
    for path in paths:
        reader.get(path)
    reader.close()
    _wait_until_idle(program)  # what is stored is pressed behind the first reader
    reader = Reader(port)
    turns = [path for path in paths for _ in range(max(READS // len(paths), 1))]
    costs = []
    for _ in range(scale.rounds):
        before = program.cpu_seconds()
        for path in turns:
            reader.get(path)
        costs.append((program.cpu_seconds() - before) / len(turns) * 1000)
    reader.close()
    note = f"per answer, {len(paths)} of them; the goal of 0 means: no more than sending it"
    return Row("sitemap, read again: CPU", median(costs), "ms", "sitemap_read", note)
