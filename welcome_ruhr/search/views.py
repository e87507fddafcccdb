"""The editors' side: what is searched for, and how a change of words would change what is found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import ModelForm, modelform_factory
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from .actions import trial
from .forms import AskedAsForm, PinForm, TryForm, WordGroupForm
from .models import AskedAs, Pin, WordGroup
from .queries import Found, find
from .queries.asked import asked_and_left, asked_in_vain, most_asked

ROWS = 30
TRIED: dict[str, type[ModelForm[Any]]] = {
    "group": modelform_factory(WordGroup, form=WordGroupForm, fields=["key", "words"]),
    "asked": modelform_factory(AskedAs, form=AskedAsForm, fields=["page", "phrases"]),
    "pin": modelform_factory(Pin, form=PinForm, fields=["language", "words", "page"]),
}


def may_tune(user: Any) -> bool:
    return bool(user.has_perm("search.change_wordgroup"))


class TuningView(WagtailAdminTemplateMixin, TemplateView):
    """Words to try, with why each result is where it is; what is searched most, in vain, and then left."""

    template_name = "search/admin/tuning.html"
    page_title = _("Search: try and tune")
    header_icon = "search"
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_tune(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = TryForm(self.request.GET or None)
        lists = (
            (_("Searched most"), most_asked()),
            (_("Searched in vain"), asked_in_vain()),
            (_("Found something, opened nothing"), asked_and_left()),
        )
        return {
            **super().get_context_data(**kwargs),
            "form": form,
            "found": _tried(form) if form.is_valid() else None,
            "lists": [{"heading": heading, "rows": rows[:ROWS]} for heading, rows in lists],
        }


@require_POST
def try_change(request: HttpRequest, kind: str, pk: int = 0) -> HttpResponse:
    """Show what would be found before and after a change that is in the form and not saved."""
    if not may_tune(request.user):
        raise PermissionDenied
    form_class = TRIED.get(kind)
    if form_class is None:
        raise Http404
    model: Any = form_class._meta.model
    changed = form_class(request.POST, instance=get_object_or_404(model, pk=pk) if pk else model())
    trying = TryForm(request.POST)
    context: dict[str, Any] = {"form": changed}
    if trying.is_valid() and changed.is_valid():
        context["before"] = _tried(trying)
        context["after"] = _after(changed.save, lambda: _tried(trying))
    return render(request, "search/admin/before_and_after.html", context)


def _tried(form: TryForm) -> Found | None:
    words, language = form.cleaned_data["try_words"], form.cleaned_data["try_language"] or "de"
    if not words:
        return None
    with override(language):
        return find(words, language)


def _after(change: Callable[[], Any], read: Callable[[], Found | None]) -> Found | None:
    with trial():
        change()
        return read()
