"""Who may start and release a translation: decided on the tree it stands in."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page


def may_start(user: Any, source: Page, language: str, parents: dict[str, Page]) -> bool:
    """Whether `user` may make the draft. `parents` are the versions of the page above `source`, by language.

    A page whose parent is missing is not decided here: the action says so in a sentence. A home page opens a
    language, which is for whoever looks after the site.
    """
    if not parents:
        return may_open_language(user)
    parent = parents.get(language)
    return parent is None or bool(parent.permissions_for_user(user).can_add_subpage())


def is_administrator(user: Any) -> bool:
    """Whether `user` looks after the site, not only after its content."""
    return bool(user.has_perm("wagtailcore.change_site"))


may_open_language = is_administrator


def may_release(user: Any, page: Page) -> bool:
    return bool(page.permissions_for_user(user).can_publish())


def parents_of(source: Page) -> dict[str, Page]:
    """Return the versions of the page above, by language; none for a home page."""
    parent = source.get_parent()
    if parent is None or parent.is_root():
        return {}
    versions = Page.objects.filter(translation_key=parent.translation_key).select_related("locale")
    return {page.locale.language_code: page for page in versions}
