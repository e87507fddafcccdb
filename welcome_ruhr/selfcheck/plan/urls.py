from __future__ import annotations

from django.urls import path

from . import views

patterns = [
    path("plan/", views.plan, name="plan"),
    path("plan/pdf/", views.plan_as_pdf, name="plan_pdf"),
    path("plan/calendar/", views.plan_as_calendar, name="plan_calendar"),
]
