"""What finds an enquiry again without keeping what somebody typed: fingerprints of receipt codes and addresses."""

from __future__ import annotations

from welcome_ruhr.foundation import receipt_codes, vault

CODE = "receipt code"
MAIL = "mail"


def code_key(code: str) -> str:
    """Return the fingerprint of a code as it was typed; "" when it is none."""
    signs = receipt_codes.cleaned(code)
    return vault.fingerprint(CODE, signs) if signs else ""


def email_key(address: str) -> str:
    """Return the fingerprint of an e-mail address; capitals and blanks around it do not matter."""
    return vault.fingerprint(MAIL, address.strip().lower()) if address.strip() else ""
