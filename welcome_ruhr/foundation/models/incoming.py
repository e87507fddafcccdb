from django.db import models
from django.db.models import Q

from welcome_ruhr.foundation.enums import FetchProblem, IncomingState


class Mailbox(models.Model):
    """A mailbox that is fetched from, and how far; written by `mailbox` only."""

    name = models.CharField(max_length=255, unique=True, help_text="user, host and folder")
    uid_validity = models.PositiveBigIntegerField(default=0, help_text="when it changes, all numbers begin anew")
    last_uid = models.PositiveBigIntegerField(default=0, help_text="the last mail that has a row here")
    held_by = models.CharField(max_length=32, blank=True, default="", help_text="the run that fetches now")
    held_until = models.DateTimeField(null=True, blank=True, help_text="then another run may go on without it")
    tried_at = models.DateTimeField(null=True, blank=True)
    fetched_at = models.DateTimeField(null=True, blank=True, help_text="when it was last reached")
    problem = models.CharField(
        max_length=20, choices=FetchProblem, blank=True, default="", help_text="why it was not reached"
    )

    def __str__(self) -> str:
        return self.name


class IncomingMail(models.Model):
    """A mail as it came, sealed under `stored_as` (`foundation.uploads`) until what it belongs to is forgotten."""

    mailbox = models.ForeignKey(Mailbox, models.PROTECT, null=True, related_name="mails", help_text="none: from a file")
    uid_validity = models.PositiveBigIntegerField(default=0)
    uid = models.PositiveBigIntegerField(default=0)
    stored_as = models.CharField(max_length=80, unique=True, null=True, help_text="none: not loaded, or erased")
    size = models.PositiveIntegerField(help_text="bytes; as the server says, until it is loaded")
    key = models.CharField(max_length=64, blank=True, db_index=True, help_text="the same for a mail that comes twice")
    state = models.CharField(max_length=10, choices=IncomingState, default=IncomingState.WAITING)
    state_since = models.DateTimeField()
    reason = models.CharField(max_length=40, blank=True, default="", help_text="why it was set aside or not read")
    attempts = models.PositiveSmallIntegerField(default=0, help_text="to load it; then to read it")
    about = models.CharField(max_length=60, blank=True, default="", db_index=True, help_text="such as “enquiry:12”")
    arrived_at = models.DateTimeField(help_text="when it was first seen")
    erased_at = models.DateTimeField(null=True, blank=True, help_text="when its words were deleted here")
    gone_at = models.DateTimeField(null=True, blank=True, help_text="since when the mailbox has no copy of it")

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state", "state_since"], name="foundation_incoming_by_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=IncomingState.values), name="foundation_incoming_state_known"),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(stored_as__isnull=True),
                name="foundation_incoming_erased_has_no_file",
            ),
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
        """Whether nothing of it is here: its words were deleted, or it was never loaded."""
        return self.stored_as is None
