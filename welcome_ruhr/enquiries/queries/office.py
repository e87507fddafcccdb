"""What an office reads with the code it got by mail."""

from __future__ import annotations

from welcome_ruhr.enquiries.enums import ReferralState
from welcome_ruhr.enquiries.models import Referral


def referral_of_key(code_key: str) -> Referral | None:
    """Return the referral whose code has this fingerprint, while an answer is awaited."""
    awaited = Referral.objects.filter(state=ReferralState.SENT, code_key=code_key)
    return awaited.select_related("enquiry", "by").first()
