"""Entries that are pages, each in one language, and the redirects that lead to them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from wagtail.models import Locale, Page, Site

from welcome_ruhr.design import tokens
from welcome_ruhr.facts.models import LegalBasis
from welcome_ruhr.foundation.nearest import meant, meant_all
from welcome_ruhr.foundation.per_request import PerRequest
from welcome_ruhr.portal.enums import Maker
from welcome_ruhr.portal.models import (
    ArticlePage,
    HomePage,
    JourneyPage,
    KeptPage,
    PortalPage,
    Translation,
)
from welcome_ruhr.portal.translations import digest, published_text
from welcome_ruhr.vocabulary.models import Audience, Phase

from .checking import check_parts
from .engine import Entry, Records
from .markdown import NAMESPACE, BodyReader, Raw
from .media import write_media
from .page_files import JOURNEY_TRANSLATION, PageFiles
from .page_kinds import TERMS, model_of, parent_key
from .places import line_in_file
from .problems import BadEntry, Problem
from .reading import PageFile, read_text
from .resolving import StoringResolver
from .writing import default_path, journey_file_text, journey_translation_text, page_text

_numbers: PerRequest[dict[tuple[str, str], int]] = PerRequest(dict)
"""Entry and language → number of its page; a portal's pages are full of links to each other."""


class Pages(PageFiles):
    """All pages of a content folder, stored in Wagtail's tree."""

    def find(self, file: PageFile) -> Any:
        model = model_of(file.kind, file.content_id)
        return model.objects.filter(content_id=file.content_id, locale__language_code=file.language).first()

    def number_of(self, file: PageFile) -> int | None:
        known, key = _numbers(), (file.key, file.language)
        if key not in known and (page := self.find(file)):
            known[key] = page.pk
        return known.get(key)

    def stored_text(self, entry: Entry) -> str | None:
        page = self.find(entry.payload)
        # The latest revision, so that a draft an editor works on counts as a change.
        return page_text(page.get_latest_revision_as_object()) if page else None

    def prepare(self, entry: Entry) -> None:
        file: PageFile = entry.payload
        if self.find(file):
            return
        model = model_of(file.kind, file.content_id)
        locale, _created = Locale.objects.get_or_create(language_code=file.language)
        page = model(
            content_id=file.content_id,
            title=file.front["title"],
            slug=file.front["slug"],
            locale=locale,
            translation_key=uuid.uuid5(NAMESPACE, file.key),
            live=False,
        )
        self._shared(page, self._source_file(file))
        self._parent(file).add_child(instance=page)
        if file.key == "page:home" and file.language == settings.LANGUAGE_CODE:
            _make_root(page)

    def _parent(self, file: PageFile) -> Page:
        if file.key == "page:home":
            return Page.objects.get(depth=1)
        return self.find(self.files[parent_key(file), file.language])

    def _source_file(self, file: PageFile) -> PageFile:
        return self.files[file.key, self.source_language(file.key) or file.language]

    def write(self, entry: Entry, *, in_run: Collection[str]) -> None:
        file: PageFile = entry.payload
        page = self.find(file)
        front = file.front
        page.title, page.slug, page.summary = front["title"], front["slug"], front.get("summary", "")
        page.german_term = front.get("german_term", "")
        resolver = StoringResolver(self, file)
        page.body = json.dumps(BodyReader(resolver, file.body_line, seed=f"{file.key}/{file.language}").read(file.body))
        if isinstance(page, HomePage):
            page.lead = front.get("lead", "")
            page.top_tasks = json.dumps(
                [self._task(key, resolver) for key in self._source_file(file).front.get("top_tasks", [])]
            )
        if isinstance(page, JourneyPage):
            page.steps = json.dumps([self._step(file, n, step, resolver) for n, step in enumerate(file.steps)])
        self._shared(page, self._source_file(file))
        self._refuse_bad_tokens(page, file)
        page.full_clean()
        check_parts(page, file)
        page.save_revision(clean=False).publish()
        if file.language != self.source_language(file.key):
            self._record_translation(page, file, entry, in_run)

    def _refuse_bad_tokens(self, page: PortalPage, file: PageFile) -> None:
        if found := tokens.problems("\n".join(page.texts())):
            raise BadEntry(Problem(file.path, _token_line(self.folder / file.path), " ".join(found)))

    def _task(self, key: str, resolver: StoringResolver) -> Raw:
        return {"type": "task", "value": {"page": resolver.page(key, 1)}, "id": _block_id(f"task/{key}")}

    def _step(self, file: PageFile, number: int, step: dict[str, Any], resolver: StoringResolver) -> Raw:
        office = resolver.office(step["office"], 1) if step["office"] else {"kind": "", "office": None}
        papers = [
            {"type": "item", "value": paper, "id": _block_id(f"{file.key}/{file.language}/{number}/{n}")}
            for n, paper in enumerate(step.get("papers") or [])
        ]
        value = {
            "step_id": step["id"],
            "title": step["title"],
            "text": BodyReader(resolver).html(step.get("text", "")),
            "deadline": step.get("deadline", ""),
            "papers": papers,
            "office": office,
            "article": resolver.page(f"article:{step['article']}", 1) if step["article"] else None,
        }
        return {"type": "step", "value": value, "id": _block_id(f"{file.key}/{file.language}/{step['id']}")}

    def _shared(self, page: PortalPage, source: PageFile) -> None:
        """Set the fields that hold for every language from the source file."""
        front = source.front
        for name in ("illustration", "owner_role", "place", "registration_url"):
            if name in page.shared_fields and front.get(name):
                setattr(page, name, front[name])
        for name in ("checked_on", "next_check_on", "published_on", "starts_at", "ends_at"):
            if name in page.shared_fields:
                setattr(page, name, front.get(name))
        for name, model in TERMS.items():
            if name in page.shared_fields:
                setattr(page, name, _term(model, source))
        if isinstance(page, KeptPage):
            page.audiences = self._terms(Audience, "audiences", source)
            page.phases = self._terms(Phase, "phases", source)
            page.legal_bases = self._terms(LegalBasis, "legal_bases", source)
            page.sources = json.dumps([_source(n, one) for n, one in enumerate(front.get("sources") or [])])
        if isinstance(page, ArticlePage) and page.pk:
            resolver = StoringResolver(self, source)
            chosen = [resolver.page(f"article:{one}", 1) for one in front.get("related") or []]
            page.related = json.dumps(
                [{"type": "page", "value": pk, "id": _block_id(f"related/{pk}")} for pk in chosen]
            )

    def _terms(self, model: Any, name: str, source: PageFile) -> list[Any]:
        keys: list[str] = source.front.get(name) or []
        table = {term.key: term for term in model.objects.all()}
        if missing := [key for key in keys if key not in table]:
            line = line_in_file(self.folder / source.path, (name,))
            reason = f"Unknown {model._meta.verbose_name}: {', '.join(missing)}.{meant_all(missing, table)}"
            raise BadEntry(Problem(source.path, line, reason))
        return [table[key] for key in keys]

    def export(self, folder: Path, records: Records, *, everything: bool) -> Iterator[tuple[Path, str]]:
        for page in Page.objects.filter(depth__gt=1).order_by("path").specific().select_related("locale"):
            if not isinstance(page, PortalPage) or isinstance(page, JourneyPage):
                continue
            record = records.get((page.key, page.language))
            text = page_text(page)
            if everything or record is None or record.stored_text != text:
                yield folder / (record.path if record else default_path(page)), text
                write_media(page, folder)
        yield from self._export_journeys(folder, records, everything)

    def _export_journeys(self, folder: Path, records: Records, everything: bool) -> Iterator[tuple[Path, str]]:
        """A file may hold several languages of a journey: it is written when one of them has changed."""
        files: dict[str, list[JourneyPage]] = {}
        for page in JourneyPage.objects.select_related("locale").order_by("path"):
            record = records.get((page.key, page.language))
            files.setdefault(record.path if record else default_path(page), []).append(page)
        for path, pages in files.items():
            stored = [records.get((page.key, page.language)) for page in pages]
            if everything or any(
                r is None or r.stored_text != page_text(p) for r, p in zip(stored, pages, strict=True)
            ):
                alone = JOURNEY_TRANSLATION.match(Path(path).name)
                yield folder / path, journey_translation_text(pages[0]) if alone else journey_file_text(pages)

    def _record_translation(self, page: PortalPage, file: PageFile, entry: Entry, in_run: Collection[str]) -> None:
        source_language = self.source_language(file.key)
        source = self.find(self.files[file.key, source_language or ""])
        text = published_text(source)
        record, created = Translation.objects.get_or_create(page=page, defaults={"source_locale": source.locale})
        stated = file.front.get("source_digest")
        # Files that come together belong together; a later change of the translation alone confirms nothing.
        together = created or f"{file.key} ({source_language})" in in_run
        if stated == digest(text) or (not stated and together):
            record.source_revision, record.source_digest, record.source_text = source.live_revision, digest(text), text
        elif stated:
            record.source_revision, record.source_digest = None, stated
        record.made_by = Maker(file.front.get("translation", Maker.MACHINE))
        record.released_by = file.front.get("released_by") or ""
        record.save()


