"""What the page “My enquiry” shows, shaped for its template."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from babel.dates import format_time
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from welcome_ruhr.accounts.models import User
from welcome_ruhr.directory.enums import Matter
from welcome_ruhr.enquiries.enums import Author, Event, ReferralState, ScanState
from welcome_ruhr.enquiries.models import Attachment, Enquiry, Message, Referral
from welcome_ruhr.enquiries.queries import mine
from welcome_ruhr.foundation import clock, formats
from welcome_ruhr.foundation.mail.paragraphs import linked

from .forms import HelpedForm, ReplyForm
from .standing import isolated, long_day, standing
from .visits import Visit

KINDS = {Author.ENQUIRER: "asker", Author.OFFICE: "office", Author.SYSTEM: "system"}
"""How the component `conversation` calls them; all others are “us”."""
LEADING_ON = (Author.ADVISER, Author.GUIDE)
"""in whose words addresses are links"""
ANSWERING = (Author.ADVISER, Author.GUIDE, Author.OFFICE)


def shown(
    visit: Visit, *, reply: ReplyForm | None = None, helped: HelpedForm | None = None, notice: str = ""
) -> dict[str, Any]:
    """Return what the template needs; with forms that are to be looked at again, or a sentence on what went wrong."""
    enquiry = visit.enquiry
    messages, referrals = mine.conversation(enquiry), mine.referrals(enquiry)
    reply, helped = reply or ReplyForm(), helped or helped_form(enquiry)
    return {
        "enquiry": enquiry,
        "form_token": visit.form_token,
        "standing": standing(enquiry, referrals, _last_answer(messages)),
        "responsible": _name_of(enquiry.responsible) if enquiry.responsible else "",
        "permit_notice": _permit_notice(enquiry),
        "consents": [_consent(one) for one in referrals if one.state == ReferralState.ASKED and not enquiry.is_closed],
        "has_guide": mine.has_guide(enquiry),
        "conversation": [_item(message, referrals) for message in messages],
        "reply": reply,
        "after": messages[-1].pk if messages else 0,
        "helped": helped,
        "notice": notice,
        "error_items": [*_error_items(reply), *_error_items(helped)],
    }


def what_goes(visit: Visit) -> dict[str, Any]:
    """Return what would be gone if everything was deleted, and what would not."""
    enquiry = visit.enquiry
    passed_on = [isolated(one.office_name) for one in mine.referrals(enquiry) if one.is_passed_on]
    return {
        "enquiry": enquiry,
        "form_token": visit.form_token,
        "counted": mine.counted(enquiry),
        "offices": ", ".join(dict.fromkeys(passed_on)),
    }


def helped_form(enquiry: Enquiry) -> HelpedForm:
    return HelpedForm(initial={"helped": enquiry.helped, "note": enquiry.helped_note})


def _item(message: Message, referrals: Iterable[Referral]) -> dict[str, Any]:
    author = Author(message.author)
    return {
        "id": _anchor(message),
        "kind": KINDS.get(author, "us"),
        "author": _author(message, referrals),
        "time": _moment(message.written_at),
        "datetime": message.written_at.isoformat(),
        "text": Event(message.event).label if message.event else _text(message),
        "lang": "" if message.event else message.language,
        "attachments": [_file(file) for file in message.attachments.all()],
        **_mailed(message),
    }


def _text(message: Message) -> str:
    """Return what was written; addresses lead somewhere where people of ours wrote them."""
    return linked(message.text) if message.author in LEADING_ON else message.text


def _mailed(message: Message) -> dict[str, str]:
    """Return how it came. What a mail quotes stays folded away for good: the person has read or written it."""
    return {"via": _("by e-mail"), "subject": message.subject} if message.mail_id else {}


def _author(message: Message, referrals: Iterable[Referral]) -> str:
    """Return a name for who wrote; of a guide, who is no official, the first name alone."""
    match message.author:
        case Author.ENQUIRER:
            return _("You")
        case Author.OFFICE:
            return _office_of(message, referrals)
        case Author.GUIDE:
            first_name = message.by.first_name if message.by else ""
            return _("%(name)s, Welcome Guide") % {"name": first_name} if first_name else _("Welcome Guide")
        case _:
            return _name_of(message.by)


def _name_of(person: User | None) -> str:
    """Return the name of somebody at the desk, and never their address."""
    return (person.get_full_name() if person else "") or _("Our adviser")


def _office_of(message: Message, referrals: Iterable[Referral]) -> str:
    """Return which office wrote: the one whose referral ended with these words."""
    ended = [one for one in referrals if one.answered_by_office and one.outcome_at]
    after = [one for one in ended if one.outcome_at and one.outcome_at >= message.written_at]
    return min(after, key=lambda one: one.outcome_at or message.written_at).office_name if after else _("Office")


def _file(file: Attachment) -> dict[str, str]:
    return {
        "title": file.name,
        "href": reverse("enquiries:mine_attachment", args=[file.pk]) if file.may_be_opened else "",
        "kind": file.name.rpartition(".")[2].upper(),
        "size": filesizeformat(file.size),
        "note": _note_on(file),
    }


def _note_on(file: Attachment) -> str:
    if file.scan == ScanState.HELD:
        return _("We are checking this file for viruses. It can be opened when that is done.")
    if file.scan == ScanState.NOT_KEPT:
        return _("We do not open files of this kind. If it matters, send it as a PDF file or a picture.")
    return _("There is a virus in this file. Nobody can open it.") if file.scan == ScanState.INFECTED else ""


def _consent(referral: Referral) -> dict[str, Any]:
    return {
        "href": reverse("enquiries:mine_consent", args=[referral.pk]),
        "office": isolated(referral.office_name),
        "kind": referral.office.get_kind_display() if referral.office else "",
        "words": referral.passed_on,
        "day": long_day(referral.answer_by),
    }


def _permit_notice(enquiry: Enquiry) -> dict[str, Any]:
    """Return title and text of the notice that asking stops no deadline; empty where there is none to run out."""
    day = enquiry.permit_ends_on
    if day is None or enquiry.is_closed:
        return {}
    over = day < clock.today()
    title = _("Your visa or permit ended on %(day)s.") if over else _("Your visa or permit ends on %(day)s.")
    return {"title": title % {"day": long_day(day)}, "html": _deadline_text(enquiry)}


def _deadline_text(enquiry: Enquiry) -> SafeString:
    said = {"place": enquiry.place.slug if enquiry.place else "", "matter": Matter.RESIDENCE}
    query = urlencode({name: value for name, value in said.items() if value})
    return format_html(
        '<p>{}</p><p><a href="{}">{}</a></p>',
        _("Asking us does not stop this deadline. Please ask your foreigners’ office today: only they can extend it."),
        f"{reverse('selfcheck:find_office')}?{query}",
        _("Find my foreigners’ office"),
    )


def _error_items(form: ReplyForm | HelpedForm) -> list[dict[str, str]]:
    return [
        {"text": str(error), "href": f"#{form[name].auto_id}"}
        for name, errors in form.errors.items()
        for error in errors
    ]


def _last_answer(messages: list[Message]) -> str:
    return next((_anchor(message) for message in reversed(messages) if message.author in ANSWERING), "")


def _anchor(message: Message) -> str:
    return f"m{message.pk}"


def _moment(value: datetime) -> str:
    """Return day and time of day, without seconds."""
    language, here = get_language() or "en", localtime(value)
    time = format_time(here, "short", locale=formats.locale_of(language))
    return _("%(day)s, %(time)s") % {"day": formats.day(here.date(), language), "time": time}
