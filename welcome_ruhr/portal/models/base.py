from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from csp.constants import SELF
from csp.decorators import csp_replace
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.decorators import method_decorator
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from welcome_ruhr.design import blocks as design_blocks
from welcome_ruhr.design import tokens
from welcome_ruhr.facts.models import LegalBasis
from welcome_ruhr.portal.blocks import Body, Source
from welcome_ruhr.portal.editing.page_form import PortalPageForm
from welcome_ruhr.portal.editing.panels import StandingPanel
from welcome_ruhr.portal.enums import OwnerRole
from welcome_ruhr.portal.fields import TokenTextField
from welcome_ruhr.portal.site_tree import locale_languages, reader_language
from welcome_ruhr.vocabulary.models import Audience, Phase


class PortalPage(Page):
    """What every page of the portal has: a stable id in the content files, a summary, a body of parts."""

    kind = ""
    """First half of the id in content files and links, such as "article" in `article:eu-blue-card`."""
    below: tuple[str, str] | None = None
    """While a page made below this one is shown: its part of the address and its title, such as ("herne/", "Herne")."""
    shared_fields: tuple[str, ...] = ()
    """Fields that hold for every language and are kept on the source page."""
    text_fields: tuple[str, ...] = ("title", "summary", "german_term", "body")
    """Fields whose text a reader sees, in order; tokens in them are checked before the page is published."""
    base_form_class = PortalPageForm

    context_source: ClassVar[Callable[[PortalPage, str], dict[str, Any]]]
    """What a page shows to a reader of a language; `queries` stands above the models, so the app sets it when ready."""

    content_id = models.SlugField(_("id in content files"), max_length=80, blank=True, editable=False)
    summary = TokenTextField(
        _("summary"), max_length=300, blank=True, help_text=_("The task, in one or two sentences.")
    )
    german_term = models.CharField(
        _("German term"), max_length=120, blank=True, help_text=_("In translations: the word on the door.")
    )
    body = StreamField(Body(), verbose_name=_("body"), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary", widget=AdminAutoHeightTextInput),
        FieldPanel("german_term"),
        FieldPanel("body"),
    ]
    shared_panels: list[Any] = []
    promote_panels = [MultiFieldPanel([FieldPanel("slug"), FieldPanel("seo_title")], heading=_("Address"))]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]

    class Meta:
        abstract = True

    @classmethod
    def get_edit_handler(cls) -> Any:
        tabs = [ObjectList([StandingPanel(), *cls.content_panels], heading=_("Text"))]
        if cls.shared_panels:
            tabs.append(ObjectList(cls.shared_panels, heading=_("For all languages")))
        tabs += [
            ObjectList(cls.promote_panels, heading=_("Address")),
            ObjectList(Page.settings_panels, heading=_("Dates")),
        ]
        return TabbedInterface(tabs, base_form_class=cls.base_form_class).bind_to_model(cls)

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.content_id}"

    @property
    def language(self) -> str:
        return str(locale_languages()[self.locale_id])

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.content_id = self.content_id or slugify(self.slug or self.title)
        super().full_clean(*args, **kwargs)

    def texts(self) -> list[str]:
        """Return every string a reader sees, in order."""
        return [text for name in self.text_fields for text in design_blocks.texts(getattr(self, name))]

    def problems(self) -> list[str]:
        """Say, in one sentence each, what keeps this page from being published."""
        return tokens.problems("\n".join(self.texts()))

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Publish; a figure that is not verified refuses, whichever way the page was to go public."""
        if found := revision.as_object().problems():
            raise ValidationError(found)
        return super().publish(revision, *args, **kwargs)

    @method_decorator(csp_replace({"frame-ancestors": [SELF]}))  # the editor shows it in a frame
    def serve_preview(self, request: HttpRequest, mode_name: str) -> Any:
        """Show a draft as a reader of its own language will see it, whatever the editor's interface speaks."""
        reader_language.forget()
        with override(self.language):
            response = super().serve_preview(request, mode_name)
            rendered = response.render() if hasattr(response, "render") else response
        reader_language.forget()
        return rendered

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, **PortalPage.context_source(self, reader_language())}


class KeptPage(PortalPage):
    """A page with an owner, sources and a day on which somebody looks again."""

    shared_fields: tuple[str, ...] = (
        "audiences",
        "phases",
        "legal_bases",
        "sources",
        "owner_role",
        "checked_on",
        "next_check_on",
    )

    audiences = ParentalManyToManyField(Audience, verbose_name=_("audiences"), blank=True)
    phases = ParentalManyToManyField(Phase, verbose_name=_("phases"), blank=True)
    legal_bases = ParentalManyToManyField(LegalBasis, verbose_name=_("legal bases"), blank=True)
    sources = StreamField([("source", Source())], verbose_name=_("sources"), blank=True)
    owner_role = models.CharField(_("kept by"), max_length=30, choices=OwnerRole, default=OwnerRole.REGION)
    checked_on = models.DateField(_("last checked on"), null=True, blank=True)
    next_check_on = models.DateField(_("next check on"), null=True, blank=True)

    shared_panels = [
        MultiFieldPanel(
            [FieldPanel("audiences"), FieldPanel("phases")],
            heading=_("For whom and when"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("owner_role"),
                FieldRowPanel([FieldPanel("checked_on"), FieldPanel("next_check_on")]),
                FieldPanel("legal_bases"),
                FieldPanel("sources"),
            ],
            heading=_("What it rests on"),
        ),
    ]

    class Meta:
        abstract = True
