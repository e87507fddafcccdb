"""What the desk agrees on for itself: how soon it answers, how long it keeps, who stands in for whom."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from welcome_ruhr.enquiries.enums import CHOSEN_OUTCOMES, Outcome
from welcome_ruhr.foundation import clock
from welcome_ruhr.foundation.fields import TranslatedTextField
from welcome_ruhr.foundation.sealed import SealedTextField
from welcome_ruhr.vocabulary.models import Topic

from .enquiry import Enquiry

USUAL_ANSWER_DAYS = 3
USUAL_RETENTION_DAYS = 90


class AnswerTime(models.Model):
    """In how many working days enquiries in a language are answered; without a row, USUAL_ANSWER_DAYS."""

    language = models.CharField(_("language"), max_length=12, unique=True)
    working_days = models.PositiveSmallIntegerField(
        _("working days"), validators=[MinValueValidator(1), MaxValueValidator(30)]
    )

    def __str__(self) -> str:
        return f"{self.language}: {self.working_days}"


class RetentionPeriod(models.Model):
    """How many days after closing with an outcome the words are deleted; without a row, USUAL_RETENTION_DAYS."""

    outcome = models.CharField(_("outcome"), max_length=24, choices=CHOSEN_OUTCOMES, unique=True)
    days = models.PositiveSmallIntegerField(_("days"), validators=[MinValueValidator(14), MaxValueValidator(365)])

    def __str__(self) -> str:
        return f"{Outcome(self.outcome).label}: {self.days}"


class AnswerTemplate(models.Model):
    """A text to begin an answer with; what stands in {braces} is filled in when it is chosen."""

    title = models.CharField(_("title"), max_length=80)
    topic = models.ForeignKey(Topic, models.SET_NULL, null=True, blank=True, verbose_name=_("topic"))
    texts = TranslatedTextField(_("text"), multiline=True)

    class Meta:
        ordering = ["title", "pk"]
        verbose_name = _("answer template")
        verbose_name_plural = _("answer templates")

    def __str__(self) -> str:
        return self.title


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def current(self) -> AbsenceQuerySet:
        today = clock.today()
        return self.filter(from_on__lte=today, until_on__gte=today)


class Absence(models.Model):
    """Somebody is away, and somebody else sees and answers their enquiries; both days count."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person"))
    cover = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("cover"))
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"))

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on", "pk"]
        indexes = [models.Index(fields=["cover", "from_on", "until_on"], name="enquiries_cover")]
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="enquiries_absence_has_its_order"),
            models.CheckConstraint(condition=~Q(person=F("cover")), name="enquiries_nobody_covers_for_themselves"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.from_on} – {self.until_on}"


class Reminder(models.Model):
    """Come back to this enquiry on a day."""

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="reminders")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    due_on = models.DateField(_("on"))
    text = SealedTextField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["person", "due_on"], name="enquiries_reminders", condition=Q(done_at=None))]

    def __str__(self) -> str:
        return f"{self.enquiry_id} · {self.due_on}"
