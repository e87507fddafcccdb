from __future__ import annotations

from django.urls import URLPattern, path

from . import views

patterns: list[URLPattern] = [
    path("persons/", views.persons, name="persons"),
    path("persons/export/", views.export, name="export_person"),
    path("persons/erase/", views.erase, name="erase_person"),
]
