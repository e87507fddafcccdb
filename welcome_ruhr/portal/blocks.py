"""Parts of a page that draw on facts and the directory, and the parts a page is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from welcome_ruhr.design import tokens
from welcome_ruhr.design.blocks import PARTS, SMALL_FEATURES, Download, Heading, Picture, RichText, content_language
from welcome_ruhr.directory.enums import GERMAN_TERMS, OfficeKind
from welcome_ruhr.directory.queries import offices_chosen
from welcome_ruhr.facts.enums import Standing
from welcome_ruhr.facts.printing import amount, date_label
from welcome_ruhr.facts.queries import FigureToday, figure_today, figures_chosen
from welcome_ruhr.portal import rows

Chosen = Callable[[Iterable[int]], Mapping[int, Any]]


class KeptChoice(blocks.ChooserBlock):
    """A chooser whose rows come from memory: a page with many choices asks the database for none of them."""

    def __init__(self, *args: Any, chosen: Chosen, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chosen = chosen

    def to_python(self, value: int | None) -> Any:
        return self.bulk_to_python([value])[0]

    def bulk_to_python(self, values: Iterable[int | None]) -> list[Any]:
        wanted = list(values)
        found = self.chosen(pk for pk in wanted if pk)
        return [found.get(pk or 0) for pk in wanted]

    def deconstruct(self) -> Any:
        # In migrations it is Wagtail's own: where the rows come from is no matter of the database.
        _name, args, kwargs = super().deconstruct()
        wagtails = next(base for base in type(self).__mro__ if base.__module__.startswith("wagtail"))
        kept = {name: value for name, value in kwargs.items() if name != "chosen"}
        return f"{wagtails.__module__}.{wagtails.__qualname__}", args, kept


class SnippetChoice(KeptChoice, SnippetChooserBlock):
    pass


class ImageChoice(KeptChoice, ImageChooserBlock):
    pass


class DocumentChoice(KeptChoice, DocumentChooserBlock):
    pass


class TokenText(blocks.CharBlock):
    """One line of text whose tokens are checked and counted among a figure's uses."""

    def clean(self, value: str) -> str:
        if not self.is_deferred_validation and (found := tokens.problems(value or "")):
            raise ValidationError(found)
        return super().clean(value)

    def extract_references(self, value: str) -> Iterator[tuple[type, str, str, str]]:
        for thing in tokens.objects(value or ""):
            yield type(thing), str(thing.pk), "", ""


def figure_row(figure: FigureToday, language: str) -> dict[str, Any]:
    """A figure as the table shows it; one that is not verified shows no number."""
    key = figure.figure.key
    if figure.standing == Standing.UNVERIFIED:
        return {
            "label": figure.figure.label_in(language),
            "value": tokens.in_html(f"{{{{ fact:{key} }}}}", language),
            "date": "",
        }
    return {
        "label": figure.figure.label_in(language),
        "value": amount(figure.value, language),
        "date": date_label(figure, language),
    }


class Figures(blocks.StructBlock):
    heading = Heading()
    items = blocks.ListBlock(
        SnippetChoice("facts.Figure", chosen=figures_chosen, label=_("Figure")), label=_("Figures"), min_num=1
    )

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        language = content_language(parent_context)
        shown = (figure_today(figure.key) for figure in value["items"] if figure)
        context["rows"] = [figure_row(figure, language) for figure in shown if figure]
        return context

    class Meta:
        icon = "table"
        label = _("Table of figures")
        template = "portal/blocks/figures.html"


class FilmPart(blocks.StructBlock):
    """A film; while none is chosen, the reader is told that it is being produced."""

    title = blocks.CharBlock(label=_("Title"), max_length=150)
    film = SnippetChoice(
        "portal.Film",
        chosen=rows.films_chosen,
        required=False,
        label=_("Film"),
        help_text=_("Empty: a translation shows its source’s film."),
    )

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        return {**context, "film": value["film"] or (parent_context or {}).get("film_of_source")}

    class Meta:
        icon = "media"
        label = _("Film")
        template = "portal/blocks/film.html"


class OfficeCard(blocks.StructBlock):
    """One office, or a kind of office that the reader looks up by town."""

    kind = blocks.ChoiceBlock(choices=OfficeKind.choices, required=False, label=_("Kind: the reader chooses the town"))
    office = SnippetChoice("directory.Office", chosen=offices_chosen, required=False, label=_("or: this one office"))

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        if value["kind"]:
            kind = OfficeKind(value["kind"])
            context.update(kind=kind, german_kind=GERMAN_TERMS[kind])
        return context

    class Meta:
        icon = "site"
        label = _("Office or contact")
        template = "portal/blocks/office.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if bool(cleaned["kind"]) == bool(cleaned["office"]):
            raise blocks.StructBlockValidationError(
                non_block_errors=[_("Choose either a kind of office or one office.")]
            )
        return cleaned


class JourneyOffice(OfficeCard):
    """The office of a step; a step may have none."""

    def clean(self, value: Any) -> Any:
        if not value["kind"] and not value["office"]:
            return value
        return super().clean(value)


class JourneyStep(blocks.StructBlock):
    step_id = blocks.CharBlock(label=_("Key"), max_length=60, required=False)
    title = blocks.CharBlock(label=_("What to do"), max_length=120)
    text = RichText(label=_("How"), features=SMALL_FEATURES, required=False)
    deadline = TokenText(label=_("Deadline"), max_length=250, required=False)
    papers = blocks.ListBlock(TokenText(label=_("Paper")), label=_("Papers needed"))
    office = JourneyOffice(label=_("Office"), required=False)
    article = blocks.PageChooserBlock(label=_("Article that explains it"), required=False)

    class Meta:
        icon = "arrow-right"
        label = _("Step")


class KeptPicture(Picture):
    image = ImageChoice(chosen=rows.images_chosen, label=_("Image"))


class KeptDownload(Download):
    document = DocumentChoice(chosen=rows.documents_chosen, label=_("Document"))


class Body(blocks.StreamBlock):
    """All the parts an article can have."""

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        # Of two parts with one name the later one holds, in the place of the first.
        own = [
            ("picture", KeptPicture()),
            ("download", KeptDownload()),
            ("figures", Figures()),
            ("office", OfficeCard()),
            ("film", FilmPart()),
        ]
        super().__init__(local_blocks or [*PARTS, *own], required=False, **kwargs)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        original = context.get("original_href")
        # Drawn here, each part takes the context as it is; in the template it would be put together for each of them.
        context["parts"] = [
            {
                "kind": part.block_type,
                "id": f"part-{number}",
                "html": part.render_as_block(context),
                "original_href": f"{original}#part-{number}" if original and part.block_type == "steps" else "",
            }
            for number, part in enumerate(value, 1)
            if not getattr(part.value, "is_over", False)
        ]
        return context

    class Meta:
        template = "portal/blocks/body.html"


class Source(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    url = blocks.URLBlock(label=_("Address"))
    retrieved_on = blocks.DateBlock(label=_("Read on"))

    class Meta:
        icon = "doc-full"
        label = _("Source")


class Task(blocks.StructBlock):
    page = blocks.PageChooserBlock(label=_("Page"))

    class Meta:
        icon = "pick"
        label = _("Top task")
