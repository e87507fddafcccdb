"""A code is entered: in the body of a form, never in an address, and not as often as one likes."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from allauth.account.adapter import get_adapter
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from welcome_ruhr.enquiries.fingerprints import code_key
from welcome_ruhr.foundation import receipt_codes
from welcome_ruhr.foundation.rate_limit import RateLimitExceeded, hit, network_of

LARGEST_BODY = 128 * 1024
"""Bytes: a code, and beside it a text that somebody wrote before their half hour was over."""
CODES_PER_TEN_MINUTES = 10
"""codes that are looked up, right or wrong, for each network"""
LINES_PER_HOUR = 100
"""whatever is typed, slips too: those harm nobody, for nothing is looked up"""

T = TypeVar("T")


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Your code"),
        help_text=gettext_lazy(
            "21 signs, such as 7K3M-QX2D-9RTV-4HPB-8GWEF. Dashes and capital letters do not matter."
        ),
        max_length=200,
        error_messages={"required": gettext_lazy("Please type your code here.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "dir": "ltr"}
        ),
    )
    wait_seconds = 0
    """more than none: too many were tried"""

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if not receipt_codes.cleaned(code):
            raise forms.ValidationError(_("There is a slip in this code. Please compare it sign by sign."))
        return code

    @property
    def status(self) -> int:
        return 429 if self.wait_seconds else 422 if self.errors else 200


def opened_with(form: CodeForm, request: HttpRequest, look_up: Callable[[str], T | None]) -> T | None:
    """Return what the code opens; None when it opens nothing, and the form says why in one sentence."""
    is_code = form.is_valid()
    try:
        _count(request, is_code=is_code)
    except RateLimitExceeded as error:
        _have_wait(form, error.retry_after_seconds)
        return None
    found = look_up(code_key(form.cleaned_data["code"])) if is_code else None
    if is_code and found is None:
        form.add_error("code", _("This code opens nothing. Please compare it, or it was deleted in the meantime."))
    return found


def _count(request: HttpRequest, *, is_code: bool) -> None:
    sender = network_of(get_adapter().get_client_ip(request))
    hit(f"enquiries.lines:{sender}", limit=LINES_PER_HOUR, per=timedelta(hours=1))
    if is_code:
        hit(f"enquiries.codes:{sender}", limit=CODES_PER_TEN_MINUTES, per=timedelta(minutes=10))


def _have_wait(form: CodeForm, seconds: int) -> None:
    minutes = math.ceil(seconds / 60)
    sentence = ngettext(
        "Too many codes were tried from here. Please try again in %(minutes)d minute.",
        "Too many codes were tried from here. Please try again in %(minutes)d minutes.",
        minutes,
    )
    form.wait_seconds = seconds
    form.errors.clear()
    form.add_error("code", sentence % {"minutes": minutes})
