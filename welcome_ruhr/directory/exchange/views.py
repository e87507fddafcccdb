"""Download and upload of offices as CSV."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from welcome_ruhr.directory.models import Office
from welcome_ruhr.foundation import clock

from .applying import BadRows, ChangedMeanwhile, MayNot, apply, may_apply
from .comparing import Comparison, compare
from .forms import PreviewForm, UploadForm, preview_of
from .reading import Decoded, Problem, read
from .rows import all_rows, as_csv, as_excel


def for_editors_of_offices(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only for people who may change offices."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("directory.change_office"):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@require_GET
@for_editors_of_offices
def export_offices(request: HttpRequest) -> HttpResponse:
    """All offices, also those that are not verified: a file for editors, not for the public."""
    content = as_excel(all_rows()) if "excel" in request.GET else as_csv(all_rows())
    name = f"offices-{clock.today().isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


class ImportOfficesView(WagtailAdminTemplateMixin, FormView[UploadForm]):
    """Takes a file and shows what it would change; nothing is stored yet."""

    template_name = "directory/admin/import_offices.html"
    page_title = gettext_lazy("Import offices")
    header_icon = "upload"
    form_class = UploadForm
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm("directory.change_office"):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        offices = {"url": _offices_href(), "label": Office._meta.verbose_name_plural}
        return [*self.breadcrumbs_items, offices, {"url": "", "label": self.page_title}]

    def form_valid(self, form: UploadForm) -> HttpResponse:
        file: Decoded = form.cleaned_data["file"]
        text, is_guess = file.text, file.is_guess
        reading = read(text)
        if reading.problems:
            return self.show(problems=reading.problems, is_guess=is_guess)
        result = compare(reading.lines)
        return self.show(
            result=result,
            is_guess=is_guess,
            preview=preview_of(text, result.seen),
            may_apply=may_apply(self.request.user, result),
        )

    def show(self, **context: Any) -> HttpResponse:
        shown = {"form": UploadForm(), **context}
        status = 422 if context.get("problems") else 200
        return self.render_to_response(self.get_context_data(**shown), status=status)


@require_POST
@for_editors_of_offices
def apply_offices(request: HttpRequest) -> HttpResponse:
    """Store the file of a preview, or say in a sentence why nothing was stored."""
    form = PreviewForm(request.POST)
    if not form.is_valid():
        return _back(request, _("This preview is too old or was changed on its way. Choose the file again."))
    try:
        result = apply(**form.cleaned_data["preview"], by=request.user)
    except ChangedMeanwhile as error:
        sentence = ngettext(
            "Nothing was imported: somebody has changed %(keys)s since you looked. Choose the file again.",
            "Nothing was imported: somebody has changed these since you looked: %(keys)s. Choose the file again.",
            len(error.keys),
        )
        return _back(request, sentence % {"keys": ", ".join(error.keys)})
    except BadRows as error:
        return _back(request, _said(error.problems))
    except MayNot:
        return _back(request, _("Nothing was imported: you may change offices, but not add new ones."))
    messages.success(request, _stored(result))
    return redirect(_offices_href())


def _back(request: HttpRequest, sentence: str) -> HttpResponse:
    messages.error(request, sentence)
    return redirect("directory_import_offices")


def _said(problems: list[Problem]) -> str:
    lines = (_("Line %(line)d: %(reason)s") % {"line": one.line, "reason": one.reason} for one in problems)
    return " ".join([_("Nothing was imported."), *lines])


def _stored(result: Comparison) -> str:
    counts = {"new": len(result.new), "changed": len(result.changed), "unchanged": len(result.unchanged)}
    return _("Imported: %(new)d new, %(changed)d changed, %(unchanged)d as they were.") % counts


def _offices_href() -> str:
    return reverse(Office.snippet_viewset.get_url_name("list"))
