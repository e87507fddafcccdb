from __future__ import annotations

from django.urls import URLPattern, path

from . import views

patterns: list[URLPattern] = [
    path("numbers/", views.numbers, name="numbers"),
    path("numbers/numbers.csv", views.as_csv, name="numbers_csv"),
]
