"""Measure, print the table, and write it into the documentation: `make bench`, or `python -m bench --help`."""

import argparse
import shutil
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from tools import machine

from . import (
    coherence,
    conditions,
    enquiries,
    finding_office,
    footprint,
    mail,
    publishing,
    rendered,
    searching,
    sitemaps,
    stored,
)
from .goals import Row
from .portals import ROOT, portal
from .scale import FULL, QUICK, Scale
from .table import around_table, table, write_table

PARTS: dict[str, Callable[[Scale], list[Row]]] = {
    "stored": stored.measure,
    "rendered": rendered.measure,
    "publish": publishing.measure,
    "coherence": coherence.measure,
    "sitemap": sitemaps.measure,
    "search": searching.measure,
    "finder": finding_office.measure,
    "enquiries": enquiries.measure,
    "mail": mail.measure,
    "footprint": footprint.measure,
}
DOCUMENT = ROOT / "docs" / "performance.md"


def _nginx() -> Path | None:
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")  # Debian keeps it out of users' paths
    return Path(found) if found else None


def _wrk() -> Path | None:
    found = shutil.which("wrk")
    return Path(found) if found else None


PROGRAMS = (
    machine.Program("nginx, the first reference", "nginx-light", _nginx),
    machine.Program("wrk, which makes the load", "wrk", _wrk),
    machine.Program("the PostgreSQL server, to search on", "postgresql", machine.postgresql),
    machine.Program("Dovecot, to fetch mail from", "dovecot-imapd", machine.dovecot),
)


def main() -> None:
    arguments = _arguments()
    if arguments.write:
        around_table(DOCUMENT)  # before half an hour of measuring, not after it
    machine.ensure(PROGRAMS)
    load = conditions.ForeignLoad()
    rows: list[Row] = []
    for name in arguments.only:
        print(f"— {name}", flush=True)
        found = PARTS[name](QUICK if arguments.quick else FULL)
        print(table(found), flush=True)
        rows += found
    if arguments.lighthouse:
        rows += _lighthouse(QUICK if arguments.quick else FULL)
    report = "\n".join(
        [table(rows), "", f"Measured with {conditions.versions()}.", f"On {conditions.machine()}; {load}."]
    )
    print(f"\n{report}")
    if arguments.write:
        write_table(DOCUMENT, report)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", type=_parts, default=list(PARTS), help=f"some of {','.join(PARTS)}")
    parser.add_argument("--quick", action="store_true", help="few rounds on small sites: shows that it works")
    parser.add_argument("--lighthouse", action="store_true", help="ask Lighthouse about home page and article, too")
    parser.add_argument("--write", action="store_true", help=f"write the table into {DOCUMENT.relative_to(ROOT)}")
    return parser.parse_args()


def _parts(text: str) -> list[str]:
    chosen = text.split(",")
    if unknown := set(chosen) - set(PARTS):
        raise argparse.ArgumentTypeError(f"there is no {', '.join(sorted(unknown))}")
    return chosen


def _lighthouse(scale: Scale) -> list[Row]:
    """Ask the module that knows Lighthouse, where it is installed."""
    if find_spec("bench.lighthouse") is None:
        return [Row("Lighthouse", None, "", "lighthouse", "bench/lighthouse.py is not there")]
    with portal(scale.middle) as seeded, seeded.served() as (_program, port):
        found: list[Row] = import_module("bench.lighthouse").measure(f"http://localhost:{port}")
    return found


if __name__ == "__main__":
    main()
