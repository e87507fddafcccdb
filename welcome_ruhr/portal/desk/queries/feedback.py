"""What readers have said about pages and offices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from wagtail.models import Page

from welcome_ruhr.portal.models import PageFeedback
from welcome_ruhr.portal.queries import KEPT_MODELS

MOST_DEALT_WITH = 20


@dataclass(frozen=True)
class FeedbackEntry:
    feedback: PageFeedback
    page: Page | None


def open_feedback() -> QuerySet[PageFeedback]:
    """What somebody has to look at, the newest first: a plain "helpful" asks for nothing."""
    says_something = Q(helpful=False) | ~Q(comment="")
    return PageFeedback.objects.filter(says_something, dealt_with_at__isnull=True).order_by("-given_on", "-pk")


def dealt_with() -> QuerySet[PageFeedback]:
    """What was dealt with last, so that a slip of the finger can be taken back."""
    done = PageFeedback.objects.filter(dealt_with_at__isnull=False).select_related("dealt_with_by")
    return done.order_by("-dealt_with_at", "-pk")[:MOST_DEALT_WITH]


def entries(feedback: Iterable[PageFeedback]) -> list[FeedbackEntry]:
    """Put beside each answer the page it is about, in the language of the answer where there is one."""
    answers = list(feedback)
    names = {answer.about.partition(":")[2] for answer in answers}
    pages: dict[str, dict[str, Page]] = {}
    for model in KEPT_MODELS:
        for page in model.objects.filter(content_id__in=names).select_related("locale").defer_streamfields():
            pages.setdefault(page.key, {})[page.locale.language_code] = page
    return [FeedbackEntry(answer, _version(pages.get(answer.about, {}), answer.language)) for answer in answers]


def _version(versions: dict[str, Page], language: str) -> Page | None:
    return versions.get(language) or next(iter(versions.values()), None)
