"""The breakdowns of the page “Numbers”, in the order and the words in which they are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from welcome_ruhr.directory.enums import OfficeKind
from welcome_ruhr.enquiries.enums import Helped, Outcome, ReferralOutcome, Trust, Whereabouts
from welcome_ruhr.enquiries.queries.numbers import Counts, Numbers
from welcome_ruhr.foundation.languages import name_of

from .pages import titles
from .small import SMALLEST, shown

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

NOT_SAID = gettext_lazy("not said")
MOST_ROWS = 15
"""of a breakdown without an end, such as the pages that people came from"""


@dataclass(frozen=True)
class Row:
    name: str
    cells: list[str]
    bar: int = 0
    """0 to 100"""


@dataclass(frozen=True)
class Part:
    """One breakdown; without rows there were too few to show any."""

    key: str
    title: str
    head: list[str]
    rows: list[Row] = field(default_factory=list)
    note: str = ""


@dataclass(frozen=True)
class Kind:
    """How one breakdown is named."""

    counts: str
    title: _StrPromise
    name: Callable[[str], str]
    without: _StrPromise = NOT_SAID
    """what is shown where nothing was said"""


KINDS = (
    Kind("outcome", gettext_lazy("How they ended"), lambda key: str(Outcome(key).label), gettext_lazy("still open")),
    Kind("topic", gettext_lazy("Topics"), str),
    Kind("audience", gettext_lazy("Audiences"), str),
    Kind("phase", gettext_lazy("Phases"), str),
    Kind("language", gettext_lazy("Languages"), name_of),
    Kind("place__name", gettext_lazy("Places"), str),
    Kind("whereabouts", gettext_lazy("Where they were"), lambda key: str(Whereabouts(key).label)),
    Kind("helped", gettext_lazy("Did it help?"), lambda key: str(Helped(key).label), gettext_lazy("no answer")),
    Kind("trust", gettext_lazy("Checked for programs"), lambda key: str(Trust(key).label)),
)


def parts(numbers: Numbers) -> list[Part]:
    """Return every breakdown of the numbers of a period."""
    found = [_part(kind, numbers.counts[kind.counts]) for kind in KINDS]
    return [*found, _came_from(numbers.counts["about"]), _referrals(numbers), _guides(numbers)]


def _part(kind: Kind, counts: Counts) -> Part:
    named = {kind.name(key) if key else str(kind.without): count for key, count in counts.items()}
    return Part(kind.counts.partition("__")[0], str(kind.title), _head(), _rows(named))


def _head() -> list[str]:
    return ["", _("Enquiries")]


def _rows(named: Counts) -> list[Row]:
    """Return the rows, the largest first, and none when all together are too few."""
    if sum(named.values()) < SMALLEST:
        return []
    ordered = sorted(named.items(), key=lambda item: (-item[1], item[0]))
    said = shown([count for _name, count in ordered])
    most = max(one.most for one in said)
    return [
        Row(name, [one.text], round(100 * one.most / most)) for (name, _count), one in zip(ordered, said, strict=True)
    ]


def _came_from(counts: Counts) -> Part:
    """Return the pages people asked from, the rest together in one row."""
    ordered = sorted(counts.items(), key=lambda item: -item[1])
    first = [(key, count) for key, count in ordered if key and count >= SMALLEST][:MOST_ROWS]
    named = titles([key for key, _count in first], get_language() or "de")
    rows = {f"{named.get(key, key)}": 0 for key, _count in first}
    for key, count in first:
        rows[named.get(key, key)] += count
    rest = sum(counts.values()) - sum(rows.values())
    if rest:
        rows[_("others, or not said")] = rest
    return Part("about", _("Where they came from"), _head(), _rows(rows))


def _referrals(numbers: Numbers) -> Part:
    outcomes = [*ReferralOutcome, ""]
    head = [_("Kind of office"), *(str(ReferralOutcome(one).label) for one in outcomes[:-1]), _("still open")]
    kinds = sorted({kind for kind, _outcome in numbers.referrals})
    grid = [[numbers.referrals.get((kind, outcome), 0) for outcome in outcomes] for kind in kinds]
    return Part("referrals", _("Referrals"), head, _grid_rows([_office(kind) for kind in kinds], grid))


def _grid_rows(names: Sequence[str], grid: Sequence[Sequence[int]]) -> list[Row]:
    flat = [count for counts in grid for count in counts]
    if sum(flat) < SMALLEST:
        return []
    said = iter(shown(flat))
    return [Row(name, [next(said).text for _count in counts]) for name, counts in zip(names, grid, strict=True)]


def _office(kind: str) -> str:
    return str(OfficeKind(kind).label) if kind in OfficeKind.values else _("no longer in the directory")


def _guides(numbers: Numbers) -> Part:
    with_guide = numbers.with_guide
    named = {_("with a Welcome Guide"): with_guide, _("without"): numbers.total.asked - with_guide}
    return Part("guides", _("Welcome Guides"), _head(), _rows(named))


def lines(found: Iterable[Part]) -> list[tuple[str, str, str, str]]:
    """Return the breakdowns as rows of a table: which, of what, which column, how many."""
    return [
        (part.title, row.name, column, cell)
        for part in found
        for row in part.rows
        for column, cell in zip(part.head[1:], row.cells, strict=True)
    ]
