"""Small pieces of the editors' pages: a state as a badge, a link to a page's editor, a figure's value of today."""

from __future__ import annotations

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.models import Page

from welcome_ruhr.facts.enums import Standing
from welcome_ruhr.facts.printing import amount, date_label
from welcome_ruhr.facts.queries import FigureToday
from welcome_ruhr.portal.desk.queries.pages import PageInLanguages
from welcome_ruhr.portal.enums import TranslationState

register = template.Library()


@register.simple_tag
def state_badge(state: str) -> SafeString:
    """`{% state_badge row.state %}`: how a translation stands, in words and, for the eye, in colour."""
    return format_html('<span class="state-badge state-badge--{}">{}</span>', state, TranslationState(state).label)


@register.simple_tag
def edit_link(page: Page) -> SafeString:
    """The title of a page, in its own language, leading to its editor; the language in short behind it."""
    return format_html(
        '<a href="{}" lang="{}">{}</a> <abbr class="editing-language">{}</abbr>',
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        page.locale.language_code,
        page.title,
        page.locale.language_code.upper(),
    )


@register.simple_tag
def page_in_languages(group: PageInLanguages) -> SafeString:
    """The title of a page, leading to its editor, and behind it each further language, leading to that one's."""
    others = [
        (reverse("wagtailadmin_pages:edit", args=[page.pk]), page.locale.language_code.upper(), page.title)
        for page in group.versions[1:]
    ]
    linked = format_html_join(
        "", ' <a class="editing-language" href="{}">{}<span class="w-sr-only">: {}</span></a>', others
    )
    return format_html("{}{}", edit_link(group.source), linked)


@register.simple_tag
def value_today(today: FigureToday) -> str:
    """What a figure prints today in the editor's language; of one that is not verified, only that."""
    if today.standing == Standing.UNVERIFIED:
        return str(Standing.UNVERIFIED.label)
    language = get_language() or "de"
    return f"{amount(today.value, language)} ({date_label(today, language)})"
