"""What the desk sees of an enquiry because it came by mail: the mails themselves, and where they may belong."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from welcome_ruhr.accounts.models import User
from welcome_ruhr.enquiries import access
from welcome_ruhr.enquiries.access import Verb
from welcome_ruhr.enquiries.enums import Author
from welcome_ruhr.enquiries.models import Enquiry, Message
from welcome_ruhr.enquiries.outgoing.states import AT_THE_CASE, KINDS, SHORT
from welcome_ruhr.foundation.languages import own_name
from welcome_ruhr.foundation.models import OutgoingMail

Inputs = dict[str, Any]


def parts(message: Message, *, for_desk: bool) -> Inputs:
    """Return what the component `conversation` shows of a message that came by mail; nothing for any other.

    A guide reads what the person wrote. What a mail repeats, and the mail as it came, hold addresses: these are for
    the desk alone.
    """
    if message.mail is None:
        return {}
    found: Inputs = {"via": _("by e-mail"), "subject": message.subject}
    if for_desk:
        found |= {"quoted": message.quoted, "links": _links(message)}
    return found


def language(enquiry: Enquiry, said: Iterable[Message]) -> str:
    """Return in which language somebody seems to have asked; "" where that is the one they chose themselves."""
    first = next((message for message in said if message.author == Author.ENQUIRER), None)
    if first is None or (first.mail_id is None and first.language == enquiry.language):
        return ""
    return own_name(first.language) if first.language else _("not recognised")


def hint(enquiry: Enquiry, user: User) -> Inputs:
    """Return where an enquiry may belong, and whether this person may add it there; empty where there is no hint."""
    other = enquiry.may_belong_to
    if other is None or other.anonymised_at or enquiry.is_closed:
        return {}
    same = bool(enquiry.email_key) and enquiry.email_key == other.email_key
    return {
        "why": _("It came from the same address.") if same else _("It answers a mail of ours, from another address."),
        "other": other if access.may(user, Verb.READ, other) else None,
        "may_join": access.may(user, Verb.NOTE, other) and access.may(user, Verb.NOTE, enquiry),
    }


def trouble(mail: OutgoingMail, moment: str) -> Inputs:
    """Return a mail to the person that did not arrive, or perhaps did not; `moment` is when it was written."""
    return {
        "written": moment,
        "state": SHORT[mail.state],
        "kind": KINDS[mail.state],
        "what_to_do": AT_THE_CASE[mail.state],
    }


def _links(message: Message) -> list[Inputs]:
    if message.mail is None or message.mail.is_erased:
        return []
    links = [{"label": _("The original mail"), "href": _href("mail_original", message)}]
    if message.has_formatting:
        links.append({"label": _("As it was formatted"), "href": _href("mail_formatted", message)})
    return links


def _href(name: str, message: Message) -> str:
    return reverse(f"enquiries_desk:{name}", args=[message.enquiry_id, message.pk])
