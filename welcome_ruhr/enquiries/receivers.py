"""What follows here when an account changes. `accounts` knows nothing of enquiries; each morning a task looks again."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models.signals import m2m_changed, post_save
from django.dispatch import receiver

from welcome_ruhr.accounts.models import User

from .tasks import put_back_left_behind


@receiver(post_save, sender=User, dispatch_uid="enquiries.account_closed")
def account_closed(
    instance: User, created: bool, raw: bool, update_fields: Collection[str] | None, **kwargs: Any
) -> None:
    may_have_closed = not (instance.is_active or created or raw)
    if may_have_closed and (update_fields is None or "is_active" in update_fields):
        put_back_left_behind.enqueue()


@receiver(m2m_changed, sender=User.groups.through, dispatch_uid="enquiries.role_taken")
def role_taken(action: str, **kwargs: Any) -> None:
    # The task runs when the transaction has held: by then, who was given another role has that one.
    if action in ("post_remove", "post_clear"):
        put_back_left_behind.enqueue()
