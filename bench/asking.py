"""Ask a server on loopback, over a connection that stays open."""

import http.client
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

PLACE = re.compile(r"<loc>\s*(.*?)\s*</loc>")
SECONDS_TO_WAIT = 60


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


class Reader:
    """One reader with one connection, asking for gzip as every browser may."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS_TO_WAIT)

    def get(self, path: str, **headers: str) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.connection.request("GET", path, headers={"Accept-Encoding": "gzip", **named})
        response = self.connection.getresponse()
        return Answer(response.status, response.headers, response.read())

    def close(self) -> None:
        self.connection.close()


def get(port: int, path: str, **headers: str) -> Answer:
    """Ask once, over a connection of its own."""
    reader = Reader(port)
    try:
        return reader.get(path, **headers)
    finally:
        reader.close()


def is_up(port: int, path: str) -> bool:
    try:
        return get(port, path).status == 200
    except OSError:
        return False


def sitemap_parts(reader: Reader) -> list[str]:
    """Return the paths of the parts that the sitemap lists; none where it is in one piece."""
    text = _plain(reader, "/sitemap.xml")
    return _places(text) if "<sitemapindex" in text else []


def sitemap_addresses(reader: Reader) -> list[str]:
    """Return the path of every page in the sitemap, in its order."""
    parts = sitemap_parts(reader) or ["/sitemap.xml"]
    return [place for part in parts for place in _places(_plain(reader, part))]


def _plain(reader: Reader, path: str) -> str:
    return reader.get(path, Accept_Encoding="identity").body.decode()


def _places(text: str) -> list[str]:
    return [urlsplit(place).path for place in PLACE.findall(text)]
