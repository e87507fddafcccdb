from typing import Any

from django.apps import AppConfig, apps
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "welcome_ruhr.accounts"
    label = "accounts"
    verbose_name = _("Accounts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Wagtail asks its own app for the pages that manage people; ours know e-mail addresses and roles.
        apps.get_app_config("wagtailusers").user_viewset = "welcome_ruhr.accounts.viewsets.UserViewSet"  # type: ignore[attr-defined]
        post_migrate.connect(_after_migrate, dispatch_uid="accounts.ensure_roles")


def _after_migrate(sender: AppConfig, using: str, **kwargs: Any) -> None:
    # Every app tells that it was migrated; only after the last one do all permissions exist.
    last = [config for config in apps.get_app_configs() if config.models_module][-1]
    if sender.label != last.label or not _tables_exist(using):
        return
    from .actions import ensure_roles

    ensure_roles()


def _tables_exist(using: str) -> bool:
    # Someone may migrate a single app, or back to the start.
    needed = {"auth_group", "wagtailcore_groupcollectionpermission", "accounts_user"}
    return needed <= set(connections[using].introspection.table_names())
