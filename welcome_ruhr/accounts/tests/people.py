"""People for tests of every room: with a role, with or without a second factor."""

import itertools

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.models import Group

from welcome_ruhr.accounts.models import User

PASSWORD = "a quiet canal at night"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

_number = itertools.count(1)


def make_person(role=None, *, second_factor=False, **fields):
    """Make a person who signs in with PASSWORD; `role` is the key of a role, such as "editor"."""
    email = fields.pop("email", None) or f"person{next(_number)}@example.org"
    user = User.objects.create_user(email, PASSWORD, **{"first_name": "Kim", "last_name": "Beispiel", **fields})
    if role:
        user.groups.add(Group.objects.get(name=role))
    if second_factor:
        add_app(user)
    return user


def add_app(user):
    """Set up an authenticator app that knows SECRET."""
    return Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": SECRET})


def add_recovery_codes(user):
    return RecoveryCodes.activate(user).get_unused_codes()


def code_now(secret=SECRET):
    """Return what an authenticator app would show at this moment."""
    return totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))


def sign_in(client, user, password=PASSWORD, **fields):
    """Send the sign-in form as a browser without scripts would."""
    return client.post("/account/login/", {"login": user.email, "password": password, **fields})
