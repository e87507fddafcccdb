"""What the workspace offers to whom."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from welcome_ruhr.accounts import workspace
from welcome_ruhr.accounts.workspace import Entry

from . import access
from .queries import waiting_for
from .queries.incoming import unread_for


def register() -> None:
    for entry in ENTRIES:
        workspace.register(entry)


ENTRIES = (
    Entry(
        key="enquiries",
        label=_("Enquiries"),
        url_name="enquiries_desk:inbox",
        icon="speech",
        position=10,
        is_for=access.works_here,
        count=waiting_for,
        summary=_("What people ask, who answers, and how it ended."),
    ),
    Entry(
        key="enquiry-rules",
        label=_("How we answer"),
        url_name="enquiries_desk:rules",
        icon="checklist",
        position=12,
        is_for=access.sees_rules,
        summary=_("Templates, absences, how soon we answer and how long we keep."),
    ),
    Entry(
        key="enquiry-persons",
        label=_("Export and erase"),
        url_name="enquiries_desk:persons",
        icon="person",
        position=14,
        is_for=access.supervises,
        summary=_("What we hold of one person, to give or to delete."),
    ),
    Entry(
        key="enquiry-numbers",
        label=_("Numbers"),
        url_name="enquiries_desk:numbers",
        icon="chart",
        position=16,
        is_for=access.sees_numbers,
        summary=_("How many asked what, and what came of it. No names, no words."),
    ),
    Entry(
        key="incoming-mail",
        label=_("Incoming mail"),
        url_name="enquiries_desk:incoming",
        icon="inbox",
        position=17,
        is_for=access.looks_after_mail,
        count=unread_for,
        summary=_("Whether the mailbox is reached, and which mails could not be read."),
    ),
    Entry(
        key="outgoing-mail",
        label=_("Outgoing mail"),
        url_name="enquiries_desk:outgoing",
        icon="mail",
        position=18,
        is_for=access.looks_after_mail,
        summary=_("What left, what waits, and what could not be delivered."),
    ),
)
