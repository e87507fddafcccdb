"""Translations: the overview, and the editor with its source beside it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Locale, Page

from welcome_ruhr.foundation.languages import direction
from welcome_ruhr.portal import actions
from welcome_ruhr.portal.enums import TranslationState
from welcome_ruhr.portal.models import PortalPage, Translation
from welcome_ruhr.portal.translations import TranslationStatus, published_text, translation_status

from . import rights
from .differences import compare
from .filters import TranslationFilter
from .reading import readable
from .standings import standings

PER_PAGE = 50


class TranslationsView(WagtailAdminTemplateMixin, TemplateView):
    """Every source page in every language: how its translation stands, who released it, what to do next."""

    template_name = "portal/admin/translations.html"
    page_title = gettext_lazy("Translations")
    header_icon = "globe"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not user_has_any_page_permission(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = TranslationFilter(self.request.GET or None)
        everything = standings()
        shown = form.chosen(everything)
        page = Paginator(shown, PER_PAGE).get_page(self.request.GET.get("p"))
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            "form": form,
            "rows": page,
            "total": len(everything),
            "may_open_language": rights.may_open_language(self.request.user),
            "query": form.as_query(),
        }


@require_POST
def start(request: HttpRequest, page_id: int, language: str) -> HttpResponse:
    """Make the draft of a translation and open it beside its source."""
    source = get_object_or_404(Page, pk=page_id).specific
    is_source = isinstance(source, PortalPage) and not Translation.objects.filter(page_id=page_id).exists()
    if not is_source or language not in dict(settings.LANGUAGES):
        raise Http404
    if not rights.may_start(request.user, source, language, rights.parents_of(source)):
        raise PermissionDenied
    try:
        draft = _begin(source, language, request.user)
    except actions.ParentNotTranslated:
        parent = source.get_parent()
        messages.error(request, _("First translate the page above it: “%(title)s”.") % {"title": parent.title})
    except actions.SourceNotPublic:
        messages.error(request, _("Publish “%(title)s” first; then it can be translated.") % {"title": source.title})
    except actions.AlreadyTranslated:
        messages.error(request, _("“%(title)s” has been translated into this language.") % {"title": source.title})
    else:
        return redirect("portal_side_by_side", draft.pk)
    return redirect("portal_translations")


@transaction.atomic
def _begin(source: PortalPage, language: str, user: Any) -> PortalPage:
    locale, _created = Locale.objects.get_or_create(language_code=language)
    return actions.start_translation(page=source, locale=locale, by=user)


@require_POST
def release(request: HttpRequest, page_id: int) -> HttpResponse:
    """Say that a translation says what its source says today."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not rights.may_release(request.user, page):
        raise PermissionDenied
    try:
        actions.release_translation(page=page, by=request.user)
    except actions.NotATranslation:
        raise Http404 from None
    except actions.NotPublished:
        messages.error(request, _("Publish this translation first: readers do not see this text yet."))
    except actions.SourceNotPublic:
        messages.error(request, _("The source is not public, so there is nothing to compare with."))
    else:
        messages.success(request, _("Released: “%(title)s” says what its source says today.") % {"title": page.title})
    return redirect("portal_side_by_side", page_id)


class SideBySideView(EditView):
    """Wagtail's own page editor with the text of the source beside it; drafts, workflow and preview are as ever."""

    def dispatch(self, request: HttpRequest, page_id: int, **kwargs: Any) -> HttpResponse:
        if not Translation.objects.filter(page_id=page_id).exists():
            return redirect("wagtailadmin_pages:edit", page_id)
        response: HttpResponse = super().dispatch(request, page_id, **kwargs)
        return response

    def get_template_names(self) -> list[str]:
        return super().get_template_names() if self.hydrate_create_view else ["portal/admin/side_by_side.html"]

    def get_edit_url(self) -> str:
        return reverse("portal_side_by_side", args=[self.page.pk])

    def redirect_away(self) -> HttpResponse:
        return redirect(self.get_edit_url())

    @cached_property
    def status(self) -> TranslationStatus:
        found = translation_status(self.real_page_record)
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, **beside(self.status, self.real_page_record, self.request.user)}


def beside(status: TranslationStatus, page: Page, user: Any) -> dict[str, Any]:
    """What stands beside the editor: the source's text of today, with what has changed since, and the release."""
    record, source = status.translation, status.source
    today = readable(published_text(source)) if source else ""
    outdated = status.state == TranslationState.OUTDATED
    before = readable(record.source_text) if outdated and record.source_text else today
    language = record.source_locale.language_code
    return {
        "status": status,
        "source": source,
        "source_language": language,
        "source_direction": direction(language),
        "source_lines": compare(before, today),
        "changes_shown": before != today,
        "changes_unknown": outdated and not record.source_text,
        "may_release": rights.may_release(user, page),
        "not_public": not page.live or page.has_unpublished_changes,
    }
