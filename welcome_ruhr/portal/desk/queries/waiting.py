"""The whole desk: every part is read once, and only when it is asked for."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from welcome_ruhr.directory.queries import offices_to_check
from welcome_ruhr.facts.queries import expired_figures, expiring_figures, unverified_figures
from welcome_ruhr.portal.editing.standings import Standing
from welcome_ruhr.portal.models import KeptPage

from .feedback import open_feedback
from .figures import SOON, FigureInUse, PageBehind, Uses, pages_behind
from .laws import ChangedLaw, changed_laws
from .links import DeadEnd, broken_links, dead_ends
from .pages import checked_sources, due, refused_in_time
from .translations import translations_behind
from .visits import fruitless_searches, missed_addresses


class Desk:
    """What waits for an editor, by part; each part has a `len` or a `count`."""

    @cached_property
    def uses(self) -> Uses:
        return Uses()

    @cached_property
    def sources(self) -> dict[Any, KeptPage]:
        return checked_sources()

    @cached_property
    def refused(self) -> list[Any]:
        return refused_in_time()

    @cached_property
    def expired(self) -> list[FigureInUse]:
        return self.uses.of(expired_figures())

    @cached_property
    def expiring(self) -> list[FigureInUse]:
        return self.uses.of(expiring_figures(SOON))

    @cached_property
    def unverified(self) -> list[FigureInUse]:
        return self.uses.of(unverified_figures())

    @cached_property
    def laws(self) -> list[ChangedLaw]:
        return changed_laws(self.sources)

    @cached_property
    def behind(self) -> list[PageBehind]:
        return pages_behind(self.uses, self.sources)

    @cached_property
    def due(self) -> list[KeptPage]:
        return due()

    @cached_property
    def _translations(self) -> tuple[list[Standing], int]:
        return translations_behind()

    @property
    def translations(self) -> list[Standing]:
        return self._translations[0]

    @property
    def unchecked_translations(self) -> int:
        return self._translations[1]

    @cached_property
    def feedback(self) -> Any:
        return open_feedback()

    @cached_property
    def links(self) -> Any:
        return broken_links()

    @cached_property
    def dead_ends(self) -> list[DeadEnd]:
        return dead_ends()

    @cached_property
    def searches(self) -> list[dict[str, Any]]:
        return fruitless_searches()

    @cached_property
    def addresses(self) -> list[dict[str, Any]]:
        return missed_addresses()

    @cached_property
    def offices(self) -> Any:
        return offices_to_check()

    def count(self, part: str) -> int:
        """Return how much waits in a part, such as "due"."""
        rows = getattr(self, part)
        return len(rows) if isinstance(rows, list) else int(rows.count())
