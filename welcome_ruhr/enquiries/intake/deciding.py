"""What a mail is for us.

It joins an enquiry only when it carries a secret of ours (a signed address, or the Message-ID of a mail that we sent
about it) and comes from the enquirer's own address: a number in a subject, References made up, or a forged sender join
nothing. Whoever was handed one of our mails has the secret, and who forges a sender has the address; to do both takes
the enquirer's own mailbox, or somebody they trusted with our mail.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q

from welcome_ruhr.enquiries.fingerprints import email_key
from welcome_ruhr.enquiries.models import Enquiry
from welcome_ruhr.foundation import outbox, vault
from welcome_ruhr.foundation.enums import IncomingState
from welcome_ruhr.foundation.incoming import Automatic, Mail
from welcome_ruhr.foundation.mail.reply_addresses import about_of_addresses
from welcome_ruhr.foundation.models import IncomingMail

from .reasons import Reason
from .senders import is_ours


class Kind(StrEnum):
    NEW = "new"
    JOINS = "joins"
    SET_ASIDE = "set_aside"
    DOUBLE = "double"
    BOUNCE = "bounce"
    """a mail of ours came back"""


@dataclass(frozen=True)
class Decision:
    kind: Kind
    reason: str = ""
    """why it is set aside: one of `incoming.Automatic` or `Reason`"""
    enquiry: Enquiry | None = None
    """which it joins, or which it says something about; with it, it is forgotten"""
    may_belong_to: Enquiry | None = None
    """of a new one: the same person wrote before, perhaps"""

    @property
    def is_taken(self) -> bool:
        return self.kind in (Kind.NEW, Kind.JOINS)

    @property
    def about(self) -> str:
        return self.enquiry.subject if self.enquiry else ""


def decide(mail: Mail, *, key: str, besides: int = 0, anyway: bool = False) -> Decision:
    """Return what a mail is.

    `key`: what it would be known by (`key_of`). `besides`: the id of its own row, where it has one. `anyway`: somebody
    at the desk says that it is an enquiry.
    """
    named = _named(mail)
    first = named[0] if named else None
    if not anyway:
        if earlier := _came_before(key, besides):
            return Decision(Kind.DOUBLE, enquiry=_enquiry(earlier.about))
        if reason := set_aside_for(mail):
            returned = _enquiry(_about_bounce(mail)) if reason == Automatic.BOUNCE else None
            return Decision(Kind.BOUNCE if returned else Kind.SET_ASIDE, reason, enquiry=returned or first)
    sender = email_key(mail.sender)
    for enquiry in named:
        if sender and enquiry.email_key == sender:
            return Decision(Kind.JOINS, enquiry=enquiry)
    return Decision(Kind.NEW, may_belong_to=first or _open_of(sender))


def set_aside_for(mail: Mail) -> str:
    """Return why nobody waits for an answer to a mail; "" when somebody may. Asks no database."""
    if mail.automatic:
        return mail.automatic
    if is_ours(mail):
        return Reason.OWN
    says_nothing = not (mail.text or mail.quoted or mail.subject or mail.files)
    return Reason.EMPTY if says_nothing else ""


def key_of(mail: Mail, raw: bytes) -> str:
    """Return what is the same for a mail that comes twice, by whatever way, and says nothing about it."""
    if mail.message_id:
        return vault.fingerprint("mail of a sender", f"{mail.sender.lower()}\0{mail.message_id}")
    return vault.fingerprint("mail without a name", hashlib.sha256(raw).hexdigest())


def _named(mail: Mail) -> list[Enquiry]:
    """Return the enquiries whose secret the mail carries and of which more is left than numbers."""
    abouts = (about_of_addresses(mail.recipients), outbox.about_of(mail.references))
    found = (_enquiry(about) for about in dict.fromkeys(abouts))
    return [enquiry for enquiry in found if enquiry]


def _about_bounce(mail: Mail) -> str:
    return outbox.about_of([mail.bounce.message_id]) if mail.bounce and mail.bounce.message_id else ""


def _enquiry(about: str) -> Enquiry | None:
    kind, _colon, number = about.partition(":")
    return Enquiry.objects.readable().filter(pk=int(number)).first() if kind == "enquiry" else None


def _came_before(key: str, besides: int) -> IncomingMail | None:
    """Return a mail of this key that was taken in or set aside, or that waits and came earlier."""
    concluded = ~Q(state__in=[IncomingState.UNREAD, IncomingState.WAITING])
    earlier = Q(state=IncomingState.WAITING, pk__lt=besides)
    return IncomingMail.objects.filter(concluded | earlier, key=key).exclude(pk=besides).order_by("pk").first()


def _open_of(sender: str) -> Enquiry | None:
    """Return the newest enquiry of an address that is not closed."""
    found = Enquiry.objects.open().filter(email_key=sender) if sender else Enquiry.objects.none()
    return found.order_by("-pk").first()
