from __future__ import annotations

from django.urls import URLPattern, path

from . import views

patterns: list[URLPattern] = [
    path("outgoing/", views.outgoing, name="outgoing"),
    path("outgoing/test/", views.try_mail, name="try_mail"),
    path("outgoing/<int:pk>/send-again/", views.send_again, name="send_again"),
    path("outgoing/local/<str:name>/", views.local_mail, name="local_mail"),
]
