"""The office finder: its answers while a hundred people come each second, rules, places, and a plan on paper."""

from __future__ import annotations

import json
from itertools import product
from random import Random
from urllib.parse import urlencode

from .arriving import Request, arrive
from .figures import percentile
from .goals import Row
from .portals import portal_with_content
from .scale import Scale

PER_SECOND = 100
SECONDS = 5
PLACES = ("herne", "Wanne-Eickel", "Mulheim", "45468", "bottrop", "witten", "Dortmund", "xanten")
MATTERS = ("residence", "registration", "recognition", "job_centre", "chamber", "school")
LANGUAGES = ("de", "en", "ar", "uk")


def measure(scale: Scale) -> list[Row]:
    with portal_with_content() as real:
        found = json.loads(real.run("finding_office", scale.refreshes))
        with real.served(path="/en/find-office/") as (_program, port):
            arrive(port, addresses(80), 20)  # templates are read, the directory is in memory
            times = arrive(port, addresses(int(PER_SECOND * SECONDS * min(scale.load_seconds, 1))), PER_SECOND)
    note = f"p50 {percentile(times, 0.5):.0f} ms; {len(times)} answers, {PER_SECOND} arriving a second, none stored"
    return [
        Row("office finder: p99", percentile(times, 0.99), "ms", "office_p99", note),
        Row("place by name: slowest", max(found["place_ms"]), "ms", "place", f"{len(found['place_ms'])} spellings"),
        Row(
            "rules of responsibility, all cases tried", found["checker_s"], "s", "checker", f"{found['cases']:,} cases"
        ),
        Row("plan as PDF: slowest", max(found["pdf_ms"]) / 1000, "s", "plan_pdf", f"{len(found['pdf_ms'])} plans"),
    ]


def addresses(count: int) -> list[Request]:
    """Return so many addresses with whole answers, the same ones every time."""
    people = product(("eu", "visa_free", "other"), ("abroad", "arrived", "extending"), ("work", "study", "family"))
    every = [
        Request(
            f"/{language}/find-office/?"
            + urlencode(
                {"place": place, "matter": matter, "nationality": nationality, "stage": stage, "purpose": purpose}
            )
        )
        for (nationality, stage, purpose), place, matter, language in product(people, PLACES, MATTERS, LANGUAGES)
    ]
    return Random("finder").choices(every, k=count)
