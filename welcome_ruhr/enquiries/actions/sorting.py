"""What the desk says of an enquiry, so that it can be found, answered by the right person, and counted."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from welcome_ruhr.accounts.models import User
from welcome_ruhr.directory.models import Municipality
from welcome_ruhr.enquiries import access
from welcome_ruhr.enquiries.access import Verb
from welcome_ruhr.enquiries.enums import Author, GuideState, State
from welcome_ruhr.enquiries.errors import NeedsSupervisor
from welcome_ruhr.enquiries.models import Enquiry
from welcome_ruhr.vocabulary.models import Audience, Phase, Topic

from . import conversation


@dataclass(frozen=True)
class Sorting:
    topic: Topic | None
    audience: Audience | None
    phase: Phase | None
    place: Municipality | None
    language: str
    is_legal_matter: bool


@transaction.atomic
def sort(*, enquiry: Enquiry, sorting: Sorting, by: User) -> Enquiry:
    """Say what an enquiry is about. Raise NotAllowed, and NeedsSupervisor when a guide helps without one."""
    enquiry = conversation.locked(enquiry)
    access.check(by, Verb.SORT, enquiry)
    if sorting.language != enquiry.language:
        # In which language somebody wrote, a program guessed: the desk knows better.
        enquiry.messages.filter(author=Author.ENQUIRER).update(language=sorting.language)
    for name, value in vars(sorting).items():
        setattr(enquiry, name, value)
    if sorting.is_legal_matter and _guided_alone(enquiry):
        raise NeedsSupervisor
    conversation.turn(enquiry, State(enquiry.state))
    topic = sorting.topic.key if sorting.topic else ""
    conversation.note_down("sort", enquiry, by=by, legal=sorting.is_legal_matter, topic=topic)
    return enquiry


def _guided_alone(enquiry: Enquiry) -> bool:
    going_on = enquiry.guide_requests.filter(state__in=(GuideState.ASKED, GuideState.ACCEPTED))
    return going_on.filter(supervisor=None).exists()
