from typing import Any
from urllib.parse import urlsplit

from allauth.account.views import LoginView
from allauth.mfa.base.views import IndexView
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from . import actions, queries, roles, workspace
from .models import User, permitted_languages
from .workspace import SignedInRequest, WorkspaceRequest, workspace_page


@method_decorator(sensitive_post_parameters("password"), name="dispatch")
class SignInView(LoginView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Allow the button of single sign-on to lead to its provider: browsers judge redirects of forms too."""
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        if settings.OIDC_SERVER_URL:
            provider = urlsplit(settings.OIDC_SERVER_URL)
            response._csp_update = {"form-action": [f"{provider.scheme}://{provider.netloc}"]}  # type: ignore[attr-defined]
        return response

    def get_authenticated_redirect_url(self) -> str:
        """Send people who are signed in on, but not back to an admin that has just turned them away."""
        url: str = super().get_authenticated_redirect_url()
        if url.startswith(reverse("wagtailadmin_home")) and not self.request.user.has_perm(roles.ADMIN_ACCESS):
            return reverse("workspace:home")
        return url


class SecurityView(IndexView):
    """The person's own page: second factor, recovery codes, password."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(**kwargs) | {
            "second_factor_needed": queries.needs_second_factor(user),
            "may_edit": user.has_perm(roles.ADMIN_ACCESS),
            "works_with_people": bool(workspace.entries_for(user)),
            "roles": [role for role in map(roles.find, user.groups.values_list("name", flat=True)) if role],
        }


@require_safe
@workspace_page
def workspace_home(request: WorkspaceRequest) -> HttpResponse:
    """The first page of the workspace: what the person can do here, and what waits."""
    context = {"places": workspace.places_of(request), "may_edit": request.user.has_perm(roles.ADMIN_ACCESS)}
    return render(request, "accounts/workspace_home.html", context)


@require_safe
@workspace_page
def workspace_waiting(request: WorkspaceRequest) -> HttpResponse:
    """The numbers of what waits, which every page of the workspace asks for once a minute."""
    return render(request, "accounts/_workspace_waiting.html", {"places": workspace.places_of(request)})


@require_POST
@workspace_page
def choose_language(request: WorkspaceRequest) -> HttpResponse:
    """Speak another language to the person from now on, and show the page they chose it on."""
    language = request.POST.get("language", "")
    if language not in dict(permitted_languages()):
        raise BadRequest
    actions.choose_language(user=request.user, language=language)
    back = redirect(workspace.page_before(request))
    back.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, samesite="Lax", secure=settings.HTTPS)
    return back


def remove_second_factor(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Ask, then take the second factor of someone else away; a page of Wagtail's admin."""
    user = get_object_or_404(User, pk=user_id)
    if not queries.may_change(user, by=request.user):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "accounts/remove_second_factor.html", {"person": user})
    try:
        actions.remove_second_factor(user=user, by=request.user)
    except actions.NoSecondFactor:
        messages.warning(request, _("%(person)s has no second factor.") % {"person": user})
    else:
        messages.success(request, _("%(person)s sets up a new second factor at the next sign-in.") % {"person": user})
    return redirect("wagtailusers_users:edit", user_id)
