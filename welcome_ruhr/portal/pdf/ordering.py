"""A reader asks for a PDF that is not there yet: once per page, so many per reader, so many in all."""

from __future__ import annotations

from datetime import timedelta

from welcome_ruhr.foundation import rate_limit
from welcome_ruhr.foundation.queue import is_queued, queue_length
from welcome_ruhr.portal.models import PortalPage
from welcome_ruhr.portal.tasks import make_pdf

ORDERS_PER_HOUR = 30
"""For one reader; who wants more than these takes the topics, which hold them all."""
MOST_WAITING = 40
"""Some ten seconds of work: beyond it a crawler asks, and readers of other pages should not wait for it."""


class TooManyWaiting(Exception):
    """So many PDFs are waiting to be made that no further one is taken."""


def order(page: PortalPage, *, sender: str) -> None:
    """Have the PDF made in the background; nothing happens when it is waiting already.

    Raises TooManyWaiting, or RateLimitExceeded when `sender` has asked too often.
    """
    if is_queued(make_pdf, page.pk):
        return
    if queue_length(make_pdf) >= MOST_WAITING:
        raise TooManyWaiting
    rate_limit.hit(f"pdf:{sender}", limit=ORDERS_PER_HOUR, per=timedelta(hours=1))
    make_pdf.enqueue(page.pk)
