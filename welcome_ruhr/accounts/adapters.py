"""Where django-allauth asks this house how signing in works here."""

import time
from typing import Any, NoReturn

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.userkit import filter_users_by_email
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from . import workspace
from .models import User


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators only; nobody signs up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("This e-mail address and this password do not belong together."),
        # Says the same as ACCOUNT_RATE_LIMITS in the settings.
        "too_many_login_attempts": _("Too many failed tries. Please wait ten minutes and try again."),
        "rate_limited": _("Too many failed tries. Please wait ten minutes and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponseBase | None:
        """Turn away closed accounts whichever way they come: password, passkey or single sign-on."""
        if not user.may_sign_in:
            response: HttpResponseBase = self.respond_user_inactive(request, user)
            return response
        return None

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Send the person on; from here the pages speak the language of their account."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if user.language:
            response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, samesite="Lax", secure=settings.HTTPS)
        return response

    def get_login_redirect_url(self, request: workspace.SignedInRequest) -> str:
        """Lead to the workspace, or to the editors' admin those who work only there."""
        return workspace.first_page(request.user)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not right after signing in: who has just typed the password need not type it again at once."""
        if not super().is_reauthentication_required(app=app, **kwargs):
            return False
        records = get_authentication_records(self.request, self.request.user)
        moments = [record["at"] for record in records]
        return time.time() - max(moments, default=0.0) > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send in the language of the person's account, or else of the page they are on."""
        language = getattr(context.get("user"), "language", "") or translation.get_language()
        with translation.override(language):
            super().send_mail(template_prefix, email, context)


class MFAAdapter(DefaultMFAAdapter):
    """The names that phones and password managers show for this portal and its passkeys."""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": settings.SITE_NAME}

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Single sign-on opens accounts that exist; it never makes one.

    The first time, the account is found by an e-mail address that the provider vouches for. From then on
    it is tied to the provider's own number for the person (`sub`), because addresses are given to others.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the person; ends the request with a page that says why when there is none."""
        if sociallogin.state.get("process") != AuthProcess.LOGIN:
            _refuse(request, gettext("Single sign-on only works from the sign-in page."))
        sociallogin.account.extra_data = {}  # nothing the provider tells about the person is kept
        if sociallogin.is_existing:
            sociallogin.account.save(update_fields=["extra_data"])
        else:
            sociallogin.connect(request, _person_to_link(request, sociallogin))


def _person_to_link(request: HttpRequest, sociallogin: SocialLogin) -> User:
    # "is True": some providers send the text "false", which Python takes for true.
    addresses = [address.email for address in sociallogin.email_addresses if address.verified is True]
    if not addresses:
        _refuse(request, gettext("Your single sign-on has no confirmed e-mail address for you."))
    users = [user for address in addresses for user in filter_users_by_email(address, for_login=True)]
    if not users:
        _refuse(request, gettext("Nobody here has the e-mail address of your single sign-on."))
    if SocialAccount.objects.filter(user=users[0], provider=sociallogin.account.provider).exists():
        _refuse(request, gettext("The account with this e-mail address belongs to someone else's single sign-on."))
    return users[0]


def _refuse(request: HttpRequest, reason: str) -> NoReturn:
    page = render(request, "accounts/single_sign_on_refused.html", {"reason": reason}, status=403)
    raise ImmediateHttpResponse(page)
