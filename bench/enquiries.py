"""Enquiries: questions that come fifty a second, a desk of 100,000 cases, and a case of 500 messages."""

from __future__ import annotations

import json
from dataclasses import replace
from urllib.parse import urlencode

from .arriving import Request, arrive
from .figures import percentile
from .goals import Row
from .portals import portal_with_content
from .scale import Scale

PER_SECOND = 50
SECONDS = 6
PATH = "/en/ask/"
WORDS = "How do I register my address in Herne, and which papers does the office want to see? "


def measure(scale: Scale) -> list[Row]:
    with portal_with_content() as kept:
        # Each question comes from a network of its own, as the server in front says.
        real = replace(kept, variables={**kept.variables, "TRUSTED_PROXIES": 1})
        with real.served(path=PATH) as (_program, port):
            arrive(port, [Request(PATH)] * 40, 20)  # templates are read, the search is in memory
            arrive(port, questions(40), 10)
            times = arrive(port, questions(int(PER_SECOND * SECONDS * min(scale.load_seconds, 1))), PER_SECOND)
        desk = json.loads(real.run("desk", scale.cases, scale.refreshes))
    return [
        Row(
            "question sent: p99 until its receipt",
            percentile(times, 0.99),
            "ms",
            "ask_p99",
            f"p50 {percentile(times, 0.5):.0f} ms; {len(times)} questions, {PER_SECOND} arriving a second",
        ),
        Row(
            "case list: p99",
            percentile(desk["list_ms"], 0.99),
            "ms",
            "case_list_p99",
            f"{scale.cases:,} cases; p50 {percentile(desk['list_ms'], 0.5):.0f} ms over {len(desk['list_ms'])} lists",
        ),
        Row(
            "case list: more queries than for one case",
            desk["more_queries"],
            "",
            "case_list_queries",
            f"{desk['queries']} queries",
        ),
        Row("case of 500 messages: slowest", max(desk["case_ms"]), "ms", "case", f"{desk['messages']} messages"),
    ]


def questions(count: int) -> list[Request]:
    """Return so many questions, each from a network of its own."""
    return [
        Request(
            PATH, urlencode({"question": f"{WORDS}({number})", "language": "en", "reply_by": "page"}), _sender(number)
        )
        for number in range(count)
    ]


def _sender(number: int) -> str:
    """Return an address of the networks kept for documentation and tests (RFC 2544)."""
    return f"198.{18 + number // 65536 % 2}.{number // 256 % 256}.{number % 256}"
