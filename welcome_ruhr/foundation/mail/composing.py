"""A row of the outbox as the mail that goes out."""

from __future__ import annotations

import re
from email.utils import format_datetime, parseaddr
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from welcome_ruhr.foundation.models import OutgoingMail

MESSAGE_ID = re.compile(r"<[0-9a-f]{32}@[!-;=?-~]{1,220}>")
"""what `new_message_id` makes"""


def new_message_id() -> str:
    """Return a Message-ID at our own domain; a mail keeps it through all tries, so that a double can be told."""
    domain = _domain_of(parseaddr(settings.DEFAULT_FROM_EMAIL)[1]) or "localhost"
    return f"<{uuid4().hex}@{domain}>"


def compose(mail: OutgoingMail) -> EmailMultiAlternatives:
    """Return the mail, the same in each try.

    It says that a machine wrote it (RFC 3834 § 5) unless its own headers say otherwise, as where somebody
    wrote it.
    """
    headers = {
        "From": settings.DEFAULT_FROM_EMAIL,
        "Message-ID": mail.message_id,
        "Date": format_datetime(timezone.localtime(mail.created_at)),
        "Auto-Submitted": "auto-generated",
        **({"Content-Language": mail.language} if mail.language else {}),
        **mail.headers,
    }
    message = EmailMultiAlternatives(mail.subject, mail.text, _returned_to(), [mail.recipient], headers=headers)
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message


def _returned_to() -> str:
    """Return whom other mail servers tell that a mail cannot be delivered (RFC 5321 § 4.4).

    It is the mailbox that is fetched from, so that somebody notices. With another domain than the sender's it would not
    count as ours (SPF and DMARC, RFC 7489 § 3.1.2), and it stays with the sender.
    """
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    box = settings.MAILBOX_ADDRESS if settings.MAILBOX_URL else ""
    return box if box and _domain_of(box) == _domain_of(sender) else settings.DEFAULT_FROM_EMAIL


def _domain_of(address: str) -> str:
    return address.rpartition("@")[2].lower()
