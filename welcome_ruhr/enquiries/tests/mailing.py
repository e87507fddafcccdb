"""Mails as people send them, and what becomes of them: `arrives(mail("Guten Tag"))`."""

from email.message import EmailMessage
from email.utils import make_msgid

from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.models import Enquiry, Message
from welcome_ruhr.foundation import mailbox
from welcome_ruhr.foundation.models import OutgoingMail

DESK = "desk@example.org"
AMAL, STRANGER = "amal@example.org", "stranger@example.org"
TEXT = "Guten Tag, wo melde ich mich an, wenn ich nach Herne ziehe?"


def mail(text=TEXT, *, sender=AMAL, to=DESK, subject="Anmeldung", html="", files=(), message_id=None, **headers):
    """Return the bytes of a mail; `headers` such as In_Reply_To, `files` as (name, type, data)."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Message-ID"] = message_id or make_msgid(domain="example.org")
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for name, kind, data in files:
        main, _slash, sub = kind.partition("/")
        message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()


def arrives(raw):
    """Return the row of a mail that was fetched and then taken in by the worker."""
    row = mailbox.put(raw)
    actions.take_in(row.pk)
    row.refresh_from_db()
    return row


def enquiry_by_mail(text=TEXT, **fields):
    """Return what a mail became: a new enquiry."""
    return enquiry_of(arrives(mail(text, **fields)))


def enquiry_of(row):
    return Enquiry.objects.get(pk=int(row.about.partition(":")[2]))


def words(enquiry):
    """Return what people said in an enquiry, the portal's own events left out."""
    return [message.text for message in Message.objects.filter(enquiry=enquiry).exclude(author="system")]


def letters(kind="", **fields):
    """Return what left for enquirers, or what is of one kind, the oldest first."""
    found = OutgoingMail.objects.filter(**fields).order_by("pk")
    return list(found.filter(kind=f"enquiries.{kind}") if kind else found)
