from typing import Any

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

EDITORS_PREFIXES = ("/admin/", "/documents/")


class ContentSecurityPolicy(CSPMiddleware):
    """Public pages get the strict policy, Wagtail's admin its own."""

    def get_policy_parts(self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False) -> Any:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path_info.startswith(EDITORS_PREFIXES):
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY
        return parts
