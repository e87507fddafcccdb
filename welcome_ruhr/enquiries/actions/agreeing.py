"""What the desk agrees on: how soon it answers, how long it keeps, and its templates."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from welcome_ruhr.accounts.models import User
from welcome_ruhr.accounts.roles import Role
from welcome_ruhr.enquiries.access import NotAllowed, has_role
from welcome_ruhr.enquiries.models import AnswerTemplate, AnswerTime, RetentionPeriod
from welcome_ruhr.enquiries.roles import ADVISER, SUPERVISOR
from welcome_ruhr.foundation import audit
from welcome_ruhr.vocabulary.models import Topic


@transaction.atomic
def set_answer_time(*, language: str, working_days: int, by: User) -> None:
    """Say in how many working days the office answers in a language; promises made before stay. Raise NotAllowed."""
    _only(by, SUPERVISOR)
    AnswerTime.objects.update_or_create(language=language, defaults={"working_days": working_days})
    audit.record("enquiries.set_answer_time", subject=f"language:{language}", by=by, days=working_days)


@transaction.atomic
def set_retention(*, outcome: str, days: int, by: User) -> None:
    """Say how long after closing the words are kept; for enquiries that close from now on. Raise NotAllowed."""
    _only(by, SUPERVISOR)
    RetentionPeriod.objects.update_or_create(outcome=outcome, defaults={"days": days})
    audit.record("enquiries.set_retention", subject=f"outcome:{outcome}", by=by, days=days)


@transaction.atomic
def write_template(
    *, title: str, topic: Topic | None, texts: Mapping[str, str], by: User, template: AnswerTemplate | None = None
) -> AnswerTemplate:
    """Write a template, new or anew. Raise NotAllowed."""
    _only(by, SUPERVISOR, ADVISER)
    template = template or AnswerTemplate()
    template.title, template.topic, template.texts = title.strip(), topic, dict(texts)
    template.save()
    audit.record("enquiries.write_template", subject=f"template:{template.pk}", by=by)
    return template


@transaction.atomic
def delete_template(*, template: AnswerTemplate, by: User) -> None:
    """Delete a template; answers that were begun with it stay as they are. Raise NotAllowed."""
    _only(by, SUPERVISOR, ADVISER)
    subject = f"template:{template.pk}"
    template.delete()
    audit.record("enquiries.delete_template", subject=subject, by=by)


def _only(by: User, *roles: Role) -> None:
    if not has_role(by, *roles):
        raise NotAllowed("rules of the desk")
