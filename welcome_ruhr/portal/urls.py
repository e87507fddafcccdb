from django.urls import include, path, re_path
from wagtail.urls import serve_pattern

from . import views

app_urls = (
    [
        path("search/", views.search, name="search"),
        path("feedback/", views.feedback, name="feedback"),
    ],
    "portal",
)

files = [
    path("sitemap.xml", views.sitemap),
    path("robots.txt", views.robots),
    path(".well-known/security.txt", views.security_txt),
]

pages = [
    path("", include(app_urls)),
    re_path(serve_pattern, views.page, name="wagtail_serve"),
]
