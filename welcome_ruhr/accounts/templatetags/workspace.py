from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse

from welcome_ruhr.accounts import roles, workspace
from welcome_ruhr.accounts.models import permitted_languages

register = template.Library()


@register.inclusion_tag("accounts/_workspace_navigation.html", takes_context=True)
def workspace_navigation(context: Context) -> dict[str, Any]:
    """`{% workspace_navigation %}`: where the person can go in the workspace, and what waits there."""
    request: workspace.WorkspaceRequest = context["request"]
    home = reverse("workspace:home")
    places = workspace.places_of(request)
    return {
        "home": {"href": home, "current": request.path == home},
        "places": places,
        "current": next((place for place in places if place.current), None),
        "is_counting": any(place.waiting is not None for place in places),
    }


@register.inclusion_tag("accounts/_user_menu.html", takes_context=True)
def user_menu(context: Context) -> dict[str, Any]:
    """`{% user_menu %}`: who is signed in, the way to the editors' admin and to their own page, and out."""
    request: workspace.SignedInRequest = context["request"]
    return {
        "user": request.user,
        "may_edit": request.user.has_perm(roles.ADMIN_ACCESS),
        "languages": permitted_languages(),
        "csrf_token": context.get("csrf_token"),
    }
