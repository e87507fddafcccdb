"""Requests that arrive at a steady pace, whether or not earlier ones are answered: as people come."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence


def arrive(port: int, paths: Sequence[str], per_second: float) -> list[float]:
    """Ask for each path over a connection of its own; return milliseconds from the moment each was to arrive.

    Raises RuntimeError for an answer other than 200.
    """
    return asyncio.run(_arrive(port, paths, per_second))


async def _arrive(port: int, paths: Sequence[str], per_second: float) -> list[float]:
    began = time.perf_counter()
    tasks = []
    for number, path in enumerate(paths):
        due = began + number / per_second
        await asyncio.sleep(max(due - time.perf_counter(), 0))
        tasks.append(asyncio.create_task(_ask(port, path, due)))
    return list(await asyncio.gather(*tasks))


async def _ask(port: int, path: str, due: float) -> float:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n".encode()
    )
    answer = await reader.read(-1)
    writer.close()
    if not answer.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(f"{path}: {answer[:40]!r}")
    return (time.perf_counter() - due) * 1000
