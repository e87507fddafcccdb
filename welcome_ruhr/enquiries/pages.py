"""What the pages of the workspace share that are not about one enquiry: who is let in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase

from welcome_ruhr.accounts.models import User
from welcome_ruhr.accounts.workspace import WorkspaceRequest, workspace_page

from .access import NotAllowed

View = Callable[..., HttpResponseBase]


def page_for(is_for: Callable[[User], bool]) -> Callable[[View], View]:
    """Show a page of the workspace to these people alone; all others get 403, as when an action says no."""

    def guarded(view: View) -> View:
        @workspace_page
        @wraps(view)
        def shown(request: WorkspaceRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not is_for(request.user):
                raise PermissionDenied
            try:
                return view(request, *args, **kwargs)
            except NotAllowed as refused:
                raise PermissionDenied from refused

        return shown

    return guarded
