"""A question is stored once, however often it was sent: a button pressed twice, a page loaded again, a lost answer.

Who sends the same again from the same form gets the same receipt, because the code is made of both: no answer that was
lost on the way costs anybody their code, and nothing but its fingerprint has to be kept for that.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

from django.db import IntegrityError

from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.actions import Question, Receipt
from welcome_ruhr.enquiries.enums import Trust, Whereabouts
from welcome_ruhr.enquiries.fingerprints import code_key
from welcome_ruhr.enquiries.models import Enquiry
from welcome_ruhr.foundation import clock, rate_limit, receipt_codes, vault
from welcome_ruhr.vocabulary.models import Phase

from .about import CameFrom
from .forms import AskForm

MOST_PER_HOUR = 20
"""from one network: a house full of people who all ask in one hour"""
SHOWN_AGAIN = timedelta(hours=1)
"""Later, whoever loads the page again on a device that others use sees no code."""
PHASES = {
    Whereabouts.ABROAD: "planning",
    Whereabouts.ARRIVED: "arriving",
    Whereabouts.LIVING_HERE: "living",
}
"""Where somebody says to be says more than the page they came from."""


class ArrivedBefore(Exception):
    """The very same was sent longer ago than SHOWN_AGAIN; it has arrived, and its code is not shown any more."""


def question_of(form: AskForm, origin: CameFrom | None, trust: Trust) -> Question:
    """Return what was asked in a valid form, with what the page it came from says of it."""
    said = form.cleaned_data
    question = Question(
        text=said["question"],
        language=said["language"],
        reply_by=said["reply_by"],
        email=said["email"],
        whereabouts=said["whereabouts"],
        permit_ends_on=said["permit_ends_on"],
        place=said["place"] or (origin.place if origin else None),
        phase=_phase(said["whereabouts"]),
        uploads=said["attachments"],
        trust=trust,
    )
    if origin is None:
        return question
    return replace(
        question,
        about=origin.key,
        topic=origin.topic,
        audience=origin.audience,
        phase=question.phase or origin.phase,
    )


def send(question: Question, *, attempt: str, network: str) -> Receipt:
    """Store a question unless it was sent before, and return its receipt. Raise RateLimitExceeded, ArrivedBefore."""
    code = _code_of(question, attempt)
    if enquiry := _stored(code):
        return Receipt(enquiry, code)
    rate_limit.hit(f"ask:{network}", limit=MOST_PER_HOUR, per=timedelta(hours=1))
    try:
        return actions.ask(question, code=code)
    except IntegrityError:
        # The same, sent at the same moment, was a little quicker.
        if enquiry := _stored(code):
            return Receipt(enquiry, code)
        raise


def _phase(whereabouts: str) -> Phase | None:
    return Phase.objects.filter(key=PHASES[Whereabouts(whereabouts)]).first() if whereabouts else None


def _code_of(question: Question, attempt: str) -> str:
    """Return the code for what this form says: as random as the attempt in it, and another one for any other words."""
    said = [
        *(attempt, question.text, question.language, question.reply_by, question.email, question.about),
        *(question.whereabouts, str(question.permit_ends_on or ""), question.place and question.place.pk),
        *(upload.found.sha256 for upload in question.uploads),
    ]
    return receipt_codes.made_of(vault.fingerprint("receipt code of an attempt", json.dumps(said)))


def _stored(code: str) -> Enquiry | None:
    """Return the enquiry that has this code. Raise ArrivedBefore."""
    enquiry = Enquiry.objects.filter(code_key=code_key(code)).select_related("place", "topic").first()
    if enquiry and enquiry.asked_at < clock.now() - SHOWN_AGAIN:
        raise ArrivedBefore
    return enquiry
