from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView
from wagtail.admin.auth import require_admin_access
from wagtail.urls import serve_pattern
from wagtail.views import authenticate_with_password

from . import film_views, offline_views, search_views, views
from .editing.refusals import CheckedWorkflowAction
from .pdf import views as pdf_views

app_urls = (
    [
        path("search/", search_views.search, name="search"),
        path("search/results/", search_views.search_results, name="search_results"),
        path("search/suggestions/", search_views.suggestions, name="search_suggestions"),
        path("search/asked/", search_views.search_asked, name="search_asked"),
        path("search/followed/", search_views.search_followed, name="search_followed"),
        path("feedback/", views.feedback, name="feedback"),
        path("pdf/<slug:kind>/<slug:content_id>/", pdf_views.pdf, name="pdf"),
        path("feed.xml", views.feed, name="feed"),
        path("offline/", offline_views.kept_pages, name="offline"),
    ],
    "portal",
)

files: list[URLPattern | URLResolver] = [
    path("offline.js", offline_views.worker),
    path("sitemap.xml", views.sitemap_index),
    re_path(r"^sitemap-(?P<language>[a-z]+(?:-[a-z]+)?)-(?P<number>[1-9]\d{0,3})\.xml$", views.sitemap_file),
    path("robots.txt", views.robots),
    path("films/", include(([path("<int:pk>/<str:name>", film_views.film, name="film")], "films"))),
    path(".well-known/security.txt", views.security_txt),
    # Where Wagtail sends who may not read a page.
    path("_util/login/", RedirectView.as_view(url="/account/login/", query_string=True), name="wagtailcore_login"),
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        authenticate_with_password,
        name="wagtailcore_authenticate_with_password",
    ),
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
