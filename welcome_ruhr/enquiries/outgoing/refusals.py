"""What to do when a mail server says no: from its answer to one sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SIGN_IN = _("The mail server does not let the portal sign in: check name and password in EMAIL_URL.")
CERTIFICATE = _(
    "No mail leaves until the mail server can be trusted: ask whoever runs it to renew its certificate, "
    "or check the name of the server in EMAIL_URL."
)
UNREACHABLE = _("The mail server is not reached: check EMAIL_URL, then ask whoever runs the server.")
ENCRYPTION = _("The mail server offers no encryption: with smtp+tls:// in EMAIL_URL it has to.")
SENDER = _(
    "Our mails do not count as ours: ask whoever runs our domain to let the mail server send for it "
    "(SPF), to sign our mails (DKIM), and to look at the DMARC reports."
)
POLICY = _(
    "The other side does not take mails from us. Most often SPF, DKIM or DMARC of our domain are not set, or our mail "
    "server stands on a block list; whoever runs the mail server can find out and ask to be taken off it."
)
LATER = _("The other side asks us to come back later, as many do the first time. The portal does, by itself.")
NOBODY = _("There is no such address. Whoever works on the enquiry can ask the person another way, or wait.")
NO_SERVER = _("The domain of the address takes no mail: often it is mistyped. Sending again does not help.")
FULL = _("The mailbox is full or closed. Send it again in a few days.")
TOO_LARGE = _(
    "The mail is too large for the other side. Our mails carry no files: a very long answer can be shortened."
)
RELAY = _("The mail server does not send for us to other domains: check the name in EMAIL_URL and FROM_EMAIL.")

SAYS: tuple[tuple[re.Pattern[str], _StrPromise], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), sentence)
    for pattern, sentence in (
        (r"certificate does not hold", CERTIFICATE),
        (r"STARTTLS extension not supported", ENCRYPTION),
        (r"connection refused|timed out$|name or service|no route|network is unreachable", UNREACHABLE),
        (r"\b5\.7\.8\b|\b53[045]\b|authentication (required|failed)", SIGN_IN),
        (r"\b4\d\d\b.*gr[ea]y|\b4\.7\.\d+\b", LATER),
        (r"relay", RELAY),
        (r"\b5\.7\.(2[0-9]|509|515)\b|\b(spf|dkim|dmarc)\b", SENDER),
        (r"\b5\.1\.(0|1|3|6|10)\b|\b5\.4\.1\b|(no such|unknown) (user|mailbox|address)|user unknown", NOBODY),
        (r"\b5\.1\.2\b|\b[45]\.4\.\d\b|(host|domain) (unknown|not found)", NO_SERVER),
        (r"\b[45]\.2\.[12]\b|\b[45]52\b.*(full|quota|storage)|mailbox (is )?full|over ?quota", FULL),
        (r"\b5\.(2\.3|3\.4)\b|\b552\b|too (large|big|long)|size limit", TOO_LARGE),
        (r"\b5\.7\.\d+\b|\b554\b|block ?list|blacklist|spam|policy", POLICY),
        (r"\b4\d\d\b", LATER),
    )
)
"""Which words of a server's answer mean what; the first that fits counts (codes: RFC 3463, RFC 5321, RFC 7372)."""


def what_to_do(problem: str) -> str:
    """Return what somebody can do about what a mail server answered; "" where nobody can say."""
    return next((str(sentence) for pattern, sentence in SAYS if pattern.search(problem)), "")
