"""The real content goes in, comes out and goes in again without a change."""

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import override
from wagtail.contrib.redirects.models import Redirect
from wagtail.fields import StreamField
from wagtail.models import Page

from welcome_ruhr.directory.models import Institution, Municipality, Office, Partner, ResponsibilityRule
from welcome_ruhr.facts.models import Figure, LegalBasis
from welcome_ruhr.portal.actions import export_content, import_content
from welcome_ruhr.portal.content.engine import Outcome
from welcome_ruhr.portal.content.writing import page_text
from welcome_ruhr.portal.models import ContentRecord, Notice, PortalPage
from welcome_ruhr.search.models import WordGroup
from welcome_ruhr.vocabulary.models import Audience, Phase, Topic

pytestmark = pytest.mark.django_db


def imported(folder):
    with override("en"):
        return set(import_content(folder=folder).outcomes)


def pages():
    found = Page.objects.filter(depth__gt=1).specific().select_related("locale")
    return [page for page in found if isinstance(page, PortalPage)]


def texts():
    return {(page.key, page.language): page_text(page) for page in pages()}


def refused_by_the_editors_form(page):
    """Names of the fields that an editor could not save as they are."""
    refused = []
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            try:
                field.stream_block.clean(getattr(page, field.name))
            except ValidationError:
                refused.append((page.key, page.language, field.name))
    return refused


@pytest.mark.slow
def test_real_content_goes_out_and_in_again_without_a_change(tmp_path):
    assert imported(settings.CONTENT_DIR) == {Outcome.CREATED}
    before = texts()
    assert [refused for page in pages() for refused in refused_by_the_editors_form(page)] == []
    assert imported(settings.CONTENT_DIR) == {Outcome.UNCHANGED}
    assert len(export_content(folder=tmp_path, everything=True)) > 100
    assert imported(tmp_path) == {Outcome.UNCHANGED}
    assert texts() == before


@pytest.mark.slow
def test_exported_content_gives_the_same_portal_in_an_empty_database(tmp_path):
    imported(settings.CONTENT_DIR)
    before = texts()
    export_content(folder=tmp_path, everything=True)
    for page in Page.objects.filter(depth=2):
        page.delete()
    rows = (
        WordGroup,
        Figure,
        LegalBasis,
        ResponsibilityRule,
        Office,
        Institution,
        Partner,
        Municipality,
        Audience,
        Phase,
        Topic,
    )
    for model in (ContentRecord, Redirect, Notice, *rows):
        model.objects.all().delete()
    assert imported(tmp_path) == {Outcome.CREATED}
    assert texts() == before
