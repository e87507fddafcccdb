"""A promise that is not kept is told before somebody asks."""

from __future__ import annotations

from django.db import transaction

from welcome_ruhr.accounts.models import User
from welcome_ruhr.enquiries import mails
from welcome_ruhr.enquiries.enums import OURS, Event, State
from welcome_ruhr.enquiries.models import Enquiry
from welcome_ruhr.enquiries.promises import answer_day
from welcome_ruhr.enquiries.queries import waiting_for
from welcome_ruhr.enquiries.roles import ADVISER, GUIDE, SUPERVISOR
from welcome_ruhr.foundation import clock

from . import conversation


def tell_late() -> int:
    """Tell everybody whose promised day has passed, once for each promise, with a new day; return how many."""
    late = Enquiry.objects.filter(state__in=OURS, promised_on__lt=clock.today(), done_at=None)
    return conversation.for_each(late.values_list("pk", flat=True), _tell)


def tell_desk() -> int:
    """Write to everybody at the desk for whom something waits; return to how many."""
    people = User.objects.filter(groups__name__in=[ADVISER.key, SUPERVISOR.key, GUIDE.key], is_active=True).distinct()
    waiting = {person: waiting_for(person) for person in people}
    with transaction.atomic():
        for person, count in waiting.items():
            if count:
                mails.tell_waiting(person, count)
    return sum(1 for count in waiting.values() if count)


@transaction.atomic
def _tell(pk: int) -> bool:
    enquiry = Enquiry.objects.select_for_update().filter(pk=pk, state__in=OURS, promised_on__lt=clock.today()).first()
    if enquiry is None:
        return False
    enquiry.told_late_at, enquiry.promised_on = clock.now(), answer_day(enquiry.language)
    # The desk's own day stays where it was: for the desk, it is late.
    due = enquiry.due_on
    conversation.tell(enquiry, Event.LATE)
    conversation.turn(enquiry, State(enquiry.state))
    Enquiry.objects.filter(pk=pk).update(due_on=due)
    conversation.note_down("tell_late", enquiry, by=None)
    mails.tell_enquirer(enquiry, "late")
    return True
