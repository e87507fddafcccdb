"""Work for a browser that sends a form and is known by nobody (altcha's protocol, version 1), and a time trap.

    challenge()              for the page's script (static/foundation/proof_of_work.js), as JSON
    check(payload)           when that challenge was given out; None when it is no solution
    opened_stamp()           into a form that is rendered for each reader (never into a stored page)
    opened_at(stamp)         when that form was shown

Both only sort what arrives. Whoever has no JavaScript solves nothing, and their question is taken all the same.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from altcha import ChallengeOptionsV1, PayloadV1, create_challenge_v1, verify_solution_v1
from altcha.v1 import PayloadType
from django.core.signing import BadSignature, Signer
from django.utils.crypto import salted_hmac

from . import clock, rate_limit

LIFETIME = timedelta(hours=1)
MAX_NUMBER = 50_000
"""The highest number that may have to be tried; on average it is half of it.

Numbers a second, measured in Chromium with our solver: 210,000 to 320,000 in a worker on an office's computer, 45,000
with a processor six times as slow. So an old phone works for half a second, and for 1.1 s at most.
"""
LONGEST_PAYLOAD = 600
"""Characters; ours have 360."""


@dataclass(frozen=True)
class Solved:
    issued_at: datetime
    """when the challenge was given out"""


def challenge() -> dict[str, object]:
    """Return a new challenge with the names that altcha's own clients know, signed and valid for LIFETIME."""
    options = ChallengeOptionsV1(max_number=MAX_NUMBER, hmac_key=_key(), expires=clock.now() + LIFETIME)
    made = create_challenge_v1(options)
    names = ("algorithm", "challenge", "salt", "signature")
    return {**{name: getattr(made, name) for name in names}, "maxnumber": made.max_number}


def check(payload: str) -> Solved | None:
    """Return when the solved challenge was given out; None for one that is wrong, too late, forged or used before.

    This uses it up. Call it before your own transaction, as `rate_limit.hit`: what is rolled back was not used.
    """
    solution = _read(payload)
    # The library would ask the time itself, and not our clock.
    if solution is None or not verify_solution_v1(solution, _key(), check_expires=False)[0]:
        return None
    expires_at = _expires_at(solution)
    if expires_at <= clock.now() or _was_used(solution.challenge):
        return None
    return Solved(issued_at=expires_at - LIFETIME)


def opened_stamp() -> str:
    """Return this moment, signed, for a hidden field."""
    return _signer().sign(str(int(clock.now().timestamp() * 1000)))


def opened_at(stamp: str) -> datetime | None:
    """Return the moment of a stamp, to the millisecond; None when we did not sign it."""
    try:
        milliseconds = int(_signer().unsign(stamp))
    except BadSignature:
        return None
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def _read(payload: str) -> PayloadV1 | None:
    """Return the solution, of which only the form is good so far."""
    if len(payload) > LONGEST_PAYLOAD:
        return None
    try:
        said = json.loads(base64.b64decode(payload, validate=True))
    except ValueError:
        return None
    return PayloadV1.from_dict(cast(PayloadType, said)) if _is_well_formed(said) else None


def _is_well_formed(said: Any) -> bool:
    """Whether this has the names and types that the library takes for granted."""
    if not isinstance(said, dict) or type(said.get("number")) is not int:
        return False
    texts = [said.get(name) for name in ("algorithm", "challenge", "salt", "signature")]
    return all(isinstance(text, str) and text.isascii() for text in texts)


def _expires_at(solution: PayloadV1) -> datetime:
    """Return until when a solution counts whose signature is right, so that its salt is our own."""
    _nonce, expires, _params = solution.parse_salt()
    return datetime.fromtimestamp(expires or 0, UTC)


def _was_used(hashed: str) -> bool:
    """Use the challenge up; whether somebody had done so before."""
    try:
        rate_limit.hit(f"proof:{hashed}", limit=1, per=LIFETIME)
    except rate_limit.RateLimitExceeded:
        return True
    return False


def _key() -> bytes:
    return salted_hmac("welcome_ruhr.foundation.proof_of_work", "challenge", algorithm="sha256").digest()


def _signer() -> Signer:
    return Signer(salt="welcome_ruhr.foundation.proof_of_work.opened")
