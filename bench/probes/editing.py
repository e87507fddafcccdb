"""Edit and publish an article as an editor does: another body, a new revision, public at once."""

from __future__ import annotations

from typing import Any

from bench.plan import LEAF
from welcome_ruhr.portal.models import ArticlePage

LANGUAGE = "de"
PART = "7c8f2a8e-3c0e-4b53-9d0a-5f1f3f6f2b11"


def publish_edition(number: int, article: str = LEAF[1]) -> None:
    """Publish the article, named by its id in content files, with "edition-" and the number as its first words."""
    page: Any = ArticlePage.objects.get(content_id=article, locale__language_code=LANGUAGE)
    others = [part for part in page.body.raw_data if part["id"] != PART]
    page.body = [{"type": "text", "value": f"<p>edition-{number:08d}</p>", "id": PART}, *others]
    page.save_revision().publish()
