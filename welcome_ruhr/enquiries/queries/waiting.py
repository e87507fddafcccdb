"""What waits for somebody."""

from __future__ import annotations

from django.db.models import Q

from welcome_ruhr.accounts.models import User
from welcome_ruhr.enquiries import access
from welcome_ruhr.enquiries.enums import GuideState, State
from welcome_ruhr.enquiries.models import Enquiry, GuideRequest
from welcome_ruhr.enquiries.roles import ADVISER, GUIDE, SUPERVISOR

MOST_COUNTED = 99
"""Beyond it, people see “99+”: counting on would cost more than it tells."""


def waiting_for(user: User) -> int:
    """Return how many enquiries wait for this person: new ones, their own turn, and requests to a guide."""
    found = 0
    if access.has_role(user, ADVISER, SUPERVISOR):
        turn = Q(state=State.NEW) | Q(state=State.OPEN, responsible__in=[user.pk, *access.covered_by(user)])
        found += Enquiry.objects.filter(turn)[: MOST_COUNTED + 1].count()
    if access.has_role(user, GUIDE):
        found += GuideRequest.objects.filter(guide=user, state=GuideState.ASKED)[: MOST_COUNTED + 1].count()
    return found
