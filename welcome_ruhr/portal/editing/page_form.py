"""The form of a page: a draft may hold what a public page may not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import StreamValue
from wagtail.blocks.stream_block import StreamBlockValidationError

from welcome_ruhr.design import blocks as design_blocks
from welcome_ruhr.design import tokens
from welcome_ruhr.portal.fields import TokenTextField


class PortalPageForm(WagtailAdminPageForm):
    """Refuses to publish or submit a page with a figure that is not verified, beside the field and part it stands in.

    Saving a draft and sending a page back to its author are not refused.
    """

    untouched: ClassVar[Callable[[Any], list[str]]] = staticmethod(lambda page: [])
    """Says that nobody has translated a page yet; what it asks stands above the models, so the hooks set it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        page = self.instance
        never_public = page.first_published_at is None
        self._id_follows_slug = never_public and page.content_id in ("", slugify(page.slug))

    def full_clean(self) -> None:
        if self.is_bound and self._is_sent_back():
            self.defer_required_fields()
        super().full_clean()

    def _is_sent_back(self) -> bool:
        return bool(self.data.get("action-workflow-action")) and self.data.get("workflow-action-name") == "reject"

    def _get_validation_exclusions(self) -> set[str]:
        """Leave out fields whose own check knows no drafts; `_post_clean` makes it up for them."""
        excluded: set[str] = super()._get_validation_exclusions()
        return excluded | {field.name for field in self.instance._meta.fields if isinstance(field, TokenTextField)}

    def _post_clean(self) -> None:
        if self._id_follows_slug:
            # The first draft is stored while its title is still being typed.
            self.instance.content_id = ""
        super()._post_clean()
        if not self.is_deferred_validation:
            self._refuse_what_cannot_go_public()

    def _refuse_what_cannot_go_public(self) -> None:
        for name in self.instance.text_fields:
            error = refusal(getattr(self.instance, name)) if name not in self.errors else None
            if error:
                self.add_error(name if name in self.fields else None, error)
        if "title" in self.fields and "title" not in self.errors:
            for sentence in type(self).untouched(self.instance):
                self.add_error("title", sentence)


def refusal(value: Any) -> ValidationError | None:
    """Return why a field's value cannot go public; in a body of parts each reason stands at its part."""
    if not isinstance(value, StreamValue):
        found = tokens.problems("\n".join(design_blocks.texts(value)))
        return ValidationError(found) if found else None
    parts = {index: error for index, part in enumerate(value) if (error := refusal(part.value))}
    return StreamBlockValidationError(block_errors=parts) if parts else None
