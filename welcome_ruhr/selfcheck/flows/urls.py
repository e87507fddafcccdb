from __future__ import annotations

from django.urls import URLPattern, path

from . import views

patterns: list[URLPattern] = [
    path("check/", views.checks, name="checks"),
    path("check/<slug:slug>/", views.check, name="check"),
]
