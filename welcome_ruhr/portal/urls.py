from django.urls import URLPattern, URLResolver, include, path, re_path
from wagtail.urls import serve_pattern

from . import views

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
