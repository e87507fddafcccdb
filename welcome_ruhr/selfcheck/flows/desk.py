"""The self-checks for editors: a picture of each, and what is to be mended."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from welcome_ruhr.foundation.fields import text_in
from welcome_ruhr.portal.site_tree import reader_language

from .addresses import address_of
from .checking import check_flow, known_here, structure
from .picture import picture
from .reading import flow_files
from .walking import longest_way


class FlowsView(WagtailAdminTemplateMixin, TemplateView):
    """All self-checks with their size and findings. They are files (content/flows), not edited here."""

    template_name = "selfcheck/admin/flows.html"
    page_title = _("Self-checks")
    header_icon = "list-ul"
    _show_breadcrumbs = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        files, known, language = flow_files(), known_here(), reader_language()
        flows = [
            {
                "id": flow.id,
                "title": text_in(flow.titles, language),
                "href": address_of(flow, language),
                "picture_href": "" if structure(flow) else reverse("selfcheck_flow_picture", args=[flow.id]),
                "outcomes": len(flow.outcomes),
                "most": len(longest_way(flow, (flow.start, 0), known.figure_value)),
                "findings": check_flow(flow, known),
                "next_check_on": flow.next_check_on,
            }
            for flow in files.flows.values()
        ]
        return {**super().get_context_data(**kwargs), "flows": flows, "problems": files.problems}


def flow_picture(request: HttpRequest, flow_id: str) -> HttpResponse:
    """Draw a self-check in the editor's language."""
    flow = flow_files().flows.get(flow_id)
    if flow is None or structure(flow):
        raise Http404
    response = HttpResponse(picture(flow, reader_language()), content_type="image/svg+xml")
    # Its own styles stand in the drawing; whoever opens it by itself would see black boxes.
    response._csp_exempt = True  # type: ignore[attr-defined]  # read by django-csp
    return response
