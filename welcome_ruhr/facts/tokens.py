"""`{{ fact:key }}` in running text."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from welcome_ruhr.design import tokens
from welcome_ruhr.design.kept_drawings import kept_drawings
from welcome_ruhr.foundation.nearest import meant

from .enums import Standing
from .printing import amount, date_label
from .queries import FigureToday, figure_today, figures_by_key, figures_today

PREFIX = "fact"


def register() -> None:
    tokens.register(
        PREFIX, tokens.TokenSource(as_html=as_html, as_text=as_text, problem=problem, objects=figures_by_key)
    )


def as_html(key: str, language: str) -> SafeString:
    """Print a figure; one that is unknown or unverified shows that it is being checked, never a number."""
    today = figure_today(key)
    if today is None or today.standing == Standing.UNVERIFIED:
        return format_html('<span class="fact fact-missing">{}</span>', _being_checked(language))
    return kept_drawings.get("fact", {"today": today, "language": language}, lambda: _printed(today, language))


def _printed(today: FigureToday, language: str) -> SafeString:
    return format_html(
        '<span class="fact fact-{}"><bdi>{}</bdi> <span class="fact-date">({})</span></span>',
        today.standing,
        amount(today.value, language),
        date_label(today, language),
    )


def as_text(key: str, language: str) -> str:
    today = figure_today(key)
    if today is None or today.standing == Standing.UNVERIFIED:
        return _being_checked(language)
    return f"{amount(today.value, language)} ({date_label(today, language)})"


def problem(key: str) -> str:
    """Say why a page with this figure must not be published; an expired one is no reason."""
    today = figure_today(key)
    if today is None:
        return _("There is no figure with the key “%(key)s”.") % {"key": key} + meant(key, figures_today())
    if today.standing == Standing.UNVERIFIED:
        return _(
            "The figure “%(label)s” (%(key)s) is not verified. Verify it in Facts, or take it out of the text."
        ) % {
            "label": today.figure.label,
            "key": key,
        }
    return ""


def _being_checked(language: str) -> str:
    with override(language):
        return _("[this figure is being checked]")
