from __future__ import annotations

from django.urls import URLPattern, path

from . import views

patterns: list[URLPattern] = [
    path("rules/", views.rules, name="rules"),
    path("rules/answer-times/", views.answer_times, name="answer_times"),
    path("rules/retention/", views.retention, name="retention"),
    path("rules/templates/new/", views.new_template, name="new_template"),
    path("rules/templates/<int:pk>/", views.template, name="template"),
    path("rules/templates/<int:pk>/delete/", views.delete_template, name="delete_template"),
    path("rules/absences/", views.go_away, name="go_away"),
    path("rules/absences/<int:pk>/end/", views.come_back, name="come_back"),
]
