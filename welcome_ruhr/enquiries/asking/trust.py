"""What the sender's machine says of itself. It sorts the desk's inbox; nobody is refused for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from welcome_ruhr.enquiries.enums import Trust
from welcome_ruhr.foundation import clock, proof_of_work

TRAP = "homepage"
"""A field that nobody sees: who fills it in is a program that fills in all there are."""
SHORTEST = timedelta(seconds=4)
"""Nobody reads the form and writes a question in less."""


def trust_of(posted: Mapping[str, str]) -> Trust:
    """Return how the form was filled in. It uses up the proof of work: call it once, when all else is well."""
    opened_at = proof_of_work.opened_at(posted.get("opened", ""))
    in_haste = opened_at is not None and clock.now() - opened_at < SHORTEST
    if posted.get(TRAP) or in_haste:
        return Trust.SUSPECT
    return Trust.CHECKED if proof_of_work.check(posted.get("proof", "")) else Trust.UNCHECKED
