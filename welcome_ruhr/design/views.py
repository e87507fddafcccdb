from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from welcome_ruhr.design import drawings, gallery, palette
from welcome_ruhr.design.arabic import in_arabic
from welcome_ruhr.design.samples import RICH_TEXT

TYPE_SCALE = ("size-5", "size-4", "size-3", "size-2", "size-1", "size", "size-small")


def show_gallery(request: HttpRequest) -> HttpResponse:
    """Every component, colour, icon and illustration on one page, for whoever builds pages here."""
    context = {
        "components": gallery.components(),
        "palette": palette.read(),
        "contrasts": palette.contrasts(),
        "type_scale": TYPE_SCALE,
        "icons": drawings.names("icons"),
        "illustrations": drawings.names("illustrations"),
        "rich_text": RICH_TEXT,
        "rich_text_rtl": in_arabic(RICH_TEXT),
    }
    return render(request, "design/gallery.html", context)
