"""Coming back to an enquiry on a day."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from welcome_ruhr.accounts.models import User
from welcome_ruhr.enquiries import access
from welcome_ruhr.enquiries.access import NotAllowed, Verb
from welcome_ruhr.enquiries.errors import DayIsPast
from welcome_ruhr.enquiries.models import Enquiry, Reminder
from welcome_ruhr.foundation import clock

from . import conversation


@transaction.atomic
def remind(*, enquiry: Enquiry, due_on: date, text: str, by: User) -> Reminder:
    """Be reminded of an enquiry. Raise NotAllowed, DayIsPast."""
    enquiry = conversation.locked(enquiry)
    access.check(by, Verb.REMIND, enquiry)
    if due_on < clock.today():
        raise DayIsPast
    conversation.note_down("remind", enquiry, by=by)
    return Reminder.objects.create(enquiry=enquiry, person=by, due_on=due_on, text=text.strip())


@transaction.atomic
def done(*, reminder: Reminder, by: User) -> None:
    """Nothing more to be reminded of. Raise NotAllowed."""
    if reminder.person_id != by.pk:
        raise NotAllowed("reminder")
    Reminder.objects.filter(pk=reminder.pk, done_at=None).update(done_at=clock.now())
