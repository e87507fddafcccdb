"""Where the stock view joins Wagtail."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail import hooks
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.rich_text.pages import PageLinkHandler

from welcome_ruhr.portal.models import ArticlePage

from .context import article_context


@hooks.register("register_rich_text_features", order=20)  # after the portal's, which it undoes
def stock_page_links(features: FeatureRegistry) -> None:
    features.register_link_type(PageLinkHandler)


@hooks.register("before_serve_page")
def show_article(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse | None:
    """Show an article the stock way; Wagtail's own `serve` has found it."""
    if isinstance(page, ArticlePage):
        return render(request, "bench/article.html", article_context(page, request))
    return None
