"""What finds an enquiry again without keeping what somebody typed: fingerprints of receipt codes and addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcome_ruhr.foundation import receipt_codes, vault

if TYPE_CHECKING:
    from .models import Enquiry

CODE = "receipt code"
MAIL = "mail"
STOP = "no more mail"
STOP_SIGNS = 32


def code_key(code: str) -> str:
    """Return the fingerprint of a code as it was typed; "" when it is none."""
    signs = receipt_codes.cleaned(code)
    return vault.fingerprint(CODE, signs) if signs else ""


def email_key(address: str) -> str:
    """Return the fingerprint of an e-mail address; capitals and blanks around it do not matter."""
    return vault.fingerprint(MAIL, address.strip().lower()) if address.strip() else ""


def stop_token(enquiry: Enquiry) -> str:
    """Return what stands in the address that ends our mails about an enquiry: "12-" and 32 hex digits.

    It is bound to the code of the enquiry: a number that comes again, after a restore, is another enquiry's.
    """
    return f"{enquiry.pk}-{vault.fingerprint(STOP, f'{enquiry.pk}.{enquiry.code_key}')[:STOP_SIGNS]}"
