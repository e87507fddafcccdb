"""An invitation or the answer to one, as a few lines of text (RFC 5545, RFC 5546)."""

from __future__ import annotations

import re

_FOLD = re.compile(r"\r?\n[ \t]")
_LINE = re.compile(r"^([A-Za-z-]{1,40})((?:;[^:\r\n]{0,300})?):([^\r\n]{0,2000})", re.MULTILINE)
_SHOWN = ("METHOD", "SUMMARY", "DTSTART", "DTEND", "LOCATION", "COMMENT", "DESCRIPTION")
_ESCAPED = re.compile(r"\\([\\;,nN])")
LOOKED_AT = 100_000


def text_of(source: str) -> str:
    """Return what an invitation is about: a line for each thing that it says."""
    plain = _FOLD.sub("", source[:LOOKED_AT])
    event = plain.partition("BEGIN:VEVENT")[2].partition("BEGIN:VALARM")[0]
    method = _LINE.search(plain[plain.find("METHOD") :]) if "METHOD" in plain else None
    found: dict[str, str] = {"METHOD": method[3].strip()} if method else {}
    for line in _LINE.finditer(event):
        name = line[1].upper()
        if name == "ATTENDEE" and (state := re.search(r"PARTSTAT=([A-Z-]{1,30})", line[2])):
            found.setdefault("PARTSTAT", state[1])
        elif name in _SHOWN and line[3].strip():
            found.setdefault(name, _ESCAPED.sub(_meant, line[3]).strip())
    return "\n".join(f"{name.capitalize()}: {value}" for name, value in found.items())


def _meant(escaped: re.Match[str]) -> str:
    return "\n" if escaped[1] in "nN" else escaped[1]
