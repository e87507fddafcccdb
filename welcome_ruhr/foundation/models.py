from typing import Any, NoReturn

from django.db import models
from django.db.models import Q
from django_tasks_db.models import DBTaskResult

from .enums import IncomingState, MailState
from .sealed import SealedTextField


class TaskLease(models.Model):
    """A running task belongs to one worker until `expires_at`; the worker moves that moment on while it lives."""

    task = models.OneToOneField(DBTaskResult, on_delete=models.CASCADE, primary_key=True, related_name="lease")
    worker_id = models.CharField(max_length=64)
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.task_id} · {self.worker_id}"


class FailedAttempt(models.Model):
    """One try of a task that raised an error or whose worker was killed; the task's own row keeps only the last."""

    task = models.ForeignKey(DBTaskResult, on_delete=models.CASCADE, related_name="failed_attempts")
    number = models.PositiveSmallIntegerField(help_text="counted from 1")
    worker_id = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    failed_at = models.DateTimeField()
    exception_class_path = models.TextField()
    traceback = models.TextField()

    class Meta:
        ordering = ["task", "number"]
        constraints = [
            models.UniqueConstraint(fields=["task", "number"], name="foundation_one_row_per_failed_attempt"),
            models.CheckConstraint(condition=Q(number__gte=1), name="foundation_attempts_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} · {self.number} · {self.exception_class_path}"


class ScheduleEntry(models.Model):
    """When a task that repeats itself is due next. Rows are made from the schedule declared in code."""

    name = models.CharField(max_length=255, primary_key=True, help_text="Python path of the task")
    rule = models.CharField(max_length=100, help_text="the rule by which the next moment was found")
    next_run_at = models.DateTimeField(db_index=True)
    last_run_at = models.DateTimeField(null=True, blank=True)
    last_task = models.ForeignKey(DBTaskResult, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "schedule entries"

    def __str__(self) -> str:
        return f"{self.name} · {self.rule}"


class RateLimitWindow(models.Model):
    """How often one key was used since its window opened. The key itself is not stored, only its keyed hash."""

    key_hash = models.CharField(max_length=64, primary_key=True)
    hits = models.PositiveIntegerField(default=0)
    last_hit_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.key_hash[:8]}… · {self.hits}"


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


class VaultKey(models.Model):
    """A key under which rows may be sealed, known by a fingerprint: without it in the key file, nobody reads them."""

    id = models.CharField(max_length=16, primary_key=True)
    noted_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.id


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def without_content(self) -> "OutgoingMailQuerySet":
        """Leave sealed what is sealed: for lists and counts."""
        return self.defer("recipient", "subject", "text", "html")


class OutgoingMail(models.Model):
    """A mail that left or is to leave, and how far it came; written by `outbox` only. Its content is sealed."""

    kind = models.CharField(max_length=60, help_text="such as “enquiries.receipt”")
    about = models.CharField(max_length=60, blank=True, default="", db_index=True, help_text="such as “enquiry:12”")
    recipient = SealedTextField()
    recipient_key = models.CharField(max_length=64, blank=True, help_text="the same for one mailbox; none: not counted")
    subject = SealedTextField()
    text = SealedTextField()
    html = SealedTextField()
    headers = models.JSONField(default=dict, blank=True, help_text="further headers; no word about a person")
    language = models.CharField(max_length=20, blank=True, default="")
    message_id = models.CharField(max_length=255, unique=True, help_text="the same in every try")
    state = models.CharField(max_length=10, choices=MailState, default=MailState.WAITING)
    state_since = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0, help_text="how often it was offered to a mail server")
    created_at = models.DateTimeField()
    next_try_at = models.DateTimeField(null=True, blank=True, help_text="by when the next try is due")
    sent_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True, default="", help_text="what went wrong in the last try")

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["recipient_key", "created_at"], name="foundation_mail_to_one"),
            models.Index(fields=["state", "state_since"], name="foundation_mail_by_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MailState.values), name="foundation_mail_state_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=[MailState.SENT, MailState.CAME_BACK], sent_at__isnull=False)
                | (~Q(state__in=[MailState.SENT, MailState.CAME_BACK]) & Q(sent_at__isnull=True)),
                name="foundation_mail_sent_has_moment",
            ),
            models.CheckConstraint(
                condition=Q(state=MailState.WAITING, next_try_at__isnull=False)
                | (~Q(state=MailState.WAITING) & Q(next_try_at__isnull=True)),
                name="foundation_mail_waiting_has_next_try",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[MailState.WAITING, MailState.SENDING]) | ~Q(recipient=""),
                name="foundation_mail_on_its_way_has_recipient",
            ),
            models.CheckConstraint(
                condition=Q(attempts__gte=1) | ~Q(state__in=[MailState.SENDING, MailState.SENT, MailState.REFUSED]),
                name="foundation_mail_offered_was_tried",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} · {self.kind} · {self.state}"

    @property
    def is_empty(self) -> bool:
        """Whether its content was erased: it cannot be sent any more."""
        return not self.recipient


class Mailbox(models.Model):
    """A mailbox that is fetched from, and how far; written by `mailbox` only."""

    name = models.CharField(max_length=255, unique=True, help_text="user, host and folder")
    uid_validity = models.PositiveBigIntegerField(default=0, help_text="when it changes, all numbers begin anew")
    last_uid = models.PositiveBigIntegerField(default=0, help_text="the last mail that is stored here")
    tried_at = models.DateTimeField(null=True, blank=True)
    fetched_at = models.DateTimeField(null=True, blank=True, help_text="when it was last reached")
    problem = models.CharField(max_length=300, blank=True, default="", help_text="why it was not reached")

    def __str__(self) -> str:
        return self.name


class IncomingMail(models.Model):
    """A mail as it came, sealed under `stored_as` (`foundation.uploads`) until what it belongs to is forgotten."""

    mailbox = models.ForeignKey(Mailbox, models.PROTECT, null=True, related_name="mails", help_text="none: from a file")
    uid_validity = models.PositiveBigIntegerField(default=0)
    uid = models.PositiveBigIntegerField(default=0)
    stored_as = models.CharField(max_length=80, unique=True, null=True, help_text="none: erased")
    size = models.PositiveIntegerField(help_text="bytes")
    key = models.CharField(max_length=64, blank=True, db_index=True, help_text="the same for a mail that comes twice")
    state = models.CharField(max_length=10, choices=IncomingState, default=IncomingState.WAITING)
    state_since = models.DateTimeField()
    reason = models.CharField(max_length=40, blank=True, default="", help_text="why it was set aside or not read")
    attempts = models.PositiveSmallIntegerField(default=0)
    about = models.CharField(max_length=60, blank=True, default="", db_index=True, help_text="such as “enquiry:12”")
    arrived_at = models.DateTimeField(help_text="when it was fetched")

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state", "state_since"], name="foundation_incoming_by_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=IncomingState.values), name="foundation_incoming_state_known"),
            models.UniqueConstraint(
                fields=["mailbox", "uid_validity", "uid"],
                condition=Q(mailbox__isnull=False),
                name="foundation_incoming_fetched_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} · {self.state}"

    @property
    def is_erased(self) -> bool:
        return self.stored_as is None


class RestoreTrial(models.Model):
    """A backup was restored aside and held what had gone in; written by `backup.trying` only."""

    at = models.DateTimeField(db_index=True)
    rows = models.PositiveBigIntegerField(help_text="in all tables together")
    files = models.PositiveIntegerField(help_text="the copy of the database is one of them")
    bytes = models.PositiveBigIntegerField(help_text="of these files")

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} · {self.rows} · {self.files}"
