from __future__ import annotations

from django.urls import URLPattern, path

from . import views

patterns: list[URLPattern] = [
    path("ask/", views.ask, name="ask"),
    path("ask/help/", views.help_while_asking, name="ask_help"),
    path("ask/challenge/", views.challenge, name="ask_challenge"),
]
