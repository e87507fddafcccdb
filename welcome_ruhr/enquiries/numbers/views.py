"""Numbers alone: how many asked what, how soon they had an answer, and what came of it."""

from __future__ import annotations

from typing import Any

from babel.numbers import format_decimal, format_percent
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from welcome_ruhr.accounts.workspace import WorkspaceRequest
from welcome_ruhr.enquiries import access
from welcome_ruhr.enquiries.pages import page_for
from welcome_ruhr.enquiries.queries import numbers as counted
from welcome_ruhr.enquiries.queries.numbers import Month, Numbers
from welcome_ruhr.enquiries.tables import csv_of
from welcome_ruhr.foundation import formats

from .forms import PeriodForm
from .parts import lines, parts
from .small import SMALLEST, with_total

UNPROCESSABLE = 422


@require_safe
@page_for(access.sees_numbers)
def numbers(request: WorkspaceRequest) -> HttpResponse:
    form = PeriodForm(request.GET, months=counted.months_until_now())
    if not form.is_valid():
        return render(request, "enquiries/numbers/numbers.html", {"form": form}, status=UNPROCESSABLE)
    found = counted.numbers(form.period())
    context = {
        "form": form,
        "chosen": form.cleaned_data,
        "numbers": found,
        "head": [_("Month"), *_columns()],
        "months": _months(found),
        "parts": parts(found),
        "smallest": SMALLEST,
    }
    return render(request, "enquiries/numbers/numbers.html", context)


@require_safe
@page_for(access.sees_numbers)
def as_csv(request: WorkspaceRequest) -> HttpResponse:
    """The same numbers as on the page, for a spreadsheet."""
    form = PeriodForm(request.GET, months=counted.months_until_now())
    if not form.is_valid():
        return HttpResponse(status=UNPROCESSABLE)
    found = counted.numbers(form.period())
    by_month = [
        (_("By month"), name, column, cell)
        for name, *cells in _months(found)
        for column, cell in zip(_columns(), cells, strict=True)
    ]
    head = (_("Table"), _("Row"), _("Column"), _("Number"))
    said = form.cleaned_data
    name = f"enquiries-{said['first']}-{said['last']}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(csv_of([head, *by_month, *lines(parts(found))]), content_type="text/csv", headers=headers)


def _columns() -> list[str]:
    return [_("Asked"), _("Answered"), _("In time"), _("Median of working days to the first answer"), _("Closed")]


def _months(found: Numbers) -> list[list[str]]:
    """Return the rows of the table by month, the whole period first; small counts are not said here either."""
    rows = [found.total, *found.months.values()]
    names = [_("All"), *(formats.month(month, _language()) for month in found.months)]
    asked, answered, closed = (
        with_total([getattr(one, name) for one in rows]) for name in ("asked", "answered", "closed")
    )
    cells = zip(names, asked, answered, map(_share, rows), map(_median, rows), closed, strict=True)
    return [list(row) for row in cells]


def _share(one: Month) -> str:
    return str(format_percent(one.in_time / one.due, locale=_locale())) if one.due >= SMALLEST else "–"


def _median(one: Month) -> str:
    if one.median_days is None or one.answered < SMALLEST:
        return "–"
    return str(format_decimal(one.median_days, locale=_locale()))


def _language() -> str:
    return get_language() or "de"


def _locale() -> Any:
    return formats.locale_of(_language())
