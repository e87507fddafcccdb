"""A plan on paper: the blocks of the portal's PDFs, made from what the page shows."""

from __future__ import annotations

from datetime import timedelta

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from welcome_ruhr.foundation import rate_limit
from welcome_ruhr.foundation.languages import direction
from welcome_ruhr.portal.pdf.document import Document
from welcome_ruhr.portal.pdf.flow import blocks
from welcome_ruhr.portal.pdf.typesetting import typeset
from welcome_ruhr.portal.queries import absolute

from .steps import Plan

PER_HOUR = 30
"""for one reader: each is made while he waits"""


def plan_pdf(plan: Plan, *, sender: str) -> bytes:
    """Return the plan as a PDF, kept nowhere; to be called in the plan's language.

    Raises CannotTypeset, or RateLimitExceeded when `sender` has asked too often.
    """
    rate_limit.hit(f"plan-pdf:{sender}", limit=PER_HOUR, per=timedelta(hours=1))
    return typeset(plan_document(plan))


def plan_document(plan: Plan) -> Document:
    # The foot of each page names the address of plans; the whole one, with the answers, stands once, at the end.
    address = absolute(reverse("selfcheck:plan"))
    context = {
        "plan": plan,
        "content_language": plan.language,
        "whole_address": f"{address}{plan.asked.address()}",
        "on_paper": True,
    }
    return Document(
        title=plan.title,
        language=plan.language,
        direction=direction(plan.language),
        address=address,
        labels={"page": _("Page {number} of {total}"), "as_of": _("As of {date}")},
        chapters=[blocks(render_to_string("selfcheck/pdf/plan.html", context), address)],
    )
