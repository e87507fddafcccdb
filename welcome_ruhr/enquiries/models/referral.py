"""Who else helps: an office, with consent and an outcome, or a Welcome Guide, when both agree."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from welcome_ruhr.directory.models import ContactPerson, Office
from welcome_ruhr.enquiries.enums import ConsentBy, GuideState, ReferralOutcome, ReferralState
from welcome_ruhr.foundation.sealed import SealedTextField

from .enquiry import Enquiry

PASSED_ON = (ReferralState.SENT, ReferralState.ENDED)


class Referral(models.Model):
    """An enquiry handed to an office. `passed_on` is word for word what the office gets to read.

    `code_key` is the fingerprint of the code with which the office opens it and answers. `sent_at` is when the office
    was told, by mail or by somebody at the desk; None while the enquirer has agreed and nobody has told it.
    """

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="referrals")
    office = models.ForeignKey(Office, models.SET_NULL, null=True, related_name="+", verbose_name=_("office"))
    person = models.ForeignKey(
        ContactPerson, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("contact person")
    )
    office_name = models.CharField(max_length=200, help_text="as it was called on that day")
    state = models.CharField(max_length=10, choices=ReferralState, default=ReferralState.ASKED)
    passed_on = SealedTextField()
    answer_by = models.DateField(_("answer asked for by"))
    code_key = models.CharField(max_length=64, unique=True, null=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    consent_by = models.CharField(max_length=10, choices=ConsentBy, blank=True)
    consent_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=14, choices=ReferralOutcome, blank=True)
    outcome_at = models.DateTimeField(null=True, blank=True)
    answered_by_office = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("referral")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=PASSED_ON) | (Q(consent_at__isnull=False) & ~Q(consent_by="")),
                name="enquiries_nothing_passed_on_without_consent",
            ),
            models.CheckConstraint(
                condition=Q(state=ReferralState.ENDED) & ~Q(outcome="") | ~Q(state=ReferralState.ENDED) & Q(outcome=""),
                name="enquiries_referral_ends_with_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enquiry_id} → {self.office_name}"

    @property
    def is_open(self) -> bool:
        return self.state in (ReferralState.ASKED, ReferralState.SENT)

    @property
    def waits_for_paper(self) -> bool:
        """Whether the enquirer has agreed, but no e-mail went out: somebody has to send it on paper, or read it out."""
        return self.state == ReferralState.SENT and self.sent_at is None

    @property
    def is_passed_on(self) -> bool:
        """Whether the office has the words."""
        return self.state in PASSED_ON and self.sent_at is not None


class GuideRequest(models.Model):
    """A Welcome Guide asked to help. With a legal matter an adviser supervises (RDG §§ 2, 6)."""

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="guide_requests")
    guide = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    supervisor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=GuideState, default=GuideState.ASKED)
    consent_by = models.CharField(max_length=10, choices=ConsentBy)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enquiry", "guide"],
                condition=Q(state__in=(GuideState.ASKED, GuideState.ACCEPTED)),
                name="enquiries_guide_asked_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.enquiry_id} → {self.guide_id}"
