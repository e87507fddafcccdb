from django.db import models
from django.db.models import Q

from welcome_ruhr.foundation.enums import MailState
from welcome_ruhr.foundation.sealed import SealedTextField


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
