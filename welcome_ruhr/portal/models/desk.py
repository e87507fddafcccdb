"""What the review desk keeps: links that were tried and addresses that lead nowhere."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from welcome_ruhr.portal.enums import LinkOutcome, LinkProblem

LONGEST_ADDRESS = 1000
LONGEST_PATH = 200


class CheckedLink(models.Model):
    """An address that our pages or records link, and what came of trying it; one of ours is a path or "page:7"."""

    address = models.CharField(_("address"), max_length=LONGEST_ADDRESS, unique=True)
    host = models.CharField(_("host"), max_length=255, blank=True, db_index=True)
    outcome = models.CharField(_("outcome"), max_length=12, choices=LinkOutcome, default=LinkOutcome.NEW)
    status = models.PositiveSmallIntegerField(_("last status"), null=True, blank=True, help_text=_("of HTTP"))
    problem = models.CharField(_("problem"), max_length=20, choices=LinkProblem, blank=True)
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0)
    failing_since = models.DateField(_("failing since"), null=True, blank=True)
    checked_at = models.DateTimeField(_("last checked at"), null=True, blank=True)
    due_at = models.DateTimeField(_("next check at"), db_index=True)
    ignored_until = models.DateField(_("not reported until"), null=True, blank=True)
    ignore_reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        ordering = ["address"]
        verbose_name = _("checked link")
        verbose_name_plural = _("checked links")
        constraints = [
            models.CheckConstraint(
                condition=Q(ignored_until__isnull=True) | ~Q(ignore_reason=""), name="portal_link_ignored_with_reason"
            )
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def is_followed(self) -> bool:
        """Whether a browser can follow it; a page of ours that running text names by number it cannot."""
        return self.address.startswith(("/", "http://", "https://", "HTTP"))

    @property
    def what(self) -> str:
        """What came of it, for an editor: "page not found (404)"."""
        label = str(LinkProblem(self.problem).label) if self.problem else str(LinkOutcome(self.outcome).label)
        return f"{label} ({self.status})" if self.status else label


class LinkUse(models.Model):
    """Where a link stands: a page, or a record such as an office."""

    link = models.ForeignKey(CheckedLink, on_delete=models.CASCADE, related_name="uses")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("place of a link")
        verbose_name_plural = _("places of links")
        constraints = [
            models.UniqueConstraint(fields=["link", "content_type", "object_id"], name="portal_link_use_counted_once")
        ]

    def __str__(self) -> str:
        return f"{self.link_id} · {self.content_type_id} · {self.object_id}"


class MissedAddress(models.Model):
    """A path of this portal that was asked for and leads nowhere; nothing is kept about who did it."""

    path = models.CharField(_("address"), max_length=LONGEST_PATH)
    month = models.DateField(_("month"), help_text=_("its first day"))
    times = models.PositiveIntegerField(_("how often"), default=1)
    last_on = models.DateField(_("last on"), db_index=True)

    class Meta:
        verbose_name = _("address not found")
        verbose_name_plural = _("addresses not found")
        constraints = [models.UniqueConstraint(fields=["path", "month"], name="portal_missed_address_per_month")]

    def __str__(self) -> str:
        return f"{self.path} ({self.month:%Y-%m}): {self.times}"
