from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Users are found and made by e-mail address; capital letters do not matter."""

    use_in_migrations = True

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        return (email or "").strip().lower()

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=self.normalize_email(username))

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make a person who can sign in; without a password only by reset link, passkey or single sign-on.

        Raises ValueError without an address.
        """
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make a person who may do everything; `manage.py createsuperuser` comes here."""
        return self.create_user(email, password, **{"is_staff": True, "is_superuser": True, **fields})


def permitted_languages() -> list[tuple[str, str]]:
    """Return the languages of the pages after sign-in; a function, so that changing them needs no migration."""
    return settings.WAGTAILADMIN_PERMITTED_LANGUAGES


class User(AbstractUser):
    """A person who signs in: staff today, guides and network members later. Newcomers need no account."""

    username = None  # type: ignore[assignment]  # the address is the name
    email = models.EmailField(
        _("e-mail address"), unique=True, error_messages={"unique": _("Someone with this e-mail address exists.")}
    )
    language = models.CharField(
        _("language"),
        max_length=10,
        choices=permitted_languages,
        blank=True,
        help_text=_("of e-mails and of the pages after sign-in; empty: as the browser asks"),
    )
    is_demo = models.BooleanField(
        _("demo account"),
        default=False,
        editable=False,
        help_text=_("may sign in without a second factor while the demo is on, and not at all when it is off"),
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_any_case",
                violation_error_message=_("Someone with this e-mail address exists."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    @property
    def may_sign_in(self) -> bool:
        """Whether the account is open: active, and if it is a demo account, while the demo is on."""
        return self.is_active and (settings.DEMO or not self.is_demo)
