"""Who may do what with which enquiry. Being a superuser opens nothing here: only a role does.

may(user, Verb.ANSWER, enquiry)      for one enquiry
visible_to(user)                     for lists, counts, search and exports: a condition for the database
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeGuard

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from welcome_ruhr.accounts import roles
from welcome_ruhr.accounts.models import User

from .enums import GuideState, State
from .models import Absence, Enquiry, GuideRequest
from .roles import ADVISER, EVALUATOR, GUIDE, SUPERVISOR

if TYPE_CHECKING:
    from collections.abc import Collection

    from welcome_ruhr.accounts.roles import Role

AnyUser = User | AnonymousUser


class Verb(StrEnum):
    READ = "read"
    ANSWER = "answer"
    NOTE = "note"
    SORT = "sort"
    """topic, audience, language, and whether it is a legal matter"""
    TAKE = "take"
    ASSIGN = "assign"
    REFER = "refer"
    ASK_GUIDE = "ask_guide"
    AGREE = "agree"
    """a guide says yes or no to helping"""
    WRITE_TO_ADVISER = "write_to_adviser"
    """a guide who helps tells the desk alone"""
    STOP_HELPING = "stop_helping"
    """a guide who helps says that they no longer can"""
    REMIND = "remind"
    CLOSE = "close"
    EXPORT = "export"
    ERASE = "erase"


CASE_WORK = frozenset(
    {Verb.READ, Verb.ANSWER, Verb.NOTE, Verb.SORT, Verb.ASSIGN, Verb.REFER, Verb.ASK_GUIDE, Verb.REMIND, Verb.CLOSE}
)
"""What the responsible person does, their cover, and supervisors."""
FIRST_LOOK = frozenset({Verb.READ, Verb.NOTE, Verb.SORT, Verb.TAKE, Verb.ASSIGN})
"""What every adviser may do with an enquiry that nobody is responsible for yet."""
SUPERVISING = frozenset({Verb.READ, Verb.NOTE})
"""What an adviser may do who supervises a guide."""
GUIDING = frozenset({Verb.READ, Verb.ANSWER, Verb.WRITE_TO_ADVISER, Verb.STOP_HELPING})
"""What a guide does who has said yes, as long as the enquiry is open."""


class NotAllowed(Exception):
    """The person may not do this with this enquiry."""


def has_role(user: AnyUser, *roles: Role) -> TypeGuard[User]:
    return isinstance(user, User) and not _role_keys(user).isdisjoint(role.key for role in roles)


def works_here(user: AnyUser) -> TypeGuard[User]:
    """Whether the workspace shows enquiries to this person."""
    return has_role(user, ADVISER, SUPERVISOR, GUIDE)


def sees_numbers(user: AnyUser) -> TypeGuard[User]:
    return has_role(user, EVALUATOR, SUPERVISOR)


def sees_rules(user: AnyUser) -> TypeGuard[User]:
    """Whether the person reads how the desk answers; advisers write templates and say when they are away."""
    return has_role(user, ADVISER, SUPERVISOR)


def supervises(user: AnyUser) -> TypeGuard[User]:
    """Whether the person sets the rules of the desk, and gives out or erases what is held of somebody."""
    return has_role(user, SUPERVISOR)


def looks_after_mail(user: AnyUser) -> TypeGuard[User]:
    return has_role(user, roles.ADMINISTRATOR)


def takes_in_mail(user: AnyUser) -> TypeGuard[User]:
    """Whether the person may say that a mail which was set aside is an enquiry after all."""
    return has_role(user, roles.ADMINISTRATOR, ADVISER, SUPERVISOR)


def check(user: AnyUser, verb: Verb, enquiry: Enquiry) -> None:
    """Raise NotAllowed unless the person may."""
    if not may(user, verb, enquiry):
        raise NotAllowed(f"{verb} {enquiry.number}")


def may(user: AnyUser, verb: Verb, enquiry: Enquiry) -> bool:
    return verb in verbs(user, enquiry)


def verbs(user: AnyUser, enquiry: Enquiry) -> Collection[Verb]:
    """Return all that the person may do with the enquiry; nothing with one of which only numbers are left."""
    if enquiry.anonymised_at or not works_here(user):
        return frozenset()
    found: set[Verb] = set()
    if has_role(user, SUPERVISOR):
        found |= CASE_WORK | {Verb.EXPORT, Verb.ERASE} | ({Verb.TAKE} if enquiry.state == State.NEW else set())
    if has_role(user, ADVISER):
        found |= _as_adviser(user, enquiry)
    if has_role(user, GUIDE):
        found |= _as_guide(user, enquiry)
    return found


def visible_to(user: AnyUser) -> Q:
    """Return the condition under which an enquiry may be read by the person."""
    if not works_here(user):
        return Q(pk=None)
    if has_role(user, SUPERVISOR):
        return Q(anonymised_at=None)
    found = Q(pk=None)
    if has_role(user, ADVISER):
        found |= Q(responsible__in=[user.pk, *covered_by(user)]) | Q(state=State.NEW) | Q(pk__in=_supervised(user))
    if has_role(user, GUIDE):
        found |= Q(pk__in=_guided(user))
    return found & Q(anonymised_at=None)


def covered_by(user: User) -> list[int]:
    """Return the ids of those who are away today and for whom the person stands in."""
    return list(Absence.objects.current().filter(cover=user).values_list("person_id", flat=True))


def readers_of(enquiry: Enquiry) -> Q:
    """Return the condition under which a person at the desk may read the enquiry: those who can be called in a note."""
    covers = Absence.objects.current().filter(person=enquiry.responsible_id)
    readers = Q(groups__name=SUPERVISOR.key)
    adviser = Q(groups__name=ADVISER.key)
    if enquiry.state == State.NEW:
        return readers | adviser
    return readers | adviser & (Q(pk=enquiry.responsible_id) | Q(pk__in=covers.values("cover")))


def _as_adviser(user: User, enquiry: Enquiry) -> frozenset[Verb]:
    if enquiry.responsible_id == user.pk or enquiry.responsible_id in covered_by(user):
        return CASE_WORK
    if enquiry.state == State.NEW:
        return FIRST_LOOK
    return SUPERVISING if _supervised(user).filter(enquiry=enquiry.pk).exists() else frozenset()


def _as_guide(user: User, enquiry: Enquiry) -> frozenset[Verb]:
    state = (
        GuideRequest.objects.filter(enquiry=enquiry, guide=user, state__in=(GuideState.ASKED, GuideState.ACCEPTED))
        .values_list("state", flat=True)
        .first()
    )
    if state == GuideState.ACCEPTED and not enquiry.is_closed:
        return GUIDING
    return frozenset({Verb.AGREE}) if state == GuideState.ASKED else frozenset()


def _supervised(user: User) -> QuerySet[GuideRequest, Any]:
    return GuideRequest.objects.filter(supervisor=user, state=GuideState.ACCEPTED).values("enquiry")


def _guided(user: User) -> QuerySet[GuideRequest, Any]:
    helping = GuideRequest.objects.filter(guide=user, state=GuideState.ACCEPTED, enquiry__closed_at=None)
    return helping.values("enquiry")


def _role_keys(user: User) -> frozenset[str]:
    """Return the roles of the person, read once for each object that stands for them."""
    kept: frozenset[str] | None = user.__dict__.get("_role_keys")
    if kept is None:
        kept = frozenset(user.groups.values_list("name", flat=True)) if user.may_sign_in else frozenset()
        user.__dict__["_role_keys"] = kept
    return kept
