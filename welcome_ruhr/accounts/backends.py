from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from .models import User


class SignInBackend(AuthenticationBackend):
    """E-mail address and password, for those who may sign in at all.

    Django asks `user_can_authenticate` at every request too, so a session ends the moment an account is
    closed or the demo is switched off.
    """

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        # Other login forms say `username`. They know neither lock-out nor second factor: they get nobody in.
        if "email" not in credentials:
            return None
        user: User | None = super().authenticate(request, **credentials)
        return user

    def user_can_authenticate(self, user: User) -> bool:
        return user.may_sign_in
