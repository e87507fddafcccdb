"""What changes pages: import and export, shared fields, released translations, the editors' rights."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.actions.copy_for_translation import ParentNotTranslatedError
from wagtail.models import GroupApprovalTask, GroupPagePermission, Page, Revision, Workflow, WorkflowPage, WorkflowTask

from welcome_ruhr.accounts import roles
from welcome_ruhr.delivery.changes import EVERYTHING, changed
from welcome_ruhr.foundation import clock, rate_limit
from welcome_ruhr.search import actions as search

from .content.engine import Kind, Report, import_folder, note
from .content.law_changes import LawChanges
from .content.notices import Notices
from .content.pages import Pages
from .content.problems import ContentRefused, Problem
from .content.redirects import Redirects
from .content.responsibility import ResponsibilityRules
from .content.rows import ROW_KINDS
from .content.word_lists import AskedAsLists, SearchWords
from .enums import Maker
from .models import ContentRecord, HomePage, PageFeedback, PortalPage, PublishedText, Translation
from .translations import digest, live_revision, published_text, source_of

FEEDBACK_PER_HOUR = 20


class NotATranslation(Exception):
    """The page was not translated from another one."""


class SourceNotPublic(Exception):
    """A translation cannot be started or released while its source is not public."""


class NotPublished(Exception):
    """A translation cannot be released while a draft of it is not public: readers would be told of another text."""


class ParentNotTranslated(Exception):
    """A page cannot be translated before the page above it is."""


class AlreadyTranslated(Exception):
    """The page has a version in this language."""


def content_kinds() -> list[Kind]:
    return [
        *ROW_KINDS,
        ResponsibilityRules(),
        LawChanges(),
        Pages(),
        Notices(),
        Redirects(),
        SearchWords(),
        AskedAsLists(),
    ]


def import_content(*, folder: Path, take: Collection[str] = (), progress: bool = False) -> Report:
    """Import the content files; raises ContentRefused, and then nothing of the run is stored."""
    with transaction.atomic(), search.together():
        report = import_folder(folder, content_kinds(), take=take, progress=progress)
        set_up_editing()
        if any(outcome.writes for outcome in report.outcomes):
            # Some rows are written past the signals that tell of a change.
            changed(EVERYTHING)
    return report


def export_content(*, folder: Path, everything: bool = False) -> list[str]:
    """Write entries that differ from their file; return the files written, relative to `folder`."""
    records = {(record.entry, record.language): record for record in ContentRecord.objects.all()}
    written = []
    for kind in content_kinds():
        for path, text in kind.export(folder, records, everything=everything):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            written.append(str(path.relative_to(folder)))
    if written:
        accept_files(folder=folder)
    return written


@transaction.atomic
def accept_files(*, folder: Path) -> None:
    """Take note that the files now say what the database holds, so that the next import finds no change."""
    problems: list[Problem] = []
    for kind in content_kinds():
        note(kind.read(folder, problems))
    if problems:
        raise ContentRefused(problems)


@transaction.atomic
def share_fields(*, page: PortalPage) -> None:
    """Give what holds for every language from the source to its translations, whichever was published."""
    translation = Translation.objects.filter(page_id=page.pk).select_related("source_locale").first()
    if translation is None:
        made_from_it = Translation.objects.filter(source_locale=page.locale, page__translation_key=page.translation_key)
        targets = list(type(page).objects.filter(pk__in=made_from_it.values("page_id")))
        _copy_shared(page, targets)
    elif source := source_of(page, translation):
        _copy_shared(source, [page])


def _copy_shared(source: PortalPage, targets: list[PortalPage]) -> None:
    links = {name: _links([source, *targets], name) for name in source.shared_fields if _is_linking(source, name)}
    for target in targets:
        differing = [
            name
            for name in source.shared_fields
            if (links[name][source.pk] != links[name][target.pk] if name in links else _differs(source, target, name))
        ]
        for name in differing:
            value = getattr(source, name)
            setattr(target, name, list(value.all()) if name in links else value)
        if differing:
            target.save(clean=False)


def _is_linking(page: PortalPage, name: str) -> bool:
    return bool(page._meta.get_field(name).many_to_many)


def _differs(source: PortalPage, target: PortalPage, name: str) -> bool:
    return bool(getattr(source, name) != getattr(target, name))


def _links(pages: list[PortalPage], name: str) -> dict[int, set[int]]:
    """Return which rows a field of many links gives each of the pages, which are of one type; in one query."""
    field: Any = pages[0]._meta.get_field(name)
    here, there = field.m2m_column_name(), field.m2m_reverse_name()
    found: dict[int, set[int]] = {page.pk: set() for page in pages}
    for pk, other in field.remote_field.through.objects.filter(**{f"{here}__in": found}).values_list(here, there):
        found[pk].add(other)
    return found


@transaction.atomic
def release_translation(*, page: PortalPage, by: Any) -> Translation:
    """Say, as a person, that a translation says what its source says today.

    Raises NotATranslation, NotPublished, SourceNotPublic.
    """
    record = Translation.objects.filter(page_id=page.pk).select_related("source_locale").first()
    if record is None:
        raise NotATranslation
    if not page.live or page.has_unpublished_changes:
        raise NotPublished
    source = source_of(page, record)
    if source is None or not source.live:
        raise SourceNotPublic
    text = published_text(source)
    record.source_revision, record.source_digest, record.source_text = live_revision(source), digest(text), text
    record.made_by, record.released_by, record.released_by_user = Maker.HUMAN, str(by), by
    record.released_at = clock.now()
    record.save()
    return record


@transaction.atomic
def start_translation(*, page: PortalPage, locale: Any, by: Any) -> PortalPage:
    """Copy a source page as a draft into another language, to be translated there; return the draft.

    Raises AlreadyTranslated, ParentNotTranslated, SourceNotPublic.
    """
    if not page.live:
        raise SourceNotPublic
    if page.get_translation_or_none(locale):
        raise AlreadyTranslated
    try:
        copy: PortalPage = page.copy_for_translation(locale)
    except ParentNotTranslatedError:
        raise ParentNotTranslated from None
    copy.owner = by
    copy.save(clean=False)
    text = published_text(page)
    Translation.objects.create(
        page=copy,
        source_locale=page.locale,
        source_revision=live_revision(page),
        source_digest=digest(text),
        source_text=text,
        made_by=Maker.HUMAN,
    )
    if isinstance(copy, HomePage):
        set_up_editing()  # a new tree: nobody may edit in it yet
    return copy


def note_published_text(*, page: PortalPage) -> None:
    """Keep the digest of what has just become public, for the overview of translations."""
    PublishedText.objects.update_or_create(page_id=page.pk, defaults={"digest": digest(published_text(page))})


def publish_due() -> list[Page]:
    """Publish and take down what editors have set a time for; return the pages that cannot be published.

    Such a page keeps its time, so it goes public once its figures are verified; it never stops the others.
    """
    now = clock.now()
    for page in list(Page.objects.filter(live=True, expire_at__lt=now).specific()):
        page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    due = Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at")
    return [revision.content_object for revision in due if not _publish_in_time(revision)]


def _publish_in_time(revision: Revision) -> bool:
    try:
        with transaction.atomic():
            revision.publish(log_action="wagtail.publish.scheduled")
    except ValidationError:
        return False
    return True


def give_feedback(*, about: str, language: str, helpful: bool, comment: str, sender: str) -> PageFeedback:
    """Keep an answer about a page; `sender` only limits how often and is not stored with it.

    Raises rate_limit.RateLimitExceeded.
    """
    rate_limit.hit(f"feedback:{sender}", limit=FEEDBACK_PER_HOUR, per=timedelta(hours=1))
    return PageFeedback.objects.create(
        about=about, language=language, helpful=helpful, comment=comment.strip(), given_on=clock.today()
    )


# --- the editors' rights ------------------------------------------------------------------------

TERM_MODELS = ("audience", "phase", "topic")
EDITOR_MODELS = (
    "figure", "figurevalue", "legalbasis", "office", "institution", "partner", "municipality",
    "placename", "responsibilityrule",
    "redirect", "notice", "film", "wordgroup", "askedas", "pin",
)  # fmt: skip
PAGE_RIGHTS = {
    roles.EDITOR: ("add_page", "change_page"),
    roles.REVIEWER: ("add_page", "change_page", "publish_page"),
    roles.ADMINISTRATOR: (
        "add_page",
        "change_page",
        "publish_page",
        "delete_page",
        "lock_page",
        "unlock_page",
        "bulk_delete_page",
    ),
}
WORKFLOW_NAME = "Vier-Augen-Prüfung"


def set_up_editing() -> None:
    """Give the roles their rights on every language's tree, and the review workflow to each tree."""
    Group.objects.filter(name__in=("Moderators", "Editors")).delete()  # a fresh Wagtail brings these
    homes = list(HomePage.objects.all())
    for role, rights in PAGE_RIGHTS.items():
        group = Group.objects.get(name=role.key)
        _give_page_rights(group, homes, rights)
        models = EDITOR_MODELS + TERM_MODELS * (role == roles.ADMINISTRATOR)
        group.permissions.add(*Permission.objects.filter(content_type__model__in=models))
    _set_up_workflow(homes)


def _give_page_rights(group: Group, homes: list[HomePage], rights: tuple[str, ...]) -> None:
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=rights):
        for home in homes:
            GroupPagePermission.objects.get_or_create(group=group, page_id=home.pk, permission=permission)


def _set_up_workflow(homes: list[HomePage]) -> None:
    Workflow.objects.filter(name="Moderators approval").delete()
    GroupApprovalTask.objects.filter(name="Moderators approval").delete()
    workflow, created = Workflow.objects.get_or_create(name=WORKFLOW_NAME)
    if created:
        task = GroupApprovalTask.objects.create(name="Prüfung durch eine zweite Person")
        task.groups.set(Group.objects.filter(name__in=(roles.REVIEWER.key, roles.ADMINISTRATOR.key)))
        WorkflowTask.objects.create(workflow=workflow, task=task)
    for home in homes:
        WorkflowPage.objects.get_or_create(page=Page.objects.get(pk=home.pk), defaults={"workflow": workflow})
