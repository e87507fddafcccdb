"""Who wrote a mail. A sender's address can be forged: alone it opens nothing."""

from __future__ import annotations

from email.utils import parseaddr

from django.conf import settings

from welcome_ruhr.foundation import mailbox
from welcome_ruhr.foundation.incoming import Mail
from welcome_ruhr.foundation.mail.addressing import BadAddress, checked_address


def is_ours(mail: Mail) -> bool:
    """Whether the portal itself wrote it; capitals and what follows a + make no other address."""
    return bool(mail.sender) and _bare(mail.sender) in {_bare(mailbox.address()), _bare(_from_address())}


def address_for_answers(mail: Mail) -> str:
    """Return where the sender wants answers; "" when there is no such address, or none that mail can be sent to."""
    return next((address for address in (mail.reply_to, mail.sender) if _can_be_written_to(address)), "")


def _from_address() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def _bare(address: str) -> str:
    name, _at, domain = address.strip().lower().rpartition("@")
    return f"{name.partition('+')[0]}@{domain}"


def _can_be_written_to(address: str) -> bool:
    try:
        checked_address(address)
    except BadAddress:
        return False
    return True
