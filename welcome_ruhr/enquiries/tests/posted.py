"""Mails for the tests of pages: one from Amal, what became of it, and one in which nobody asks."""

from welcome_ruhr.foundation import mailbox
from welcome_ruhr.foundation.enums import IncomingState

from .mailing import arrives, enquiry_of, mail

TEXT = "Guten Tag,\nwo melde ich meine neue Wohnung in Bochum an?\nViele Grüße\nAmal"
QUOTED = "\n\nAm 20.11.2026 um 10:00 schrieb Beratung:\n> Bitte gehen Sie zum Bürgerbüro.\n> Es kostet nichts.\n"
SENDER = "Amal Muster <amal@example.org>"


def letter(text=TEXT, *, files=(), **fields):
    """Return the bytes of a mail; files are pairs of name and content, the rest as for `mailing.mail`."""
    unnamed = [(name, "application/octet-stream", data) for name, data in files]
    return mail(text, **{"sender": SENDER, "to": "fragen@example.org", "files": unnamed, **fields})


def arrived(raw=None):
    """Return a mail that has arrived and was looked at, as it is then."""
    return arrives(letter() if raw is None else raw)


def mailed(raw=None):
    """Return the enquiry that a mail became, or joined."""
    return enquiry_of(arrived(raw))


def set_aside(**more):
    """Return a mail in which nobody asks."""
    return arrived(letter("Ich bin bis 4. Dezember nicht da.", Auto_Submitted="auto-replied", **more))


def in_a_mail(message, text):
    """Have a message be one that came in a mail with this text."""
    row = mailbox.put(letter(text, html=f"<p>{text}</p>"))
    mailbox.conclude(row, IncomingState.TAKEN, about=message.enquiry.subject)
    message.mail, message.subject, message.quoted, message.has_formatting = row, text, text, True
    message.save()
    return message
