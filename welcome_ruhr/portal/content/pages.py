"""Entries that are pages, each in one language, and the redirects that lead to them."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from wagtail.models import Locale, Page, Site

from welcome_ruhr.design import tokens
from welcome_ruhr.facts.models import LegalBasis
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

from .checking import NEEDED, check_parts, check_values
from .engine import Entry, Kind, Records
from .markdown import NAMESPACE, BodyReader, Raw
from .page_kinds import FOLDERS, SINGLE_PAGES, TERMS, model_of, parent_key
from .problems import BadEntry, BadFile, Problem
from .reading import PageFile, load_yaml, read_journey_file, read_page_file, read_text, require
from .resolving import CheckingResolver, StoringResolver, write_media
from .writing import default_path, journey_file_text, page_text

FILE_NAME = re.compile(r"^(?P<id>[a-z0-9_-]+)\.(?P<language>[a-z]{2}(?:-[a-z]+)?)\.md$")


class Pages(Kind):
    """All page files of a content folder."""

    def __init__(self) -> None:
        self.files: dict[tuple[str, str], PageFile] = {}
        self.unread: set[str] = set()
        """Entries with a file that was refused: what follows from that is not complained of again."""
        self.folder = Path()

    # reading ------------------------------------------------------------------------------------

    def read(self, folder: Path, problems: list[Problem]) -> list[Entry]:
        self.folder = folder
        self.files, self.unread = {}, set()
        for file in self._page_files(folder, problems):
            first = self.files.setdefault((file.key, file.language), file)
            if first is not file:
                problems.append(Problem(file.path, 1, f"{file.key} ({file.language}) stands in {first.path} already."))
        for file in self.files.values():
            try:
                self._check(file)
            except BadFile as error:
                problems.append(Problem(file.path, error.line, error.reason))
        ordered = sorted(self.files.values(), key=self._order(folder, problems))
        return [Entry(file.key, file.language, file.path, file.text, file, self) for file in ordered]

    def _page_files(self, folder: Path, problems: list[Problem]) -> Iterator[PageFile]:
        for pattern, kind in [("pages", "page"), *((name, kind) for name, (kind, _model) in FOLDERS.items())]:
            for path in sorted(folder.glob(f"{pattern}/*.md")):
                shown = str(path.relative_to(folder))
                try:
                    name = FILE_NAME.match(path.name)
                    if not name or (kind == "page" and name["id"] not in SINGLE_PAGES):
                        raise BadFile("The file name must be <id>.<language>.md, of a page this portal has.")
                    yield read_page_file(path, shown, kind, name["id"], name["language"])
                except BadFile as error:
                    self.unread.add(f"{kind}:{path.name.partition('.')[0]}")
                    problems.append(Problem(shown, error.line, error.reason))
        for path in sorted(folder.glob("journeys/*.yaml")):
            try:
                yield from read_journey_file(path, str(path.relative_to(folder)))
            except BadFile as error:
                self.unread.add(f"journey:{path.stem}")
                problems.append(Problem(str(path.relative_to(folder)), error.line, error.reason))

    def _check(self, file: PageFile) -> None:
        """Read the body against the other files and check every token, without storing anything."""
        if file.language not in dict(settings.LANGUAGES):
            raise BadFile(f"The portal has no language “{file.language}”.")
        if self.source_language(file.key) is None and file.key not in self.unread:
            raise BadFile("No language of this entry is the source: German is missing and none says “source: true”.")
        above = parent_key(file)
        if file.key != "page:home" and (above, file.language) not in self.files and above not in self.unread:
            raise BadFile(f"Its parent {above} does not exist in {file.language}.")
        check_values(file)
        if file.kind in NEEDED and file.language == self.source_language(file.key):
            require(file.front, NEEDED[file.kind])
        resolver = CheckingResolver(self)
        BodyReader(resolver, file.body_line).read(file.body)
        for step in file.steps:
            BodyReader(resolver).html(step.get("text", ""))
            if step["article"]:
                resolver.page(f"article:{step['article']}", 1)
            if step["office"]:
                resolver.office(step["office"], 1)
        related = [f"article:{one}" for one in file.front.get("related") or []]
        for name in [*related, *(file.front.get("top_tasks") or [])]:
            resolver.page(name, 1)

    def source_language(self, key: str) -> str | None:
        """Return the language an entry was written in: the one that says so, else German."""
        languages = {language: file for (file_key, language), file in self.files.items() if file_key == key}
        marked = [language for language, file in languages.items() if file.front.get("source")]
        if marked:
            return marked[0]
        return settings.LANGUAGE_CODE if settings.LANGUAGE_CODE in languages else None

    def _order(self, folder: Path, problems: list[Problem]) -> Any:
        """Parents before children, sources before translations, then as `order.yaml` says.

        In this order, because a page written in English may stand below one that was translated into English.
        """
        order = _read_order(folder, problems)
        depth = {"page:home": 0, "page": 1, "topic": 2, "phase": 2, "audience": 2, "legal": 2}

        def rank(file: PageFile) -> tuple[Any, ...]:
            listed = order.get(file.folder if file.kind == "article" else file.kind, [])
            place = listed.index(file.content_id) if file.content_id in listed else len(listed)
            level = depth.get(file.key, depth.get(file.kind, 3))
            return (
                level,
                file.language != self.source_language(file.key),
                file.kind,
                file.folder,
                place,
                file.content_id,
            )

        return rank

    # storing ------------------------------------------------------------------------------------

    def find(self, file: PageFile) -> Any:
        model = model_of(file.kind, file.content_id)
        return model.objects.filter(content_id=file.content_id, locale__language_code=file.language).first()

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
            page.audiences = _terms(Audience, front.get("audiences") or [], source.path)
            page.phases = _terms(Phase, front.get("phases") or [], source.path)
            page.legal_bases = _terms(LegalBasis, front.get("legal_bases") or [], source.path)
            page.sources = json.dumps([_source(n, one) for n, one in enumerate(front.get("sources") or [])])
        if isinstance(page, ArticlePage) and page.pk:
            resolver = StoringResolver(self, source)
            chosen = [resolver.page(f"article:{one}", 1) for one in front.get("related") or []]
            page.related = json.dumps(
                [{"type": "page", "value": pk, "id": _block_id(f"related/{pk}")} for pk in chosen]
            )

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
        """A journey's languages share one file: it is written when one of them has changed."""
        versions: dict[str, list[JourneyPage]] = {}
        for page in JourneyPage.objects.select_related("locale").order_by("path"):
            versions.setdefault(page.key, []).append(page)
        for key, pages in versions.items():
            stored = [records.get((key, page.language)) for page in pages]
            if everything or any(
                r is None or r.stored_text != page_text(p) for r, p in zip(stored, pages, strict=True)
            ):
                path = next((record.path for record in stored if record), f"journeys/{pages[0].content_id}.yaml")
                yield folder / path, journey_file_text(pages)

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


