from collections.abc import Callable
from http import HTTPStatus
from typing import Any, ClassVar

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.middleware.gzip import GZipMiddleware
from django.middleware.locale import LocaleMiddleware
from django.utils.encoding import escape_uri_path

EDITORS_PREFIXES = ("/admin/", "/documents/")


class ContentSecurityPolicy(CSPMiddleware):
    """Public pages get the strict policy, Wagtail's admin its own."""

    def get_policy_parts(self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False) -> Any:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path_info.startswith(EDITORS_PREFIXES):
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY
        return parts

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Write the directives in one order: a stored page is the same in every process."""
        answer = super().process_response(request, response)
        if policy := answer.headers.get(HEADER):
            answer.headers[HEADER] = "; ".join(sorted(policy.split("; ")))
        return answer


class Compression(GZipMiddleware):
    """Compresses pages; files are compressed already, and their length has to stay."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        return response if isinstance(response, FileResponse) else super().process_response(request, response)


class LanguagesInSmallLetters:
    """Leads "/DE/arbeit/", as people type it, to the address there is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        code, _slash, rest = request.path_info.removeprefix("/").partition("/")
        if code != code.lower() and code.lower() in dict(settings.LANGUAGES):
            query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
            return HttpResponsePermanentRedirect(f"/{code.lower()}/{escape_uri_path(rest)}{query}")
        return self.get_response(request)


class LanguageOfAddress(LocaleMiddleware):
    """Looks for what is not there under the reader's language too, except where addresses have none: the workspace."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.status_code == HTTPStatus.NOT_FOUND and request.path_info.startswith(settings.NEVER_STORED):
            return response
        return super().process_response(request, response)


class BrowserLimits:
    """Headers that keep pages out of other sites' hands and sensors out of ours."""

    HEADERS: ClassVar[dict[str, str]] = {
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Resource-Policy": "same-origin",
    }

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in self.HEADERS.items():
            response.headers.setdefault(name, value)
        return response
