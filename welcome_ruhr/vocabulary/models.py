from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from welcome_ruhr.foundation.fields import TranslatedTextField, text_in


class Term(models.Model):
    """A word that pages are tagged with; its key is stable, its names are translated."""

    key = models.SlugField(_("key"), unique=True, max_length=40)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    icon = models.SlugField(_("icon"), max_length=40, blank=True)
    names = TranslatedTextField(_("names"))

    class Meta:
        abstract = True
        ordering = ["position", "key"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return text_in(self.names, get_language() or "de") or self.key


class Audience(Term):
    """Whom a page is for."""

    class Meta(Term.Meta):
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")


class Phase(Term):
    """Where somebody stands: planning, arriving, living here."""

    colour = models.CharField(
        _("colour"),
        max_length=8,
        default="canal",
        choices=[("canal", _("canal blue")), ("signal", _("signal yellow")), ("heap", _("heap green"))],
    )

    class Meta(Term.Meta):
        verbose_name = _("phase")
        verbose_name_plural = _("phases")


class Topic(Term):
    """What a page is about."""

    class Meta(Term.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
