"""What to read after an answer."""

from __future__ import annotations

from welcome_ruhr.directory.enums import Matter, Stage
from welcome_ruhr.directory.queries import Answer

LIVING_HERE = {
    Matter.RESIDENCE: "article:residence-permit-here",
    Matter.REGISTRATION: "article:register-address",
}
"""Journeys to these begin with the first day: who lives here already reads about the one thing."""


def next_page(found: Answer) -> str:
    """Return the id of the page to follow, such as "journey:first-14-days"; "" for none."""
    page = found.rule.next_page if found.rule else ""
    if found.case.stage == Stage.EXTENDING and page.startswith("journey:"):
        return LIVING_HERE.get(Matter(found.case.matter), page)
    return page
