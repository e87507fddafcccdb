from allauth.mfa.models import Authenticator
from django.conf import settings

from . import roles
from .models import User

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""Recovery codes do not count: they only stand in for one of these."""


def has_staff_access(user: User) -> bool:
    """Whether the person may work in the editors' admin or holds a role of any room."""
    return user.has_perm(roles.ADMIN_ACCESS) or user.groups.filter(name__in=[r.key for r in roles.all_roles()]).exists()


def has_second_factor(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type__in=SECOND_FACTORS).exists()


def needs_second_factor(user: User) -> bool:
    """Whether the person must set up a second factor before anything else opens."""
    if user.is_demo and settings.DEMO:
        return False
    return not has_second_factor(user) and has_staff_access(user)


def may_change(user: User, *, by: User) -> bool:
    """Whether `by` may change the account of `user`; superusers are changed by superusers only."""
    return by.has_perm("accounts.change_user") and (by.is_superuser or not user.is_superuser)
