"""What may answer an enquiry, or who: articles, offices and guides, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Protocol

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from welcome_ruhr.accounts.models import User
from welcome_ruhr.directory import queries as directory
from welcome_ruhr.directory.enums import ADVICE_KINDS, AnswerKind, Certainty, Matter, OfficeKind, Purpose, Stage
from welcome_ruhr.directory.models import ContactPerson, Municipality, Office
from welcome_ruhr.enquiries.enums import GuideState, Whereabouts
from welcome_ruhr.enquiries.models import Enquiry, GuideRequest
from welcome_ruhr.foundation.languages import own_name
from welcome_ruhr.portal.site_tree import site_tree
from welcome_ruhr.search.queries import find
from welcome_ruhr.search.queries.finding import Result
from welcome_ruhr.vocabulary.models import Topic

from .case import guides
from .words import holds_all, plain

MOST_ARTICLES = 4
MOST_LOOKED_AT = 12
MOST_OFFICES_FOUND = 12
MOST_GUIDES = 4
TELLING_SIGNS = 5
"""of a word that are compared with a title, so that endings do not matter"""

MATTERS: Mapping[str, Matter] = {
    "residence": Matter.RESIDENCE,
    "recognition": Matter.RECOGNITION,
    "work": Matter.JOB_CENTRE,
    "business": Matter.CHAMBER,
    "everyday": Matter.REGISTRATION,
    "living": Matter.REGISTRATION,
}
"""What somebody comes to an office for, by the topic of their question; other topics have no office of their own."""
PURPOSES: Mapping[str, Purpose] = {
    "skilled_workers": Purpose.WORK,
    "entrepreneurs": Purpose.FOUNDING,
    "scientists": Purpose.RESEARCH,
    "students": Purpose.STUDY,
    "families": Purpose.FAMILY,
}
STAGES: Mapping[str, Stage] = {
    Whereabouts.ABROAD: Stage.ABROAD,
    Whereabouts.ARRIVED: Stage.ARRIVED,
    Whereabouts.LIVING_HERE: Stage.EXTENDING,
}


@dataclass(frozen=True)
class Article:
    number: int
    title: str
    language: str
    address: str
    """whole, as it may stand in an answer"""
    words: tuple[str, ...]
    """of the question, that led to it"""
    is_origin: bool = False
    """whether the person asked from it"""

    @property
    def lines(self) -> str:
        """What stands in an answer."""
        return f"{self.title}\n{self.address}"


class Origin(Protocol):
    """Where somebody asks from, as far as it says something of the answer."""

    @property
    def number(self) -> int | None: ...

    @property
    def topic(self) -> Topic | None: ...


@dataclass(frozen=True)
class Offices:
    """Who is responsible, as far as place and topic say it."""

    offices: list[Office] = field(default_factory=list)
    reason: str = ""
    caution: str = ""
    """what else has to be known, or that it is not sure"""


@dataclass(frozen=True)
class Guide:
    person: User
    reason: str


def articles(question: str, language: str, origin: Origin | None = None) -> list[Article]:
    """Return the pages that may already answer a question, in the language of the one who asks.

    First that from which they came; of those about something else, none that rests on an everyday word alone.
    """
    number, topic = (origin.number, origin.topic) if origin else (None, None)
    first = article(number, language) if number else None
    found = find(question, language, most=MOST_LOOKED_AT, is_brief=True)
    likely = [one for one in found.results if one.source == "page" and _is_likely(one, topic)]
    pages = [page for page in map(_article, likely) if page.words and (first is None or page.number != first.number)]
    return [*([replace(first, is_origin=True)] if first else []), *pages][:MOST_ARTICLES]


def article(number: int, language: str) -> Article | None:
    """Return a public page with its title and address in a language."""
    tree = site_tree()
    node = tree.node(number)
    if node is None or node.is_private:
        return None
    best = tree.best(node, language)
    return Article(best.pk, best.title, best.language, settings.BASE_URL + tree.address(best, language), ())


def offices(enquiry: Enquiry) -> Offices:
    """Return the offices that place and topic lead to, and why; without a place there are none."""
    if enquiry.place is None:
        return Offices(reason=_("Say which place it is about, then the responsible office stands here."))
    matter = MATTERS.get(enquiry.topic.key) if enquiry.topic else None
    return _responsible(enquiry, enquiry.place, matter) if matter else _advice(enquiry, enquiry.place)


def office_name(enquiry: Enquiry) -> str:
    """Return the one office that is responsible; "" where there are several, or none is known."""
    found = offices(enquiry).offices
    return found[0].name if len(found) == 1 else ""


def find_offices(words: str) -> list[Office]:
    """Return the offices whose name, kind or places hold all of these words."""
    table, wanted = directory.directory(), plain(words).split()
    if not wanted:
        return []
    found = (one for one in table.offices.values() if one.published and holds_all(_described(one, table), wanted))
    return list(islice(found, MOST_OFFICES_FOUND))


def office(pk: int) -> Office | None:
    """Return a verified office; others are never passed anything."""
    found = directory.directory().offices.get(pk)
    return found if found and found.published else None


def contact_persons(office: Office) -> QuerySet[ContactPerson]:
    """Return who at an office may be asked."""
    return ContactPerson.objects.filter(office=office, is_active=True)


def likely_guides(enquiry: Enquiry) -> list[Guide]:
    """Return the guides who fit best, by what they have helped with before."""
    taken = Q(state__in=(GuideState.ACCEPTED, GuideState.ENDED))
    busy = GuideRequest.objects.filter(enquiry=enquiry, state__in=(GuideState.ASKED, GuideState.ACCEPTED))
    people = {person.pk: person for person in guides().exclude(pk__in=busy.values("guide"))}
    helped = GuideRequest.objects.filter(taken, guide__in=people).order_by().values("guide")
    counted = helped.annotate(
        in_place=Count("pk", filter=Q(enquiry__place=enquiry.place_id or 0)),
        in_topic=Count("pk", filter=Q(enquiry__topic=enquiry.topic_id or 0)),
        in_language=Count("pk", filter=Q(enquiry__language=enquiry.language)),
    )
    numbers = {row["guide"]: (row["in_place"], row["in_topic"], row["in_language"]) for row in counted}
    best = sorted(people, key=lambda pk: [-count for count in numbers.get(pk, (0, 0, 0))])
    return [Guide(people[pk], _guide_reason(enquiry, *numbers.get(pk, (0, 0, 0)))) for pk in best[:MOST_GUIDES]]


def _is_likely(result: Result, topic: Topic | None) -> bool:
    """Whether a page is about the topic one came from, or says a word of the question in its title.

    Elsewhere a word such as "nine" or "years" leads to whatever counts years.
    """
    if topic is None or f"topic:{topic.key}" in result.facets:
        return True
    title = plain(result.plain_title)
    led = (plain(reason.partition(" (")[0]).replace("+", " ").split() for reason in result.reasons)
    return any(word[:TELLING_SIGNS] in title for words in led for word in words if len(word) >= TELLING_SIGNS)


def _article(result: Result) -> Article:
    # A reason begins with the word of the question that it explains; numbers explain nothing.
    words = dict.fromkeys(reason.partition(" ")[0] for reason in result.reasons)
    telling = tuple(word for word in words if not word.isdecimal())
    return Article(result.number, result.plain_title, result.language, settings.BASE_URL + result.href, telling)


def _responsible(enquiry: Enquiry, place: Municipality, matter: Matter) -> Offices:
    audience = enquiry.audience.key if enquiry.audience else ""
    purpose = PURPOSES.get(audience, "") if matter == Matter.RESIDENCE else ""
    case = directory.Case(place, matter, purpose=purpose, stage=STAGES.get(enquiry.whereabouts, ""))
    answer = directory.answer(case)
    if answer.kind == AnswerKind.MISSION_ABROAD:
        return Offices(reason=_("While the person is abroad, the German mission abroad is responsible."))
    said = {"matter": matter.label, "place": place.name}
    if not answer.offices:
        return Offices(reason=_("No verified office for “%(matter)s” in %(place)s is known.") % said)
    unsure = answer.rule is None or answer.rule.certainty != Certainty.SURE or directory.open_question(case)
    caution = _("Not sure: it may depend on nationality or purpose.") if unsure else ""
    return Offices(answer.offices, _("Responsible for “%(matter)s” in %(place)s.") % said, caution)


def _advice(enquiry: Enquiry, place: Municipality) -> Offices:
    """Return who advises newcomers in a place itself; what serves the region is where the question came to."""
    served = directory.directory().served
    found = [office for kind in ADVICE_KINDS[:2] for office in directory.offices_of_kind(place, kind)]
    near = [office for office in found if len(served.get(office.pk, ())) <= directory.WHOLE_REGION]
    said = {"place": place.name}
    caution = "" if enquiry.topic else _("Say the topic first, then the responsible office stands here.")
    if not near:
        return Offices(reason=_("No verified advice office in %(place)s is known.") % said, caution=caution)
    if caution:
        return Offices(near, _("Advises newcomers in %(place)s.") % said, caution)
    return Offices(near, _("Advises newcomers in %(place)s; the topic has no office of its own.") % said)


def _described(office: Office, table: directory.Directory) -> str:
    towns = (table.towns[pk].name for pk in table.served.get(office.pk, ()))
    return " ".join([office.name, office.german_kind, str(OfficeKind(office.kind).label), *towns])


def _guide_reason(enquiry: Enquiry, in_place: int, in_topic: int, in_language: int) -> str:
    if in_place and enquiry.place:
        return ngettext(
            "helped with %(count)d enquiry from %(place)s", "helped with %(count)d enquiries from %(place)s", in_place
        ) % {"count": in_place, "place": enquiry.place}
    if in_topic and enquiry.topic:
        return ngettext(
            "helped with %(count)d enquiry about %(topic)s", "helped with %(count)d enquiries about %(topic)s", in_topic
        ) % {"count": in_topic, "topic": enquiry.topic}
    if in_language:
        return ngettext(
            "helped with %(count)d enquiry in %(language)s",
            "helped with %(count)d enquiries in %(language)s",
            in_language,
        ) % {"count": in_language, "language": own_name(enquiry.language)}
    return _("has not helped with such an enquiry yet")
