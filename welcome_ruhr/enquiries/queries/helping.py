"""What may answer a question while it is being asked: pages of the portal, and the office that is responsible.

helping("Wo melde ich meine neue Adresse an?", "de", place=herne).pages[0].title    → "Wohnsitz anmelden"
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from welcome_ruhr.directory import queries as directory
from welcome_ruhr.directory.enums import AnswerKind, Matter, Purpose, Stage
from welcome_ruhr.directory.models import Municipality, Office
from welcome_ruhr.directory.queries.responsibility import every_case
from welcome_ruhr.search.queries import find
from welcome_ruhr.search.queries.finding import Result
from welcome_ruhr.vocabulary.models import Audience, Topic

from .suggesting import PURPOSES, STAGES

MOST_PAGES = 3
LOOKED_THROUGH = 10
"""results, of which some are towns or offices and no pages to read"""
ANSWERING = ("article", "journey", "news", "check")
TOPICS: Mapping[str, Matter] = {
    "residence": Matter.RESIDENCE,
    "recognition": Matter.RECOGNITION,
    "business": Matter.CHAMBER,
}
"""Topics all of which are the matter of one office."""
PAGES: Mapping[str, Matter] = {
    "article:register-address": Matter.REGISTRATION,
    "article:find-a-job": Matter.JOB_CENTRE,
    "article:school-newcomers": Matter.SCHOOL,
    "journey:school-and-childcare": Matter.SCHOOL,
}
"""Pages that are, within topics of which others are nobody's matter."""
RARE = {Purpose.FOUNDING, Purpose.NATURALISATION}
"""Nobody is taken to be here for these who does not say so."""
LONGEST_READ = 5000
"""signs of a question"""
VOTES_OF_FIRST = 2
VOTES_NEEDED = 2
_END_OF_SENTENCE = re.compile(r"(?<=[.!?؟\n])")


@dataclass(frozen=True)
class PageThatHelps:
    title: str
    href: str
    lang: str
    """of the title, where it is not the reader's"""
    reason: str


@dataclass(frozen=True)
class OfficeThatHelps:
    office: Office
    reason: str
    finder_href: str
    """where a few questions make it sure"""


@dataclass(frozen=True)
class Helping:
    pages: list[PageThatHelps] = field(default_factory=list)
    office: OfficeThatHelps | None = None

    def __bool__(self) -> bool:
        return bool(self.pages or self.office)


@dataclass(frozen=True)
class About:
    """What else is known of a question, as far as somebody said it."""

    place: Municipality | None = None
    whereabouts: str = ""
    topic: Topic | None = None
    audience: Audience | None = None


def helping(question: str, language: str, about: About) -> Helping:
    """Return what may already answer a question. Nothing is counted or kept."""
    found = find(_what_is_asked(question), language, most=LOOKED_THROUGH, is_brief=True).results
    results = [one for one in found if one.kind in ANSWERING][:MOST_PAGES]
    return Helping(_pages(results, language), _office(results, about))


def office_for_deadline(place: Municipality) -> Office | None:
    """Return the foreigners’ office of a place, whom somebody asks whose permit ends; None where none is verified."""
    offices = directory.answer(directory.Case(place, Matter.RESIDENCE, stage=Stage.EXTENDING)).offices
    return offices[0] if offices else None


def finder_address(place: Municipality | None, matter: Matter) -> str:
    """Return where a few questions lead to the office that is responsible."""
    asked = {"place": place.slug if place else "", "matter": matter.value}
    return f"{reverse('selfcheck:find_office')}?{urlencode({name: said for name, said in asked.items() if said})}"


def _what_is_asked(text: str) -> str:
    """Return the sentences with a question mark before the rest: the search reads no more than the beginning."""
    sentences = _END_OF_SENTENCE.split(text[:LONGEST_READ])
    return " ".join(sorted(sentences, key=lambda one: not one.endswith(("?", "؟"))))


def _pages(results: Sequence[Result], language: str) -> list[PageThatHelps]:
    topics = {one.key: one for one in Topic.objects.filter(key__in=filter(None, map(_topic_key, results)))}
    return [_page(one, language, topics.get(_topic_key(one))) for one in results]


def _page(result: Result, language: str, topic: Topic | None) -> PageThatHelps:
    """Return a page with its topic as the reason: the words it was found for may be inflected, or foreign."""
    reason = _("It is about: %(words)s") % {"words": topic.name} if topic else _("It may fit your question.")
    lang = result.language if result.language != language else ""
    return PageThatHelps(result.plain_title, result.href, lang, reason)


def _topic_key(result: Result) -> str:
    topics = (facet.removeprefix("topic:") for facet in result.facets if facet.startswith("topic:"))
    return next(topics, "")


def _office(results: Sequence[Result], about: About) -> OfficeThatHelps | None:
    matter = _matter(results, about.topic)
    if matter is None or about.place is None:
        return None
    case = directory.Case(
        about.place, matter, purpose=_purpose(about.audience), stage=STAGES.get(about.whereabouts, "")
    )
    office = _office_in_every_case(case)
    if office is None:
        return None
    reason = _("Probably responsible in %(place)s for: %(matter)s") % {"place": about.place, "matter": matter.label}
    return OfficeThatHelps(office, reason, finder_address(about.place, matter))


def _matter(results: Sequence[Result], topic: Topic | None) -> Matter | None:
    """Return the matter for which most speaks: the pages found, the first above all, and the page one came from."""
    votes: Counter[Matter] = Counter()
    for rank, result in enumerate(results):
        if matter := _matter_of(result):
            votes[matter] += 1 if rank else VOTES_OF_FIRST
    if topic and (matter := TOPICS.get(topic.key)):
        votes[matter] += 1
    best = votes.most_common(2)
    is_clear = bool(best) and best[0][1] >= VOTES_NEEDED and (len(best) == 1 or best[0][1] > best[1][1])
    return best[0][0] if is_clear else None


def _matter_of(result: Result) -> Matter | None:
    return PAGES.get(result.name) or TOPICS.get(_topic_key(result))


def _purpose(audience: Audience | None) -> str:
    return PURPOSES.get(audience.key, "") if audience else ""


def _office_in_every_case(case: directory.Case) -> Office | None:
    """Return the office that is responsible whatever else may be the case; only who needs none may be told of it."""
    likely = (one for one in every_case(case) if case.purpose or one.purpose not in RARE)
    needed = [answer for one in likely if (answer := directory.answer(one)).kind != AnswerKind.NOT_NEEDED]
    offices = {answer.offices[0] if answer.offices else None for answer in needed}
    return offices.pop() if len(offices) == 1 else None
