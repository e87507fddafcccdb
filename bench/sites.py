"""Fill an empty portal with a seeded site: the portal's own page types, as if each page had been published.

What publishing leaves behind besides the page is written too: how translations stand, which page refers to which,
and the search index. The same size always gives the same site.
"""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from random import Random
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import transaction
from wagtail.models import Locale, Page, Site

from welcome_ruhr.directory.models import Municipality
from welcome_ruhr.facts.models import Figure, LegalBasis
from welcome_ruhr.foundation.per_request import remembering
from welcome_ruhr.portal import models
from welcome_ruhr.portal.actions import set_up_editing
from welcome_ruhr.portal.enums import Maker
from welcome_ruhr.portal.translations import digest, published_text
from welcome_ruhr.search.actions import rebuild
from welcome_ruhr.vocabulary.models import Audience, Phase

from .bodies import LINKS_PER_ARTICLE, Writer
from .kinds import FIELDS, MODELS
from .plan import Planned, plan
from .planting import Tree, insert, plant
from .texts import texts_of

SOURCE = settings.LANGUAGE_CODE
PUBLISHED_AT = datetime(2026, 4, 1, 9, tzinfo=UTC)
NAMES = uuid.UUID("1f6d6a1e-6a3e-4c53-9c9b-5c2f0c1f4d11")
FIRST_NUMBER = 1000
TAGS: dict[str, tuple[Any, int]] = {"audiences": (Audience, 1), "phases": (Phase, 1), "legal_bases": (LegalBasis, 4)}
"""What a kept page is tagged with, and how many of each."""


def build(pages: int, *, indexed: bool = True) -> None:
    """Write a site of exactly `pages` pages into a portal that has rows (towns, figures, vocabulary), and only it.

    Without `indexed`, what pages are searched by and refer to is left out, which takes most of the time.
    """
    if not Municipality.objects.exists():
        raise RuntimeError("Prepare the portal first: there are no municipalities.")
    with transaction.atomic(), remembering():
        Page.objects.filter(depth__gt=1).delete()
        site = SeededSite(pages)
        plant(site.pages)
        _tag(site.pages)
        _make_start(site)
        _note_translations(site)
        set_up_editing()
        if indexed:
            call_command("rebuild_references_index", verbosity=0)
            rebuild()


class SeededSite:
    """All pages of a site, not yet stored, with the numbers they will have."""

    def __init__(self, pages: int) -> None:
        languages = [SOURCE, *(code for code, _name in settings.LANGUAGES if code != SOURCE)]
        self.planned = list(plan(pages, languages))
        self.numbers = {one: number for number, one in enumerate(self.planned, FIRST_NUMBER)}
        self.articles = {
            code: [pk for one, pk in self.numbers.items() if one.language == code and one.kind == "article"]
            for code in languages
        }
        self.locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in languages}
        self.figures = dict(Figure.objects.values_list("pk", "key"))
        self.tree = Tree()
        self.by_number: dict[int, models.PortalPage] = {}
        for one in self.planned:
            self.by_number[self.numbers[one]] = self._page(one)
        self.tree.finish(self.by_number.values())

    @property
    def pages(self) -> list[models.PortalPage]:
        return list(self.by_number.values())

    def _page(self, one: Planned) -> models.PortalPage:
        model, number = MODELS[one.kind], self.numbers[one]
        above = one.parent and self.by_number[self.numbers[Planned(one.language, *one.parent)]]
        slug = f"home-{one.language}" if one.kind == "home" else one.name
        writer = self._writer(one)
        title = f"{writer.heading()} {one.number}" if one.grows else one.name.replace("_", " ").capitalize()
        page = model(
            id=number,
            page_ptr_id=number,
            title=title,
            draft_title=title,
            content_id=one.name,
            locale=self.locales[one.language],
            translation_key=uuid.uuid5(NAMES, f"{one.kind}:{one.name}"),
            content_type=ContentType.objects.get_for_model(model),
            first_published_at=PUBLISHED_AT,
            last_published_at=PUBLISHED_AT,
            latest_revision_created_at=PUBLISHED_AT,
            summary=writer.text(1)[:300],
            **self.tree.place(above, slug),
        )
        page.body = writer.article() if one.kind == "article" else writer.short()
        if fill := FIELDS.get(one.kind):
            fill(self, page, one, writer)
        return page

    def _writer(self, one: Planned) -> Writer:
        random = Random(f"{one.language}/{one.kind}/{one.name}")
        return Writer(random, texts_of(one.language), self._links(one), self.figures)

    def _links(self, one: Planned) -> list[int]:
        """Choose where a page's links lead: to articles of its language; where those are few, to any page.

        So an article has as many different links at every size.
        """
        random, articles = Random(f"links/{one.name}"), self.articles_for(one.language)
        if len(articles) < LINKS_PER_ARTICLE:
            return random.sample(list(self.numbers.values()), LINKS_PER_ARTICLE)
        return random.choices(articles, k=LINKS_PER_ARTICLE)

    def articles_for(self, language: str) -> list[int]:
        """Return the articles a page of this language links to: German ones where there is only the one."""
        return self.articles[language] if len(self.articles[language]) > 1 else self.articles[SOURCE]


def _tag(pages: list[models.PortalPage]) -> None:
    kept = [page for page in pages if isinstance(page, models.KeptPage)]
    for name, (model, count) in TAGS.items():
        terms = list(model.objects.order_by("pk").values_list("pk", flat=True))
        for page_model in {type(page) for page in kept}:
            field: Any = page_model._meta.get_field(name)
            own, other = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
            through = field.remote_field.through
            through.objects.bulk_create(
                [
                    through(**{own: page.pk, other: term})
                    for page in kept
                    if type(page) is page_model
                    for term in Random(f"{name}/{page.content_id}").sample(terms, count)
                ],
                batch_size=1000,
            )


def _make_start(site: SeededSite) -> None:
    start = site.numbers[Planned(SOURCE, "home", "home")]
    Site.objects.all().delete()
    Site.objects.create(
        hostname="localhost", is_default_site=True, root_page_id=start, site_name=settings.SITE_NAME, port=settings.PORT
    )


def _note_translations(site: SeededSite) -> None:
    """Say of every translation that a person has released it for the text its source has today."""
    digests = {page.content_id: digest(published_text(page)) for page in site.pages if page.language == SOURCE}
    sources = [page for page in site.pages if page.language == SOURCE]
    insert(models.PublishedText, [models.PublishedText(page_id=p.pk, digest=digests[p.content_id]) for p in sources])
    models.Translation.objects.bulk_create(
        [
            models.Translation(
                page_id=page.pk,
                source_locale=site.locales[SOURCE],
                source_digest=digests[page.content_id],
                made_by=Maker.HUMAN,
                released_by="Redaktion",
                released_at=PUBLISHED_AT,
            )
            for page in site.pages
            if page.language != SOURCE
        ],
        batch_size=1000,
    )
