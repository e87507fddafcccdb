from typing import Any, NoReturn

from django.db import models
from django.db.models import Q


class AppendOnly(Exception):
    """What stands in the audit chain is neither changed nor deleted."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    def update(self, **values: Any) -> NoReturn:
        raise AppendOnly("An entry of the audit chain cannot be changed.")

    def delete(self) -> NoReturn:
        raise AppendOnly("An entry of the audit chain cannot be deleted.")


class AuditEntry(models.Model):
    """Who did what to which thing, in words that name no person; written by `audit.record` only.

    Triggers of the database refuse changes as well (migration 0002).
    """

    number = models.PositiveBigIntegerField(primary_key=True, help_text="counted from 1, without a gap")
    at = models.DateTimeField()
    action = models.CharField(max_length=100, help_text="such as “enquiries.assign”")
    subject = models.CharField(max_length=100, db_index=True, help_text="such as “enquiry:12”")
    actor_id = models.PositiveBigIntegerField(
        null=True, help_text="who acted, also when the account is gone; none: the portal, or somebody without account"
    )
    details = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name_plural = "audit entries"
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1), name="foundation_audit_counts_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.action} · {self.subject}"

    def save(self, **options: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("An entry of the audit chain cannot be changed.")
        super().save(**{**options, "force_insert": True})

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        raise AppendOnly("An entry of the audit chain cannot be deleted.")


class AuditHead(models.Model):
    """The end of the audit chain: one row, locked by whoever appends. It tells when entries were cut off."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveBigIntegerField(default=0, help_text="of the newest entry")
    hash = models.CharField(max_length=64, help_text="of the newest entry")
    proof = models.CharField(max_length=64, help_text="number and hash under the key file: nobody else can write it")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="foundation_one_audit_head")]

    def __str__(self) -> str:
        return f"{self.number} · {self.hash[:8]}…"
