"""An enquiry: one question, one responsible person, one outcome."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from welcome_ruhr.directory.models import Municipality
from welcome_ruhr.enquiries.enums import CameBy, Helped, Outcome, ReplyBy, State, Trust, Whereabouts
from welcome_ruhr.foundation.sealed import SealedTextField
from welcome_ruhr.vocabulary.models import Audience, Phase, Topic


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    def open(self) -> EnquiryQuerySet:
        return self.exclude(state=State.CLOSED)

    def readable(self) -> EnquiryQuerySet:
        """Those of which more is left than numbers."""
        return self.filter(anonymised_at=None)


class Enquiry(models.Model):
    """What somebody asked, from the first word to the outcome. Without its messages it says nothing of the person.

    `code_key` is the fingerprint of the receipt code (`vault.fingerprint("receipt code", …)`), None once nothing
    but numbers is left; `due_on` is the day on which somebody has to act, None while it is nobody's turn here.
    """

    code_key = models.CharField(max_length=64, unique=True, null=True, editable=False)
    language = models.CharField(_("language"), max_length=12)
    reply_by = models.CharField(_("answer"), max_length=10, choices=ReplyBy, default=ReplyBy.PAGE)
    came_by = models.CharField(max_length=10, choices=CameBy, default=CameBy.PAGE)
    email = SealedTextField()
    email_key = models.CharField(max_length=64, blank=True, db_index=True, editable=False)

    about = models.CharField(_("asked from"), max_length=80, blank=True)
    may_belong_to = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="the same person wrote before, perhaps",
    )
    audience = models.ForeignKey(Audience, models.PROTECT, null=True, blank=True, verbose_name=_("audience"))
    phase = models.ForeignKey(Phase, models.PROTECT, null=True, blank=True, verbose_name=_("phase"))
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, verbose_name=_("topic"))
    place = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True, verbose_name=_("place"))
    whereabouts = models.CharField(_("where the person is"), max_length=12, choices=Whereabouts, blank=True)
    permit_ends_on = models.DateField(_("visa or permit ends on"), null=True, blank=True)
    trust = models.CharField(max_length=10, choices=Trust, default=Trust.UNCHECKED)

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.NEW)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("responsible")
    )
    is_legal_matter = models.BooleanField(
        _("asks for the assessment of an individual legal matter"),
        default=False,
        help_text=_("Residence, social, labour or family law: a guide may then only help under supervision (RDG § 6)."),
    )
    has_news = models.BooleanField(default=True)
    due_on = models.DateField(null=True, blank=True)

    asked_at = models.DateTimeField()
    promised_on = models.DateField(_("answer promised for"))
    first_promised_on = models.DateField(null=True, help_text="what was promised first, by which we are measured")
    told_late_at = models.DateTimeField(null=True, blank=True)
    first_answered_at = models.DateTimeField(null=True, blank=True)
    news_at = models.DateTimeField(help_text="when somebody last wrote")
    done_at = models.DateTimeField(null=True, blank=True, help_text="when the enquirer needed nothing more")
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=24, choices=Outcome, blank=True)
    helped = models.CharField(max_length=8, choices=Helped, blank=True)
    helped_note = SealedTextField()
    forget_on = models.DateField(null=True, blank=True, help_text="when nothing but numbers will be left")
    warned_at = models.DateTimeField(null=True, blank=True)
    anonymised_at = models.DateTimeField(null=True, blank=True)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("enquiry")
        verbose_name_plural = _("enquiries")
        indexes = [
            models.Index(fields=["state", "due_on", "id"], name="enquiries_by_state"),
            models.Index(fields=["responsible", "state", "due_on", "id"], name="enquiries_by_person"),
            models.Index(fields=["forget_on"], name="enquiries_by_forgetting", condition=Q(anonymised_at=None)),
            models.Index(fields=["asked_at"], name="enquiries_by_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.CLOSED, closed_at__isnull=False) & ~Q(outcome="")
                | ~Q(state=State.CLOSED) & Q(closed_at=None, outcome=""),
                name="enquiries_closed_with_outcome",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(State.CLOSED,))
                | Q(state=State.NEW, responsible=None)
                | Q(state__in=(State.OPEN, State.WAITING, State.REFERRED), responsible__isnull=False),
                name="enquiries_somebody_responsible",
            ),
            models.CheckConstraint(
                condition=Q(anonymised_at=None) | Q(state=State.CLOSED, code_key=None, email="", helped_note=""),
                name="enquiries_anonymised_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """What people at the desk call it; it opens nothing."""
        return f"A-{self.pk}"

    @property
    def subject(self) -> str:
        """What the audit calls it."""
        return f"enquiry:{self.pk}"

    @property
    def is_closed(self) -> bool:
        return self.state == State.CLOSED
