from __future__ import annotations

from django.urls import URLPattern, path

from . import views

patterns: list[URLPattern] = [path("office-answer/", views.office_answer, name="office_answer")]
