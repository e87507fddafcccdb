"""What a film file really is: read from its own data, never from its name."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SMALLEST_WIDTH, SMALLEST_HEIGHT = 320, 240
FEWEST_FRAMES = 25
"""Per second. These three: BITV 2.0, annex 2 part 1: sign language films."""
LARGEST_FILM, LARGEST_CAPTIONS = 300 * 1024**2, 1024**2
"""In bytes."""
PLAYABLE = {"mp4": ("MPEG-4", {"AVC", "AV1"}), "webm": ("WebM", {"VP8", "VP9", "AV1"})}
"""Ending → format and codecs that today's browsers play (MediaInfo's names)."""
TYPES = {"mp4": "video/mp4", "webm": "video/webm"}
ENDINGS = gettext_lazy("A film ends in .mp4 or .webm.")


@dataclass(frozen=True)
class FilmFacts:
    """Size of the picture in pixels, frames per second, length in whole seconds."""

    width: int
    height: int
    frames_per_second: Decimal
    seconds: int


def read_film(file: Any, name: str) -> FilmFacts:
    """Return what a film file is. Raises ValidationError with a sentence for each reason why it cannot be shown.

    `file` is open for reading bytes; `name` only says which format it claims to be.
    """
    ending = ending_of(name)
    if ending not in PLAYABLE:
        raise ValidationError(str(ENDINGS))
    if getattr(file, "size", 0) > LARGEST_FILM:
        raise ValidationError(_("The film is larger than %(most)d MB.") % {"most": LARGEST_FILM // 1024**2})
    general, picture = _tracks(file)
    container, codecs = PLAYABLE[ending]
    if general is None or general.format != container or picture is None:
        raise ValidationError(_("This is no film in the format that its ending .%(ending)s says.") % {"ending": ending})
    if picture.format not in codecs:
        known = ", ".join(sorted(codecs))
        sentence = _("Not every browser plays films in %(format)s: please convert it (%(known)s).")
        raise ValidationError(sentence % {"format": picture.format or "?", "known": known})
    facts = _facts(general, picture)
    if found := shortcomings(facts):
        raise ValidationError(found)
    return facts


def shortcomings(facts: FilmFacts) -> list[str]:
    """Say, in a sentence each, why signs could not be read on such a film."""
    found = []
    if facts.width < SMALLEST_WIDTH or facts.height < SMALLEST_HEIGHT:
        sentence = _("The picture has %(width)d × %(height)d pixels; signs need at least 320 × 240.")
        found.append(sentence % {"width": facts.width, "height": facts.height})
    # Films of 24.98 frames per second are cut at 25.
    if round(facts.frames_per_second, 1) < FEWEST_FRAMES:
        sentence = _("The film has %(count)s frames per second; signs need at least 25.")
        found.append(sentence % {"count": f"{facts.frames_per_second.normalize():f}"})
    if facts.seconds < 1:
        found.append(_("The film says no length, or is shorter than a second."))
    return found


def read_captions(file: Any) -> None:
    """Raise ValidationError for what is no caption track (WebVTT)."""
    if getattr(file, "size", 0) > LARGEST_CAPTIONS:
        raise ValidationError(_("A caption file is not larger than 1 MB."))
    file.seek(0)
    try:
        text = file.read(LARGEST_CAPTIONS).decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    finally:
        file.seek(0)
    if not text.startswith("WEBVTT") or "-->" not in text:
        raise ValidationError(_("These are no captions: a caption file begins with WEBVTT and holds times."))


def ending_of(name: str) -> str:
    return PurePath(name).suffix.lower().removeprefix(".")


def _tracks(file: Any) -> tuple[Any, Any]:
    """Return MediaInfo's general track and the first moving picture; None for what is not there."""
    # A C library of 15 MB: loaded where a film is read, not at every start.
    from pymediainfo import MediaInfo

    file.seek(0)
    try:
        tracks = MediaInfo.parse(file).tracks
    finally:
        file.seek(0)
    kinds = {kind: [track for track in tracks if track.track_type == kind] for kind in ("General", "Video")}
    return next(iter(kinds["General"]), None), next(iter(kinds["Video"]), None)


def _facts(general: Any, picture: Any) -> FilmFacts:
    milliseconds = Decimal(str(picture.duration or general.duration or 0))
    frames = Decimal(str(picture.frame_rate or general.frame_rate or 0))
    if not frames and picture.frame_count and milliseconds:
        frames = Decimal(picture.frame_count) * 1000 / milliseconds
    return FilmFacts(
        width=int(picture.width or 0),
        height=int(picture.height or 0),
        frames_per_second=frames.quantize(Decimal("0.001")),
        seconds=int(milliseconds / 1000 + Decimal("0.5")),
    )
