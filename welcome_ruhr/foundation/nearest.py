"""The right name that is nearest to a wrong one: what somebody who mistyped it most likely meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from django.utils.translation import gettext as _

ALIKE = 0.6
"""From this share of common letters on a name is worth proposing (difflib's own measure)."""


def nearest(wrong: str, known: Iterable[str]) -> str:
    """Return the known name most like `wrong`, "" when none is alike."""
    return next(iter(difflib.get_close_matches(wrong, sorted(set(known)), n=1, cutoff=ALIKE)), "")


def meant(wrong: str, known: Iterable[str]) -> str:
    """Return " Did you mean “…”?" for the end of a sentence, or "" when nothing is alike."""
    return meant_all([wrong], known)


def meant_all(wrong: Iterable[str], known: Iterable[str]) -> str:
    """The same for several wrong names: " Did you mean “title”, “slug”?"."""
    names = set(known)
    found = [f"“{one}”" for name in wrong if (one := nearest(name, names))]
    return " " + _("Did you mean %(names)s?") % {"names": ", ".join(dict.fromkeys(found))} if found else ""