def _terms(model: Any, keys: list[str], path: str) -> list[Any]:
    found = {term.key: term for term in model.objects.filter(key__in=keys)}
    if missing := [key for key in keys if key not in found]:
        raise BadEntry(Problem(path, 1, f"Unknown {model._meta.verbose_name}: {', '.join(missing)}."))
    return [found[key] for key in keys]


def _source(number: int, source: dict[str, Any]) -> Raw:
    value = {"title": source["title"], "url": source["url"], "retrieved_on": str(source["retrieved_on"])}
    return {"type": "source", "value": value, "id": _block_id(f"source/{number}/{source['url']}")}


def _block_id(seed: str) -> str:
    return str(uuid.uuid5(NAMESPACE, seed))


def _term(model: Any, source: PageFile) -> Any:
    if found := model.objects.filter(key=source.content_id).first():
        return found
    raise BadEntry(
        Problem(source.path, 1, f"There is no {model._meta.verbose_name} “{source.content_id}” in vocabulary.yaml.")
    )


def _read_order(folder: Path, problems: list[Problem]) -> dict[str, list[str]]:
    path = folder / "order.yaml"
    try:
        return load_yaml(read_text(path)) if path.exists() else {}
    except BadFile as error:
        problems.append(Problem(path.name, error.line, error.reason))
        return {}


def _token_line(path: Path) -> int:
    for number, line in enumerate(read_text(path).splitlines(), 1):
        if tokens.problems(line):
            return number
    return 1
