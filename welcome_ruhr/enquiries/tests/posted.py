"""Mails for tests, as mail programs write them, and enquiries that came by one."""

from email.message import EmailMessage

from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.models import Enquiry
from welcome_ruhr.foundation import mailbox
from welcome_ruhr.foundation.enums import IncomingState
from welcome_ruhr.foundation.models import IncomingMail

TEXT = "Guten Tag,\nwo melde ich meine neue Wohnung in Bochum an?\nViele Grüße\nAmal"
QUOTED = "\n\nAm 20.11.2026 um 10:00 schrieb Beratung:\n> Bitte gehen Sie zum Bürgerbüro.\n> Es kostet nichts.\n"
SENDER = "Amal Muster <amal@example.org>"
_number = iter(range(1, 1_000_000))


def letter(text=TEXT, *, html="", files=(), sender=SENDER, **headers):
    """Return the bytes of a mail; files are pairs of name and content, headers of names with _ for -."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "fragen@example.org", headers.pop("subject", "Anmeldung")
    mail["Message-ID"] = headers.pop("message_id", f"<{next(_number)}@example.org>")
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
    for name, data in files:
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return bytes(mail)


def arrived(raw=None):
    """Return a mail that has arrived and was looked at, as it is then."""
    mail = mailbox.put(letter() if raw is None else raw)
    actions.take_in(mail.pk)
    return IncomingMail.objects.get(pk=mail.pk)


def mailed(raw=None):
    """Return the enquiry that a mail became, or joined."""
    return Enquiry.objects.get(pk=int(arrived(raw).about.removeprefix("enquiry:")))


def set_aside(**more):
    """Return a mail in which nobody asks."""
    return arrived(letter("Ich bin bis 4. Dezember nicht da.", Auto_Submitted="auto-replied", **more))


def in_a_mail(message, text):
    """Have a message be one that came in a mail with this text."""
    mail = mailbox.put(letter(text, html=f"<p>{text}</p>"))
    mailbox.conclude(mail, IncomingState.TAKEN, about=message.enquiry.subject)
    message.mail, message.subject, message.quoted = mail, text, text
    message.save()
    return message
