"""The finder from inside the portal: `finding_office <times>`."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

import django

NAMES = ("Mulheim", "Mülheim", "45468", "Мюльхайм", "Wanne-Eickel", "دورتموند", "Dortmnd", "Herne-Wanne", "Köln")
PLANS = (
    "journey=first-14-days&place=herne&nationality=other&purpose=work&arrival=2026-12-01&moved_in=2026-12-05",
    "journey=study&place=bochum&nationality=other&purpose=study&arrival=2026-12-01",
)


def main(times: int) -> None:
    django.setup()
    from django.conf import settings
    from django.test import Client

    from welcome_ruhr.directory.checking import every_case_there_is, findings
    from welcome_ruhr.directory.queries import find_places

    settings.ALLOWED_HOSTS = ["testserver"]
    find_places("warm")
    places = [_milliseconds(find_places, name) for _ in range(times) for name in NAMES]
    findings()
    checker = _milliseconds(findings) / 1000
    client = Client()
    pdfs = [_milliseconds(client.get, f"/{language}/plan/pdf/?{plan}") for language in ("de", "ar") for plan in PLANS]
    cases = sum(1 for _ in every_case_there_is())
    print(json.dumps({"place_ms": places, "checker_s": checker, "cases": cases, "pdf_ms": pdfs}))


def _milliseconds(call: Callable[..., Any], *arguments: object) -> float:
    began = time.perf_counter()
    call(*arguments)
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main(int(sys.argv[1]))
