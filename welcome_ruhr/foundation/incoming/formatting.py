from __future__ import annotations


def formatted(html: str) -> str:
    raise NotImplementedError
