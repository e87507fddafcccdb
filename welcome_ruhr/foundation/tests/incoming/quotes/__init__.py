"""Shapes of answers, each with what stays visible and what is folded away: `SHAPES["lines/gmail_de"]`."""

from . import heads, lines, pages, posting
from .shape import Shape

SHAPES: dict[str, Shape] = {
    f"{family.__name__.rpartition('.')[2]}/{name}": shape
    for family in (lines, heads, pages, posting)
    for name, shape in family.MAILS.items()
}
