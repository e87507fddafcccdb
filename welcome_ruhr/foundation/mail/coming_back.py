"""What comes back to the outbox from outside: which of our mails somebody answers, and which did not arrive."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models.functions import Coalesce

from welcome_ruhr.foundation import clock
from welcome_ruhr.foundation.enums import MailState
from welcome_ruhr.foundation.models import OutgoingMail

from .addressing import LONGEST_VALUE, key_of
from .answers import without_addresses
from .composing import MESSAGE_ID

MOST_LOOKED_UP = 100
"""Message-IDs of one mail; a thread that is longer names its newest ones first"""
COULD_COME_BACK = (MailState.SENT, MailState.UNSURE, MailState.SENDING)


def about_of(message_ids: Sequence[str]) -> str:
    """Return what the first of these mails that left here was about ("enquiry:12"); "" when none did."""
    # What a stranger wrote reaches the database only where it has the form of ours.
    asked = [one for one in message_ids if MESSAGE_ID.fullmatch(one)][:MOST_LOOKED_UP]
    found = OutgoingMail.objects.filter(message_id__in=asked).exclude(about="")
    abouts = dict(found.order_by().values_list("message_id", "about"))
    return next((abouts[one] for one in asked if one in abouts), "")


def came_back(message_id: str, problem: str) -> str:
    """Note that a mail was not delivered after all; return what it was about.

    It is "" for a mail that did not leave here, was about nothing, or is known to have come back: somebody who is told
    of it is told once. No address stays in the `problem` (what the other server said) that is kept.
    """
    if not MESSAGE_ID.fullmatch(message_id):
        return ""
    with transaction.atomic():
        left = OutgoingMail.objects.select_for_update().filter(message_id=message_id, state__in=COULD_COME_BACK)
        mail = left.only("about", "recipient").first()
        if mail is None:
            return ""
        OutgoingMail.objects.filter(pk=mail.pk).update(
            state=MailState.CAME_BACK,
            sent_at=Coalesce("sent_at", "state_since"),
            state_since=clock.now(),
            problem=without_addresses(problem, mail.recipient),
        )
    return mail.about


def thread_of(about: str, to: str) -> list[str]:
    """Return the Message-IDs of what left about something to one address, the oldest first.

    They are as many of the newest as one header holds, for References (RFC 5322 § 3.6.4).
    """
    left = OutgoingMail.objects.filter(about=about, recipient_key=key_of(to)) if about else OutgoingMail.objects.none()
    newest: list[str] = []
    for one in left.order_by("-pk").values_list("message_id", flat=True)[:MOST_LOOKED_UP]:
        if len(" ".join([*newest, one])) > LONGEST_VALUE:
            break
        newest.append(one)
    return newest[::-1]
