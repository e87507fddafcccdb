"""A plan as a calendar: each last day as a whole day, and a reminder a week before.

Many calendars drop the alarms of a file they take in, so the reminder is an event of its own. Nothing but the journey
and the step goes into a UID: it is the same for everybody, and who takes a changed plan in again gets no second entry.
"""

from __future__ import annotations

import uuid
from datetime import datetime, time, timedelta

from django.utils.translation import gettext as _

from welcome_ruhr.design import tokens
from welcome_ruhr.foundation import clock, formats
from welcome_ruhr.portal.queries import absolute

from .deadlines import Deadline
from .ical import BERLIN, Alarm, Event, calendar_file
from .steps import Plan, PlanStep

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://welcome.ruhr/plan")
REMINDER_BEFORE = timedelta(weeks=1)
MORNING = time(9)


def plan_calendar(plan: Plan) -> bytes:
    """Return the calendar file of a plan with at least one dated step; to be called in the plan's language."""
    events = [event for step in plan.dated if step.deadline for event in _events(plan, step, step.deadline)]
    return calendar_file(events, name=plan.title, made_at=clock.now())


def uid(journey: str, step: str, kind: str) -> str:
    """Return what names an entry in every calendar: a name-based UUID (RFC 9562 § 5.5)."""
    return str(uuid.uuid5(NAMESPACE, f"{journey}/{step}/{kind}"))


def _events(plan: Plan, step: PlanStep, deadline: Deadline) -> list[Event]:
    title = tokens.in_text(step.shown["title"], plan.language)
    description = _description(plan, step, deadline)
    place, url = _place(step), _article(step)
    last = Event(
        uid=uid(plan.asked.journey, step.key, "last-day"),
        starts=deadline.last_day,
        summary=_("Last day: %(step)s") % {"step": title},
        description=description,
        location=place,
        url=url,
        # At nine in the morning of the day before; the day itself begins at midnight.
        alarms=(Alarm(timedelta(hours=24 - MORNING.hour), _("Tomorrow is the last day: %(step)s") % {"step": title}),),
    )
    begins = datetime.combine(deadline.last_day - REMINDER_BEFORE, MORNING, tzinfo=BERLIN)
    if begins.date() <= deadline.begins_on or begins < clock.now():
        return [last]
    summary = _("One week left: %(step)s") % {"step": title}
    reminder = Event(
        uid=uid(plan.asked.journey, step.key, "one-week-left"),
        starts=begins,
        summary=summary,
        description=description,
        location=place,
        url=url,
        alarms=(Alarm(timedelta(0), summary),),
    )
    return [reminder, last]


def _description(plan: Plan, step: PlanStep, deadline: Deadline) -> str:
    language = plan.language
    lines = [
        tokens.in_text(step.shown["deadline"], language),
        _("Counted from %(date)s (%(law)s, BGB §§ 187, 188).")
        % {"date": formats.day(deadline.begins_on, language), "law": deadline.law},
    ]
    if step.shown["papers"]:
        papers = [tokens.in_text(paper, language) for paper in step.shown["papers"]]
        lines.append("\n- ".join([_("Papers you need"), *papers]))
    for office in step.office.offices if step.office else ():
        lines.append("\n".join(part for part in (office.name, office.address, office.phone, office.website) if part))
    lines.append(_("This is information, no legal advice: the office decides."))
    return "\n\n".join(lines)


def _place(step: PlanStep) -> str:
    offices = step.office.offices if step.office else []
    # Of several, the reader goes to one of them: the calendar must not say which.
    return ", ".join(part for part in (offices[0].name, offices[0].address) if part) if len(offices) == 1 else ""


def _article(step: PlanStep) -> str:
    article = step.shown["article"]
    return absolute(article["href"]) if article else ""
