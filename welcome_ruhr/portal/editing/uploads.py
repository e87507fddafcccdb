"""Forms for files that editors upload: a file that is not what its ending says is refused with a sentence."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from welcome_ruhr.portal import films, uploads


class DocumentForm(BaseDocumentForm):
    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if "file" in self.changed_data:
            uploads.refuse_false_document(file, file.name, settings.WAGTAILDOCS_EXTENSIONS)
        return file


class ImageForm(BaseImageForm):
    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if "file" in self.changed_data:
            uploads.refuse_false_image(file, file.name, settings.WAGTAILIMAGES_EXTENSIONS)
        return file


class FilmForm(WagtailAdminModelForm):
    """Reads size, frames and length from the film itself; nobody types them."""

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            self.instance.read(file)
        return file

    def clean_captions(self) -> Any:
        captions = self.cleaned_data["captions"]
        if captions and "captions" in self.changed_data:
            films.read_captions(captions)
        return captions
