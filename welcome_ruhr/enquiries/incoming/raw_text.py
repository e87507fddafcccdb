"""The text of a mail as it came, so that a person can read it where the portal could not."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

MOST_BYTES = 200_000
KEPT = "\n\t"


@dataclass(frozen=True, repr=False)
class RawText:
    text: str
    is_cut: bool
    """whether the mail goes on behind it"""


def raw_text(raw: bytes) -> RawText:
    """Return the beginning of a mail as text, whatever its bytes are; what cannot be seen is made visible."""
    text = raw[:MOST_BYTES].decode("utf-8", "backslashreplace").replace("\r\n", "\n").replace("\r", "\n")
    return RawText("".join(_seen(sign) for sign in text), len(raw) > MOST_BYTES)


def _seen(sign: str) -> str:
    """Control signs, and those that turn the direction of writing, as their number: they would hide what stands there.

    Half signs (surrogates) as well, which no answer could carry.
    """
    if sign in KEPT or unicodedata.category(sign) not in ("Cc", "Cf", "Cs"):
        return sign
    return f"\\u{ord(sign):04x}"
