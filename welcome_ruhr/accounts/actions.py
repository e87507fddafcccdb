"""What changes accounts: the groups of the roles, the demo accounts, a lost second factor."""

import logging
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from wagtail.log_actions import log
from wagtail.models import Collection, GroupCollectionPermission

from welcome_ruhr.foundation import outbox

from . import roles
from .models import User

logger = logging.getLogger(__name__)

DEMO_FILE = "demo-accounts.txt"
DEMO_DOMAIN = "example.org"  # RFC 2606: belongs to nobody, so no mail reaches anybody
# Without characters that look alike, because these passwords are typed from a screen.
PASSWORD_CHARACTERS = "abcdefghijkmnpqrstuvwxyz23456789"  # noqa: S105 — an alphabet
PASSWORD_LENGTH = 16


class DemoIsOff(Exception):
    """Raised when demo accounts are asked for while `settings.DEMO` is off."""


class NoSecondFactor(Exception):
    """Raised when a second factor is to be taken away and there is none."""


@dataclass(frozen=True)
class DemoAccount:
    role: str
    email: str
    password: str


@transaction.atomic
def ensure_roles() -> None:
    """Make the group of every declared role and give it what it may do. Nothing is taken away.

    In an emptied database there is no collection to work in; then that part waits for the next migrate.
    """
    root = Collection.get_first_root_node()
    for role in roles.all_roles():
        group, _created = Group.objects.get_or_create(name=role.key)
        group.permissions.add(*_permissions(role))
        for permission in _named(role, role.collection_permissions) if root else []:
            GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)


def _permissions(role: roles.Role) -> list[Permission]:
    named = [source for source in role.permissions if isinstance(source, str)]
    found = [permission for source in role.permissions if callable(source) for permission in source()]
    return [*_named(role, named), *found]


def _named(role: roles.Role, names: Iterable[str]) -> list[Permission]:
    found = []
    for name in names:
        app_label, codename = name.split(".")
        permission = Permission.objects.filter(content_type__app_label=app_label, codename=codename).first()
        if permission:
            found.append(permission)
        else:
            logger.warning("The role %s names the permission %s, which does not exist (yet).", role.key, name)
    return found


def make_demo_accounts(folder: Path) -> list[DemoAccount]:
    """Make one demo account per role and return all with their passwords.

    The passwords are drawn once and kept in `folder`/demo-accounts.txt, readable by the owner only; later
    calls return those, and add accounts for roles that are new. Raises DemoIsOff.
    """
    if not settings.DEMO:
        raise DemoIsOff("Demo accounts need DEMO=yes.")
    path = folder / DEMO_FILE
    kept = _read_demo_file(path)
    accounts = [kept.get(role.key) or _draw_account(role) for role in roles.all_roles()]
    with transaction.atomic():
        for account in accounts:
            _ensure_demo_user(account, new_password=account.role not in kept)
    if {account.role for account in accounts} - kept.keys():
        _write_demo_file(path, accounts)
    return accounts


def _draw_account(role: roles.Role) -> DemoAccount:
    password = "".join(secrets.choice(PASSWORD_CHARACTERS) for _ in range(PASSWORD_LENGTH))
    return DemoAccount(role.key, f"{role.key}@{DEMO_DOMAIN}", password)


def _ensure_demo_user(account: DemoAccount, *, new_password: bool) -> None:
    role = roles.find(account.role)
    user = User.objects.filter(email=account.email).first()
    if user is None:
        with translation.override("en"):
            name = str(role.name) if role else account.role
        user = User.objects.create_user(
            account.email, account.password, is_demo=True, first_name="Demo", last_name=name
        )
        user.groups.add(Group.objects.get_or_create(name=account.role)[0])
    elif new_password:
        user.set_password(account.password)
        user.save(update_fields=["password"])


def _read_demo_file(path: Path) -> dict[str, DemoAccount]:
    if not path.exists():
        return {}
    rows = [line.split() for line in path.read_text().splitlines() if line and not line.startswith("#")]
    return {row[0]: DemoAccount(*row) for row in rows if len(row) == 3}


def _write_demo_file(path: Path, accounts: Iterable[DemoAccount]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = ["# Demo accounts: role, e-mail address, password. They stop working with DEMO=no."]
    lines += [f"{account.role:<16} {account.email:<32} {account.password}" for account in accounts]
    draft = path.with_suffix(".new")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write("\n".join(lines) + "\n")
    draft.replace(path)


@transaction.atomic
def invite(*, user: User, by: User) -> None:
    """Let a new person choose a password: by a mail in their language with a link that works once, for some days.

    Whoever asks for another link gets it on the sign-in page, by “forgotten password”.
    """
    user.set_unusable_password()
    user.save(update_fields=["password"])
    key = default_token_generator.make_token(user)
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), key])
    with translation.override(user.language or settings.LANGUAGE_CODE):
        context = {
            "person": user,
            "link": f"{settings.BASE_URL}{path}",
            "sign_in": f"{settings.BASE_URL}{reverse('account_login')}",
            "days": settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60),
        }
        text = render_to_string("accounts/mail/invited.txt", context).strip() + "\n"
        subject = gettext("Your account at welcome.RUHR")
    outbox.send(
        kind="accounts.invited",
        to=user.email,
        subject=subject,
        text=text,
        language=user.language,
        about=f"user:{user.pk}",
        most_per_day=0,
    )
    log(instance=user, action="accounts.invite", user=by)


@transaction.atomic
def choose_language(*, user: User, language: str) -> None:
    """Speak this language to the person from now on, on the pages after sign-in and in e-mails."""
    user.language = language
    user.save(update_fields=["language"])


@transaction.atomic
def remove_second_factor(*, user: User, by: User | None) -> None:
    """Take away every second factor of someone who lost theirs; at the next sign-in they set up a new one.

    `by` is the administrator who does it, None on the server's command line. Raises NoSecondFactor.
    """
    deleted, _rows = Authenticator.objects.filter(user=user).delete()
    if not deleted:
        raise NoSecondFactor(f"{user.email} has no second factor.")
    log(instance=user, action="accounts.remove_second_factor", user=by)
