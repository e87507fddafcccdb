"""Rich text as the search reads it."""

from __future__ import annotations

import re
from html import unescape

from welcome_ruhr.design.tokens import TERM, TOKEN

TAG = re.compile(r"<[^>]+>")
CUT_TAG = re.compile(r"<[^>]*\Z")
SEAM = re.compile(r"</(?:li|h[1-6])>")
"""Where words meet that no sentence joins."""
AFTER_END = re.compile(r"(?<=[.!?:]) ·")
BEFORE_SIGN = re.compile(r" ([.,;:!?)])")
"""A blank that a tag left before a sign."""


def without_tags(text: str) -> str:
    """Return rich text without tags and figures, which are no words of its own."""
    return unescape(TAG.sub(" ", TOKEN.sub(" ", text))) if "<" in text or "{" in text or "&" in text else text


def beginning(text: str, length: int) -> str:
    """Return the first characters of rich text as a reader reads it; each figure is still a token, without blanks."""
    some = CUT_TAG.sub("", text[: 2 * length])
    some = TERM.sub(r"\g<term>", TOKEN.sub(r"{{\g<prefix>:\g<key>}}", some))
    untagged = unescape(TAG.sub(" ", SEAM.sub(" · ", some)))
    plain = AFTER_END.sub("", BEFORE_SIGN.sub(r"\1", " ".join(untagged.split())))
    return plain if len(plain) <= length else plain[:length].rpartition(" ")[0]
