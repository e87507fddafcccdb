"""A round of checking: take links that are due, try them politely, keep what came of it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import zip_longest

from django.conf import settings
from django.db import transaction

from welcome_ruhr.foundation import clock
from welcome_ruhr.portal.enums import LinkOutcome, LinkProblem
from welcome_ruhr.portal.models import CheckedLink

from .asking import Asking
from .own_addresses import OwnAddresses, is_ours
from .trying import Finding, Trying, failed

logger = logging.getLogger(__name__)

MOST_LINKS = 30
MOST_SECONDS = 25
"""The worker does one task at a time, and mail must not wait long for other people's servers."""
AGAIN_WHEN_REACHED = timedelta(days=7)
AGAIN_WHEN_FAILED = timedelta(hours=20)
AGAIN_WHEN_OFFLINE = timedelta(hours=1)
TAKEN_FOR = timedelta(minutes=10)
"""So long nobody else asks the same hosts; a round that is killed gives them back after it."""
HOSTS_THAT_TELL = 3
"""If so many hosts and not one answer, our own network may be down."""

Findings = list[tuple[CheckedLink, Finding]]


def polite(*, allow_private: bool = False, seconds: float = 8) -> Trying:
    """Return what tries links under the portal's own name; `allow_private` is for tests only."""
    agent = f"welcome.RUHR link check (+{settings.BASE_URL}/)"
    return Trying(Asking(agent=agent, seconds=seconds, allow_private=allow_private))


def check_due_links(
    trying: Trying | None = None,
    *,
    most: int = MOST_LINKS,
    seconds: float = MOST_SECONDS,
    tried: Callable[[CheckedLink], object] | None = None,
) -> int:
    """Try links that are due, at most so many and for about so long; return how many were tried.

    `tried` hears of each. A failure is only counted here; `desk.queries.links` says what makes an alarm. When not
    one of several hosts answers, our own network is taken to be down and nothing is counted.
    """
    asking = trying or polite()
    links, until = _take(most)
    try:
        findings = list(_try_all(links, asking, seconds, tried))
        if _we_are_offline(findings, asking):
            logger.warning("No server answered: these %d links are tried again in an hour.", len(findings))
            _defer([link for link, _finding in findings])
        else:
            _keep(findings)
    finally:
        # What was taken and not tried is due again.
        CheckedLink.objects.filter(due_at=until).update(due_at=clock.now())
    return len(findings)


def make_all_due() -> int:
    """Let the next rounds try every link; return how many there are."""
    return CheckedLink.objects.update(due_at=clock.now())


def due_links() -> int:
    return CheckedLink.objects.filter(due_at__lte=clock.now()).count()


def _take(most: int) -> tuple[list[CheckedLink], datetime]:
    """Take what is due the longest, and keep all due links of these hosts from others until the moment returned."""
    now = clock.now()
    until = now + TAKEN_FOR
    with transaction.atomic():
        due = CheckedLink.objects.select_for_update(skip_locked=True).filter(due_at__lte=now)
        links = list(due.order_by("due_at", "pk")[:most])
        hosts = {link.host for link in links}
        CheckedLink.objects.filter(due_at__lte=now, host__in=hosts).update(due_at=until)
    return links, until


def _try_all(
    links: list[CheckedLink], trying: Trying, seconds: float, tried: Callable[[CheckedLink], object] | None
) -> Iterator[tuple[CheckedLink, Finding]]:
    """Try one link of each host after the other, so that waiting for a host costs little, until the time is up."""
    own = OwnAddresses()
    end = time.monotonic() + seconds
    for link in _host_by_host(links):
        if time.monotonic() > end:
            return
        yield link, _of_ours(link, own) if is_ours(link.address) else trying.try_link(link.address)
        if tried:
            tried(link)


def _host_by_host(links: Iterable[CheckedLink]) -> list[CheckedLink]:
    hosts: dict[str, list[CheckedLink]] = {}
    for link in links:
        hosts.setdefault(link.host, []).append(link)
    return [link for turn in zip_longest(*hosts.values()) for link in turn if link]


def _of_ours(link: CheckedLink, own: OwnAddresses) -> Finding:
    return Finding(LinkOutcome.REACHED) if own.lead_somewhere(link.address) else failed(LinkProblem.NO_PAGE)


def _we_are_offline(findings: Findings, trying: Trying) -> bool:
    """Whether nobody answered: then a link that was reached before tells whether it is us."""
    others = [(link, finding) for link, finding in findings if link.host]
    silent = {link.host for link, finding in others if finding.may_be_our_network}
    if len(silent) < HOSTS_THAT_TELL or any(not finding.may_be_our_network for _link, finding in others):
        return False
    well_known = CheckedLink.objects.filter(outcome=LinkOutcome.REACHED).exclude(host__in=[*silent, ""])
    probe = well_known.order_by("-checked_at").first()
    return probe is None or trying.try_link(probe.address).may_be_our_network


def _defer(links: list[CheckedLink]) -> None:
    later = clock.now() + AGAIN_WHEN_OFFLINE
    CheckedLink.objects.filter(pk__in=[link.pk for link in links]).update(due_at=later)


@transaction.atomic
def _keep(findings: Findings) -> None:
    for link, finding in findings:
        failing = finding.outcome == LinkOutcome.FAILED
        link.outcome, link.status, link.problem = finding.outcome, finding.status, finding.problem or ""
        link.failures = min(link.failures + 1, 999) if failing else 0
        link.failing_since = (link.failing_since or clock.today()) if failing else None
        link.checked_at = clock.now()
        link.due_at = clock.now() + (AGAIN_WHEN_FAILED if failing else AGAIN_WHEN_REACHED)
        # An editor may have put it on the ignore list meanwhile: only what was found out is written.
        link.save(update_fields=["outcome", "status", "problem", "failures", "failing_since", "checked_at", "due_at"])
