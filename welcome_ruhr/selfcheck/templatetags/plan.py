"""The steps of a plan for the component of journeys, and dates with their day of the week."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from babel.dates import format_date
from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from welcome_ruhr.directory.enums import OfficeKind
from welcome_ruhr.foundation import formats
from welcome_ruhr.portal.templatetags.portal import language_here, shown_steps
from welcome_ruhr.selfcheck.finder.words import answer_label
from welcome_ruhr.selfcheck.plan.asking import PERSON
from welcome_ruhr.selfcheck.plan.deadlines import Deadline
from welcome_ruhr.selfcheck.plan.enums import CountsFrom
from welcome_ruhr.selfcheck.plan.steps import Plan, PlanStep

register = template.Library()
Context = dict[str, Any]


@register.simple_tag
def full_date(value: date) -> str:
    """Return a date with its day of the week: "Saturday 19 December 2026"."""
    return _full_date(value, language_here())


# Formats of dates take long to apply.
@lru_cache(1024)
def _full_date(value: date, language: str) -> str:
    return str(format_date(value, "full", locale=formats.locale_of(language)))


@register.simple_tag
def plan_answers(plan: Plan) -> list[str]:
    """What a plan was made for, in the words of the questions."""
    said, language = plan.asked, language_here()
    found = [said.person.called or said.person.town.name] if said.person.town else []
    if not said.is_about_others:
        found += [answer_label(name, said.person.given[name]) for name in PERSON if name in said.person.given]
    return found + [f"{CountsFrom(name).label}: {formats.day(day, language)}" for name, day in said.days.items()]


@register.simple_tag(takes_context=True)
def plan_items(context: Context, plan: Plan, *, on_paper: bool = False) -> list[dict[str, Any]]:
    """The steps as `journey_steps.html` takes them: the day beside the deadline, the rest below the text."""
    shown = shown_steps(context, [step.shown for step in plan.steps])
    return [_item(step, item, plan, on_paper) for step, item in zip(plan.steps, shown, strict=True)]


def _item(step: PlanStep, item: dict[str, Any], plan: Plan, on_paper: bool) -> dict[str, Any]:
    context = {
        "step": step,
        "deadline": step.deadline,
        "length": step.deadline.length(plan.language) if step.deadline else "",
        "office": step.office,
        "office_kind": OfficeKind(step.office.kind).label if step.office and step.office.kind else "",
        "town": plan.asked.person.town,
        "title": item["title"],
        "on_paper": on_paper,
    }
    tick, more = (render_to_string(f"selfcheck/pieces/plan_{name}.html", context) for name in ("tick", "step"))
    # All parts are safe: the text was filled in, the others come from templates.
    html = mark_safe(f"{tick}{item['html']}{more}")  # noqa: S308
    kept = {**item, "html": html, "office": None if step.office else item["office"]}
    return {**kept, "deadline": _with_day(item["deadline"], step.deadline) if step.deadline else item["deadline"]}


def _with_day(text: SafeString, deadline: Deadline) -> SafeString:
    day = _("Last day: %(date)s") % {"date": full_date(deadline.last_day)}
    return format_html('<strong class="plan-day">{}</strong><br>{}', day, text)
