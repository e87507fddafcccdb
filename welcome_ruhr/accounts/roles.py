"""Who may do what: a role is a Django group that a room declares here once, in code."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.contrib.auth.models import Permission
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Role:
    key: str
    """Name of the group, and of the demo account before the @: lower case, no spaces."""
    name: "str | _StrPromise"
    description: "str | _StrPromise"
    """What the role is for, in one line beside its tick box."""
    permissions: "tuple[str | Callable[[], Iterable[Permission]], ...]" = ()
    """`app_label.codename`, or a function that finds permissions once the database is migrated."""
    collection_permissions: tuple[str, ...] = ()
    """`app_label.codename` of what the role may do with the images and documents of every collection."""


_registry: dict[str, Role] = {}


def register(role: Role) -> Role:
    """Declare a role; call it from the room's `AppConfig.ready`. The group is made after the next migrate.

    Raises ValueError when another role has the same key.
    """
    if _registry.setdefault(role.key, role) != role:
        raise ValueError(f"The role {role.key} is declared twice, and differently.")
    return role


def all_roles() -> tuple[Role, ...]:
    """Return the roles of every room, this room's first."""
    return tuple(_registry.values())


def find(key: str) -> Role | None:
    return _registry.get(key)


def of_model(label: str) -> tuple[str, ...]:
    """Return the permissions to add, change, delete and view a model, given as `app_label.model`."""
    app_label, model = label.split(".")
    return tuple(f"{app_label}.{verb}_{model}" for verb in ("add", "change", "delete", "view"))


ADMIN_ACCESS = "wagtailadmin.access_admin"
_CHOOSE_FILES = ("wagtailimages.choose_image", "wagtaildocs.choose_document")
_EDIT_FILES = (
    *_CHOOSE_FILES,
    "wagtailimages.add_image",
    "wagtailimages.change_image",
    "wagtaildocs.add_document",
    "wagtaildocs.change_document",
)

EDITOR = register(
    Role(
        key="editor",
        name=_("Editor"),
        description=_("writes and changes content and sends it to review"),
        permissions=(ADMIN_ACCESS,),
        collection_permissions=_EDIT_FILES,
    )
)
REVIEWER = register(
    Role(
        key="reviewer",
        name=_("Reviewer"),
        description=_("checks content of others and publishes it"),
        permissions=(ADMIN_ACCESS,),
        collection_permissions=_EDIT_FILES,
    )
)
ADMINISTRATOR = register(
    Role(
        key="administrator",
        name=_("Administrator"),
        description=_("looks after accounts, roles, workflows and settings, and may edit and publish"),
        permissions=(
            ADMIN_ACCESS,
            *of_model("accounts.user"),
            *of_model("auth.group"),
            *of_model("wagtailcore.collection"),
            *of_model("wagtailcore.workflow"),
            *of_model("wagtailcore.task"),
            *of_model("wagtailcore.site"),
            *of_model("wagtailredirects.redirect"),
        ),
        collection_permissions=_EDIT_FILES,
    )
)
