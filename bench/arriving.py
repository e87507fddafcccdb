"""Requests that arrive at a steady pace, whether or not earlier ones are answered: as people come."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Request:
    path: str
    body: str = ""
    """a form, URL-encoded; with one the request is a POST"""
    sender: str = ""
    """address that a server in front says the request comes from"""

    def __bytes__(self) -> bytes:
        lines = [
            f"{'POST' if self.body else 'GET'} {self.path} HTTP/1.1",
            "Host: 127.0.0.1",
            "Accept-Encoding: gzip",
            "Connection: close",
        ]
        if self.sender:
            lines.append(f"X-Forwarded-For: {self.sender}")
        if self.body:
            lines += [
                "Sec-Fetch-Site: same-origin",
                "Content-Type: application/x-www-form-urlencoded",
                f"Content-Length: {len(self.body.encode())}",
            ]
        return "\r\n".join([*lines, "", self.body]).encode()


def arrive(port: int, requests: Sequence[Request], per_second: float) -> list[float]:
    """Send each request over a connection of its own; return milliseconds from the moment each was to arrive.

    Raises RuntimeError for an answer other than 200.
    """
    return asyncio.run(_arrive(port, requests, per_second))


async def _arrive(port: int, requests: Sequence[Request], per_second: float) -> list[float]:
    began = time.perf_counter()
    tasks = []
    for number, request in enumerate(requests):
        due = began + number / per_second
        await asyncio.sleep(max(due - time.perf_counter(), 0))
        tasks.append(asyncio.create_task(_ask(port, request, due)))
    return list(await asyncio.gather(*tasks))


async def _ask(port: int, request: Request, due: float) -> float:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(bytes(request))
    answer = await reader.read(-1)
    writer.close()
    if not answer.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(f"{request.path}: {answer[:40]!r}")
    return (time.perf_counter() - due) * 1000
