from django.urls import URLPattern, URLResolver, include, path, re_path
from wagtail.admin.auth import require_admin_access
from wagtail.urls import serve_pattern

from . import views
from .editing.refusals import CheckedWorkflowAction

app_urls = (
    [
        path("search/", views.search, name="search"),
        path("feedback/", views.feedback, name="feedback"),
    ],
    "portal",
)

files: list[URLPattern] = [
    path("sitemap.xml", views.sitemap),
    path("robots.txt", views.robots),
    path(".well-known/security.txt", views.security_txt),
]

pages: list[URLPattern | URLResolver] = [
    path("", include(app_urls)),
    re_path(serve_pattern, views.page, name="wagtail_serve"),
]

# Before Wagtail's own address of the same name, which answers with an error page where a page cannot be published.
admin: list[URLPattern] = [
    path(
        "pages/workflow/action/<int:page_id>/<slug:action_name>/<int:task_state_id>/",
        require_admin_access(CheckedWorkflowAction.as_view()),
    ),
]
