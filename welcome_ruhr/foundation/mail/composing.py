"""A row of the outbox as the mail that goes out."""

from __future__ import annotations

from email.utils import format_datetime, parseaddr
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from welcome_ruhr.foundation.models import OutgoingMail


def new_message_id() -> str:
    """Return a Message-ID at our own domain; a mail keeps it through all tries, so that a double can be told."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{uuid4().hex}@{domain}>"


def compose(mail: OutgoingMail) -> EmailMultiAlternatives:
    """Return the mail, the same in each try; a machine wrote it, and says so (RFC 3834 § 5)."""
    headers = {
        "Message-ID": mail.message_id,
        "Date": format_datetime(timezone.localtime(mail.created_at)),
        "Auto-Submitted": "auto-generated",
        **({"Content-Language": mail.language} if mail.language else {}),
        **mail.headers,
    }
    message = EmailMultiAlternatives(mail.subject, mail.text, to=[mail.recipient], headers=headers)
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message
