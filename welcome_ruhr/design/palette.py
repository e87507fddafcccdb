"""Reads the palette out of the stylesheet and knows which colours must be told apart."""

import re
from dataclasses import dataclass
from pathlib import Path

TOKENS = Path(__file__).parent / "css" / "tokens.css"
COLOUR = re.compile(r"--(?P<name>[a-z0-9-]+):\s*(?P<value>#[0-9a-f]{6});")
TEXT, LARGE_OR_UI = 4.5, 3.0

_GROUNDS = ("paper", "surface", "raised", "sand", "sky")
_TINTS = ("canal-soft", "signal-soft", "heap-soft", "alert-soft", "mark")
# Foreground, background, least contrast (WCAG 2.2, 1.4.3 and 1.4.11).
PAIRS: tuple[tuple[str, str, float], ...] = (
    *((text, ground, TEXT) for text in ("ink", "ink-soft", "link") for ground in _GROUNDS),
    *((text, tint, TEXT) for text in ("ink", "link") for tint in _TINTS),
    *(("ink-soft", tint, TEXT) for tint in ("canal-soft", "signal-soft", "heap-soft", "alert-soft")),
    *(("alert", ground, TEXT) for ground in ("paper", "surface", "alert-soft")),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-strong", TEXT),
    ("on-canal", "canal", TEXT),
    ("on-signal", "signal", TEXT),
    ("on-heap", "heap", TEXT),
    ("paper", "ink", TEXT),
    ("paper", "alert", TEXT),
    ("band-ink", "band", TEXT),
    ("band-soft", "band", TEXT),
    *(("edge", ground, LARGE_OR_UI) for ground in _GROUNDS),
    *(("focus", ground, LARGE_OR_UI) for ground in (*_GROUNDS, *_TINTS)),
    *(("accent", ground, LARGE_OR_UI) for ground in _GROUNDS),
    ("band-focus", "band", LARGE_OR_UI),
    ("band-soft", "band", LARGE_OR_UI),
)


@dataclass(frozen=True)
class Contrast:
    """Two colours of one light, the ratio between them, and whether it is enough."""

    light: str
    foreground: str
    background: str
    ratio: float
    needed: float

    @property
    def enough(self) -> bool:
        return self.ratio >= self.needed


def read() -> dict[str, dict[str, str]]:
    """The colours by name for "light" and "dark"; dark inherits what it does not change."""
    day, _, night = TOKENS.read_text(encoding="utf-8").partition("@media (prefers-color-scheme: dark)")
    light = dict(COLOUR.findall(day))
    return {"light": light, "dark": light | dict(COLOUR.findall(night))}


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb" between 0 (black) and 1 (white), as WCAG 2.2 defines it."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def contrasts() -> list[Contrast]:
    """Every pair that must be told apart, measured in both lights."""
    return [
        Contrast(light, front, back, ratio(colours[front], colours[back]), needed)
        for light, colours in read().items()
        for front, back, needed in PAIRS
    ]
