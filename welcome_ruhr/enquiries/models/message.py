"""What is said in an enquiry, and what came with it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from welcome_ruhr.enquiries.enums import SEEN_BY_ENQUIRER, Author, Event, ScanState
from welcome_ruhr.foundation.models import IncomingMail
from welcome_ruhr.foundation.sealed import SealedTextField

from .enquiry import Enquiry


class MessageQuerySet(models.QuerySet["Message"]):
    def for_enquirer(self) -> MessageQuerySet:
        """Without what the office notes for itself."""
        return self.filter(author__in=SEEN_BY_ENQUIRER)


class Message(models.Model):
    """One piece of a conversation; an internal note is one that only the desk sees, an event has no text."""

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="messages")
    author = models.CharField(max_length=10, choices=Author)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    event = models.CharField(max_length=20, choices=Event, blank=True)
    text = SealedTextField()
    quoted = SealedTextField(help_text="what a mail repeats of earlier ones, folded away")
    subject = SealedTextField(help_text="of a mail")
    has_formatting = models.BooleanField(default=False, help_text="whether the mail holds HTML as well")
    mail = models.ForeignKey(IncomingMail, models.SET_NULL, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=12)
    written_at = models.DateTimeField()

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("message")
        indexes = [models.Index(fields=["enquiry", "id"], name="enquiries_conversation")]
        constraints = [
            models.CheckConstraint(
                condition=Q(author=Author.SYSTEM) & ~Q(event="") | ~Q(author=Author.SYSTEM) & Q(event=""),
                name="enquiries_only_the_portal_tells_events",
            ),
            models.CheckConstraint(
                condition=~Q(author__in=(Author.ADVISER, Author.GUIDE, Author.NOTE)) | Q(by__isnull=False),
                name="enquiries_staff_sign_what_they_write",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enquiry_id} · {self.author} · {self.written_at:%Y-%m-%d}"

    @property
    def is_note(self) -> bool:
        return self.author == Author.NOTE


class Attachment(models.Model):
    """A file that came with a message; its content lies sealed under a random name (`foundation.uploads`)."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="attachments")
    stored_as = models.CharField(max_length=80, unique=True, null=True, help_text="none: not kept")
    name = SealedTextField()
    content_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64)
    scan = models.CharField(max_length=10, choices=ScanState, default=ScanState.HELD)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(scan=ScanState.NOT_KEPT, stored_as=None)
                | ~Q(scan=ScanState.NOT_KEPT) & Q(stored_as__isnull=False),
                name="enquiries_file_is_kept_or_said_not_to_be",
            )
        ]

    def __str__(self) -> str:
        return f"{self.content_type} · {self.size}"

    @property
    def may_be_opened(self) -> bool:
        return self.scan in (ScanState.CLEAN, ScanState.UNSCANNED)


class Draft(models.Model):
    """What somebody at the desk has begun to write, kept as they type."""

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="drafts")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    text = SealedTextField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enquiry", "by"], name="enquiries_one_draft_each")]

    def __str__(self) -> str:
        return f"{self.enquiry_id} · {self.changed_at:%Y-%m-%d}"


class Mention(models.Model):
    """Somebody is called in an internal note."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="mentions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "person"], name="enquiries_called_once")]

    def __str__(self) -> str:
        return f"{self.message_id} · {self.person_id}"
