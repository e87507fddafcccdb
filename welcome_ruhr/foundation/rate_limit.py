"""How often one may: a counter per key in the database, the same for every server process.

    rate_limit.hit(f"enquiry:{rate_limit.network_of(address)}", limit=5, per=timedelta(minutes=10))

The first hit opens a window; when it ends, counting starts anew. A key is stored as its HMAC under
SECRET_KEY only, one row per key, and `tasks.sweep_rate_limits` deletes what is over.
"""

import math
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from django.db import transaction
from django.utils.crypto import salted_hmac

from . import clock
from .models import RateLimitWindow

MOST_WINDOWS = 100_000


@dataclass(frozen=True)
class Allowance:
    remaining: int
    """hits left in this window"""
    resets_in_seconds: int
    """seconds until the window ends, at least 1"""


class RateLimitExceeded(Exception):
    """One hit too many; `retry_after_seconds` (at least 1) fits HTTP's Retry-After (RFC 9110 § 10.2.3)."""

    def __init__(self, retry_after_seconds: int) -> None:
        super().__init__(f"Too many tries; the next one is free in {retry_after_seconds} s.")
        self.retry_after_seconds = retry_after_seconds


def hit(key: str, *, limit: int, per: timedelta) -> Allowance:
    """Count one use of `key`, which says what is limited and for whom; raise RateLimitExceeded beyond `limit`.

    Call it before your own transaction: a hit inside one that is rolled back is not counted, and the
    key stays locked until it ends.
    """
    if limit < 1 or per <= timedelta(0):
        raise ValueError("A rate limit allows at least one hit in some time.")
    now = clock.now()
    with transaction.atomic():
        window = _locked_window(key, per)
        if window.ends_at <= now:
            window.hits, window.ends_at = 0, now + per
        refused = window.hits >= limit
        if not refused:
            window.hits += 1
            window.save(update_fields=["hits", "ends_at"])
    seconds = max(1, math.ceil((window.ends_at - now).total_seconds()))
    if refused:
        raise RateLimitExceeded(seconds)
    return Allowance(remaining=limit - window.hits, resets_in_seconds=seconds)


def network_of(address: str) -> str:
    """Return what counts as one visitor: an IPv4 address as it is, of an IPv6 address its /64 network.

    One connection at home has 2⁶⁴ IPv6 addresses (RFC 6177): a limit per address would be none.
    Raises ValueError when `address` is not an IP address.
    """
    parsed = ip_address(address)
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ip_network((parsed.packed, 64), strict=False))


def sweep() -> int:
    """Delete the windows that are over, and beyond MOST_WINDOWS those that end soonest; return how many."""
    over, _ = RateLimitWindow.objects.filter(ends_at__lte=clock.now()).delete()
    surplus = RateLimitWindow.objects.order_by("-ends_at").values_list("ends_at", flat=True)[MOST_WINDOWS:].first()
    if surplus is None:
        return over
    dropped, _ = RateLimitWindow.objects.filter(ends_at__lte=surplus).delete()
    return over + dropped


def _locked_window(key: str, per: timedelta) -> RateLimitWindow:
    """Return the row of `key`, made when there is none, locked until the transaction ends."""
    now = clock.now()
    key_hash = salted_hmac("welcome_ruhr.foundation.rate_limit", key, algorithm="sha256").hexdigest()
    # Writing the row, new or not, is what locks it; reading it first would let two processes see the same count.
    RateLimitWindow.objects.bulk_create(
        [RateLimitWindow(key_hash=key_hash, last_hit_at=now, ends_at=now + per)],
        update_conflicts=True,
        unique_fields=["key_hash"],
        update_fields=["last_hit_at"],
    )
    return RateLimitWindow.objects.get(key_hash=key_hash)
