"""The one cookie of the public side: which enquiry somebody opened with their code, for half an hour at a time.

    visits.keep(response, enquiry)      after the code was right, and with every answer from then on
    visits.current(request)             whose page it is; None without the cookie, too late, or with a dead code
    visits.end(response)

The cookie is sealed and signed for this purpose alone: nothing that is sealed elsewhere can take its place. It holds
the number of the enquiry, the beginning of its code's fingerprint, and the moment; the code itself it does not hold.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from welcome_ruhr.enquiries.models import Enquiry
from welcome_ruhr.enquiries.queries.mine import enquiry_of_visit
from welcome_ruhr.foundation import clock, vault

COOKIE = "my_enquiry"
SECONDS = 30 * 60
KEY_SIGNS = 16
LONGEST = 400
"""Signs; ours have about 250."""
_SIGNED = "cookie of my enquiry"
_FORM = "form of my enquiry"


@dataclass(frozen=True)
class Visit:
    enquiry: Enquiry

    @property
    def form_token(self) -> str:
        """What a form of this visit carries: another site cannot know it, and no other enquiry has the same."""
        return vault.fingerprint(_FORM, _name_of(self.enquiry))

    def owns(self, token: str) -> bool:
        return hmac.compare_digest(token.encode(), self.form_token.encode())


def current(request: HttpRequest) -> Visit | None:
    """Return whose page this is, while the cookie is not older than SECONDS and the code is still alive."""
    said = _opened(request.COOKIES.get(COOKIE, ""))
    if said is None:
        return None
    pk, key, seconds = said.split(".")
    if not 0 <= _seconds_now() - int(seconds) < SECONDS:
        return None
    enquiry = enquiry_of_visit(int(pk), key)
    return Visit(enquiry) if enquiry else None


def keep(response: HttpResponseBase, enquiry: Enquiry) -> None:
    """Have the browser keep the visit for another SECONDS."""
    said = f"{_name_of(enquiry)}.{_seconds_now()}"
    sealed = vault.seal(f"{vault.fingerprint(_SIGNED, said)} {said}").decode()
    _set(response, sealed.rstrip("="), SECONDS)


def end(response: HttpResponseBase) -> None:
    _set(response, "", 0)


def _set(response: HttpResponseBase, value: str, max_age: int) -> None:
    response.set_cookie(
        COOKIE,
        value,
        max_age=max_age,
        path=reverse("enquiries:mine"),
        secure=settings.HTTPS,
        httponly=True,
        samesite="Strict",
    )


def _opened(value: str) -> str | None:
    """Return what `keep` wrote; None for anything else."""
    if not value or len(value) > LONGEST:
        return None
    try:
        opened = vault.unseal_bytes((value + "=" * (-len(value) % 4)).encode())
    except vault.Unreadable:
        return None
    sign, _space, said = opened.decode(errors="replace").partition(" ")
    return said if hmac.compare_digest(sign.encode(), vault.fingerprint(_SIGNED, said).encode()) else None


def _name_of(enquiry: Enquiry) -> str:
    return f"{enquiry.pk}.{(enquiry.code_key or '')[:KEY_SIGNS]}"


def _seconds_now() -> int:
    return int(clock.now().timestamp())
