from __future__ import annotations

from .mail import Mail


def read(raw: bytes) -> Mail:
    raise NotImplementedError
