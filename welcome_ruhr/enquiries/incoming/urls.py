from __future__ import annotations

from django.urls import URLPattern, path

from . import views

patterns: list[URLPattern] = [
    path("incoming/", views.incoming, name="incoming"),
    path("incoming/fetch/", views.fetch, name="fetch_mail"),
    path("incoming/file/", views.take_in_file, name="take_in_file"),
    path("incoming/<int:mail_pk>/", views.incoming_mail, name="incoming_mail"),
    path("incoming/<int:mail_pk>/original/", views.incoming_original, name="incoming_original"),
    path("incoming/<int:mail_pk>/try-again/", views.try_again, name="try_again"),
    path("incoming/<int:mail_pk>/take-in/", views.take_in_anyway, name="take_in_anyway"),
]
