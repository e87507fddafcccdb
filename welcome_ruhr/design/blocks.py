"""Parts of a page that know nothing of the domain: text, steps, checklist, notice, links, questions, files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.rich_text import expand_db_html

from welcome_ruhr.foundation import clock
from welcome_ruhr.foundation.ingredients import changes_on

from . import tokens

Context = dict[str, Any] | None


def content_language(context: Context) -> str:
    """The language a page is written in, which need not be the reader's."""
    return str((context or {}).get("content_language") or get_language() or "de")


def filled(value: Any, context: Context) -> SafeString:
    """Return rich text as HTML with its tokens filled in."""
    html = value.source
    # Most texts have neither a link nor an embedded thing; to find that out takes Wagtail's rewriters longer.
    if "<a" in html or "<embed" in html:
        html = expand_db_html(html)
    return tokens.in_html(html, content_language(context))


def filled_line(text: str, context: Context) -> SafeString:
    """Return a title or another line of plain text as HTML with its tokens and German terms marked up."""
    return tokens.as_safe_html(text or "", content_language(context))


class Part(blocks.StructBlock):
    """A part of a page: a heading and items, drawn by the component of the same name."""

    def get_context(self, value: Any, parent_context: Context = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        context["items"] = self.shown_items(value, parent_context)
        context["heading"] = filled_line(value.get("heading", ""), parent_context)
        return context

    def shown_items(self, value: Any, context: Context) -> Any:
        """Return what the component lists, its rich text filled in."""
        raise NotImplementedError


TEXT_FEATURES = ["h2", "h3", "bold", "ol", "ul", "link", "token"]
INLINE_FEATURES = ["bold", "link", "token"]
SMALL_FEATURES = ["bold", "ol", "ul", "link", "token"]


class RichText(blocks.RichTextBlock):
    """Running text whose tokens are checked when an editor submits or publishes; a draft may hold any."""

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and (found := tokens.problems(cleaned.source)):
            raise ValidationError(found)
        return cleaned

    def get_context(self, value: Any, parent_context: Context = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        return {**context, "html": filled(value, parent_context)}

    def extract_references(self, value: Any) -> Iterator[tuple[type, str, str, str]]:
        yield from super().extract_references(value)
        for thing in tokens.objects(value.source):
            yield type(thing), str(thing.pk), "", ""


class Heading(blocks.CharBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=120, label=_("Heading"), **kwargs)


class Step(blocks.StructBlock):
    title = blocks.CharBlock(label=_("What to do"), max_length=120)
    text = RichText(label=_("How"), features=SMALL_FEATURES, required=False)


class Steps(Part):
    heading = Heading()
    items = blocks.ListBlock(Step(), label=_("Steps"), min_num=1)

    def shown_items(self, value: Any, context: Context) -> Any:
        return [
            {"title": filled_line(step["title"], context), "html": filled(step["text"], context)}
            for step in value["items"]
        ]

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "design/blocks/steps.html"


class Checklist(Part):
    heading = Heading()
    items = blocks.ListBlock(RichText(features=INLINE_FEATURES, label=_("Item")), label=_("Items"), min_num=1)

    def shown_items(self, value: Any, context: Context) -> Any:
        return [filled(item, context) for item in value["items"]]

    class Meta:
        icon = "tasks"
        label = _("Checklist")
        template = "design/blocks/checklist.html"


class NoticeValue(blocks.StructValue):
    """A notice, which is over after its last day, or a year after its date where none is given."""

    @property
    def is_over(self) -> bool:
        last_day = self["until"] or (clock.a_year_after(self["date"]) if self["date"] else None)
        if last_day is None:
            return False
        if last_day >= clock.today():
            changes_on(last_day + timedelta(days=1))
        return bool(last_day < clock.today())


class Notice(Part):
    date = blocks.DateBlock(label=_("Since when"), required=False)
    until = blocks.DateBlock(label=_("Last day shown"), required=False, help_text=_("Empty: twelve months."))
    heading = blocks.CharBlock(label=_("What has changed"), max_length=120)
    text = RichText(features=SMALL_FEATURES, label=_("Text"))

    def shown_items(self, value: Any, context: Context) -> Any:
        return filled(value["text"], context)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not cleaned["date"] and not cleaned["until"]:
            raise blocks.StructBlockValidationError({"date": ValidationError(_("Say since when, so that it can end."))})
        if cleaned["date"] and cleaned["until"] and cleaned["until"] < cleaned["date"]:
            raise blocks.StructBlockValidationError({"until": ValidationError(_("This is before the notice begins."))})
        return cleaned

    class Meta:
        icon = "warning"
        label = _("Notice")
        value_class = NoticeValue
        template = "design/blocks/notice.html"


class Link(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=150)
    url = blocks.URLBlock(label=_("Address"))
    text = blocks.CharBlock(label=_("What you find there"), max_length=250, required=False)


class Links(Part):
    heading = Heading()
    items = blocks.ListBlock(Link(), label=_("Links"), min_num=1)

    def shown_items(self, value: Any, context: Context) -> Any:
        return [{**link, "href": link["url"], "external": True, "lang": ""} for link in value["items"]]

    class Meta:
        icon = "link"
        label = _("Link list")
        template = "design/blocks/links.html"


class Question(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Question"), max_length=200)
    answer = RichText(features=SMALL_FEATURES, label=_("Answer"))


class Questions(Part):
    heading = Heading()
    items = blocks.ListBlock(Question(), label=_("Questions"), min_num=1)

    def shown_items(self, value: Any, context: Context) -> Any:
        return [
            {"question": filled_line(item["question"], context), "html": filled(item["answer"], context)}
            for item in value["items"]
        ]

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        template = "design/blocks/questions.html"


class Picture(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Image"))
    alt = blocks.CharBlock(
        label=_("Alternative text"), max_length=250, help_text=_("What somebody misses who cannot see the image.")
    )
    caption = blocks.CharBlock(label=_("Caption"), max_length=250, required=False)

    class Meta:
        icon = "image"
        label = _("Image")
        template = "design/blocks/picture.html"


class Download(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(label=_("Title"), max_length=150)

    class Meta:
        icon = "download"
        label = _("Download")
        template = "design/blocks/download.html"


PARTS: list[tuple[str, blocks.Block]] = [
    ("text", RichText(features=TEXT_FEATURES, label=_("Text"), template="design/blocks/text.html")),
    ("steps", Steps()),
    ("checklist", Checklist()),
    ("notice", Notice()),
    ("links", Links()),
    ("questions", Questions()),
    ("picture", Picture()),
    ("download", Download()),
]


def texts(value: Any) -> Iterator[str]:
    """Yield every string inside a block value, in order: for tokens, search and digests."""
    if isinstance(value, str):
        yield value
    elif hasattr(value, "source"):
        yield value.source
    elif hasattr(value, "as_token"):
        yield value.as_token  # a chosen figure counts as if it were named in the text
    elif isinstance(value, blocks.StreamValue.StreamChild):
        yield from texts(value.value)
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, (list, tuple, blocks.StreamValue, blocks.list_block.ListValue)):
        for part in value:
            yield from texts(part)