def _make_root(home: Page) -> None:
    """Make `home` the portal's start and remove the page a fresh Wagtail brings."""
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True, hostname="localhost")
    former = site.root_page if site.pk else None
    site.root_page, site.site_name, site.port = home, settings.SITE_NAME, settings.PORT
    site.save()
    if former and former.pk != home.pk and not isinstance(former.specific, PortalPage):
        former.delete()


def _source(number: int, source: dict[str, Any]) -> Raw:
    value = {"title": source["title"], "url": source["url"], "retrieved_on": str(source["retrieved_on"])}
    return {"type": "source", "value": value, "id": _block_id(f"source/{number}/{source['url']}")}


def _block_id(seed: str) -> str:
    return str(uuid.uuid5(NAMESPACE, seed))


def _term(model: Any, source: PageFile) -> Any:
    if found := model.objects.filter(key=source.content_id).first():
        return found
    hint = meant(source.content_id, model.objects.values_list("key", flat=True))
    reason = f"There is no {model._meta.verbose_name} “{source.content_id}” in vocabulary.yaml.{hint}"
    raise BadEntry(Problem(source.path, 1, reason))


def _token_line(path: Path) -> int:
    for number, line in enumerate(read_text(path).splitlines(), 1):
        if tokens.problems(line):
            return number
    return 1
