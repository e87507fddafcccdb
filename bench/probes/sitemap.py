"""What it costs to make the sitemap with all that it lists, nothing of it stored: `sitemap <times>`."""

import json
import re
import sys
from gzip import decompress
from statistics import median
from urllib.parse import urlsplit

from .calling import Calls

LISTED = re.compile(rb"<sitemap>.*?<loc>\s*(.*?)\s*</loc>", re.DOTALL)
ADDRESS = re.compile(rb"<url>.*?<loc>", re.DOTALL)


def main(times: int) -> None:
    calls = Calls()
    whole_sitemap(calls)  # warm
    rounds = [whole_sitemap(calls) for _ in range(times)]
    print(json.dumps({"cpu_ms": median(cpu_ms for cpu_ms, _addresses in rounds), "addresses": rounds[0][1]}))


def whole_sitemap(calls: Calls) -> tuple[float, int]:
    """Ask for the sitemap and the parts it lists; return their CPU in milliseconds and the number of addresses."""
    answer = calls.get("/sitemap.xml")
    cpu_ms, text = answer.cpu_ms, plain(answer.body)
    addresses = len(ADDRESS.findall(text))
    for place in LISTED.findall(text):
        part = calls.get(urlsplit(place.decode()).path)
        if part.status != 200:
            sys.exit(f"{place.decode()} answers {part.status}")
        cpu_ms += part.cpu_ms
        addresses += len(ADDRESS.findall(plain(part.body)))
    return cpu_ms, addresses


def plain(body: bytes) -> bytes:
    return decompress(body) if body[:2] == b"\x1f\x8b" else body


if __name__ == "__main__":
    main(int(sys.argv[1]))
