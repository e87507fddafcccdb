"""A mail of this room: its text in the reader's language, what stands in its head, and its way into the outbox.

Texts stand in templates/enquiries/mail/, the first line is the subject; where there is HTML as well, beside them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from welcome_ruhr.foundation import languages, outbox
from welcome_ruhr.foundation.mail.paragraphs import in_direction

from .fingerprints import stop_token
from .models import Enquiry

MESSAGE_ID = re.compile(r"<[!-;=?-~]{3,250}>")
"""printable ASCII without blanks (RFC 5322 § 3.6.4): what a stranger wrote stands in a header of ours"""
WRITTEN_BY_SOMEBODY, ANSWERED_BY_US, WRITTEN_BY_US = "no", "auto-replied", "auto-generated"
"""values of Auto-Submitted (RFC 3834 § 5)"""


@dataclass(frozen=True)
class Letter:
    enquiry: Enquiry | None
    what: str
    """name of the text in templates/enquiries/mail/"""
    to: str
    language: str
    most_per_day: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    has_html: bool = False

    def send(self, **context: Any) -> None:
        """Put it into the outbox; `context` is what its texts may name besides the enquiry."""
        subject, text = self._rendered("txt", context).split("\n", 1)
        subject = subject.strip()
        outbox.send(
            kind=f"enquiries.{self.what}",
            to=self.to,
            subject=subject,
            text=in_direction(text.strip(), self.language) + "\n",
            html=self._rendered("html", {**context, "subject": subject}) if self.has_html else "",
            language=self.language,
            about=self.enquiry.subject if self.enquiry else "",
            headers=self.headers,
            most_per_day=self.most_per_day,
        )

    def _rendered(self, kind: str, context: Mapping[str, Any]) -> str:
        frame = {"enquiry": self.enquiry, "lang": self.language, "dir": languages.direction(self.language)}
        with override(self.language):
            return render_to_string(f"enquiries/mail/{self.what}.{kind}", {**frame, **context}).strip() + "\n"


def heads(enquiry: Enquiry, *, reply_to: str, automatic: str, in_reply_to: str = "") -> dict[str, str]:
    """Return what stands in the head of a mail to an enquirer.

    Whoever gets it can answer it, sees it beside what went before, and can end it with one click (RFC 8058).
    `automatic`: what it says about who wrote it. `in_reply_to`: the Message-ID of their own mail.
    """
    return {
        "Auto-Submitted": automatic,
        **({"Reply-To": reply_to} if reply_to else {}),
        **_thread(enquiry, in_reply_to),
        "List-Unsubscribe": f"<{stop_address(enquiry)}>",
        # One click is for addresses with https alone (RFC 8058 § 3.1).
        **({"List-Unsubscribe-Post": "List-Unsubscribe=One-Click"} if settings.HTTPS else {}),
    }


def stop_address(enquiry: Enquiry) -> str:
    """Return the page on which the enquirer ends our mails about this enquiry."""
    return address_of(enquiry.language, "enquiries:stop_mail", stop_token(enquiry))


def address_of(language: str, name: str, *args: object) -> str:
    with override(language):
        return settings.BASE_URL + reverse(name, args=args)


def _thread(enquiry: Enquiry, in_reply_to: str) -> dict[str, str]:
    earlier = outbox.thread_of(enquiry.subject, str(enquiry.email))
    if MESSAGE_ID.fullmatch(in_reply_to):
        earlier = [in_reply_to]
    return {"In-Reply-To": earlier[-1], "References": " ".join(earlier)} if earlier else {}
