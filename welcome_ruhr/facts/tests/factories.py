"""Figures for tests of every room: verified in the law and valid in 2026, unless a test says otherwise."""

import itertools
from datetime import date
from decimal import Decimal

from welcome_ruhr.facts.enums import Status, Unit
from welcome_ruhr.facts.models import Figure, FigureValue

_number = itertools.count(1)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def make_figure(key="", *values, unit=Unit.EUR, **fields):
    """Store a figure; each of `values` is a dictionary for `make_value`, and without any it has one value."""
    key = key or f"figure_{next(_number)}"
    figure = Figure.objects.create(
        key=key, unit=unit, labels=fields.pop("labels", {"de": "Gehalt", "en": "Salary"}), **fields
    )
    for value in values or ({},):
        make_value(figure, **value)
    return figure


def make_value(figure, amount="50700", span=YEAR, status=Status.LAW, as_of=date(2026, 4, 29)):
    """Store one value; `span` is (first day, last day), each of them None where nothing sets one."""
    return FigureValue.objects.create(
        figure=figure, value=Decimal(amount), valid_from=span[0], valid_to=span[1], status=status, as_of=as_of
    )


def make_unverified(key):
    return make_figure(key, {"amount": "4711", "status": Status.UNVERIFIED})
