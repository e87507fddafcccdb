from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Unit(TextChoices):
    EUR = "eur", _("euros")
    EUR_HOUR_GROSS = "eur_hour_gross", _("euros gross per hour")
    EUR_MONTH = "eur_month", _("euros per month")
    EUR_MONTH_GROSS = "eur_month_gross", _("euros gross per month")
    EUR_MONTH_NET = "eur_month_net", _("euros net per month")
    EUR_YEAR = "eur_year", _("euros per year")
    EUR_YEAR_GROSS = "eur_year_gross", _("euros gross per year")
    EUR_LESSON = "eur_lesson", _("euros per lesson")
    PERCENT = "percent", _("percent")
    DAYS = "days", _("days")
    WORKING_DAYS = "working_days", _("working days")
    WEEKS = "weeks", _("weeks")
    MONTHS = "months", _("months")
    YEARS = "years", _("years")
    HOURS_DAY = "hours_day", _("hours per day")
    HOURS_WEEK = "hours_week", _("hours per week")
    LESSONS = "lessons", _("lessons")
    POINTS = "points", _("points")
    LEAVE_DAYS = "leave_days", _("days of leave")
    FULL_DAYS_YEAR = "full_days_year", _("full days per year")
    MONTHLY_RENTS = "monthly_rents", _("monthly rents")
    AGE_YEARS = "age_years", _("years of age")
    COUNT = "count", _("number")


class Rhythm(TextChoices):
    YEARLY = "yearly", _("every year")
    SEMESTER = "semester", _("every semester")
    ON_LAW = "on_law", _("when the law changes")
    ON_CHANGE = "on_change", _("when the office changes it")


class Status(TextChoices):
    """How a value was verified; an unverified one is never printed."""

    LAW = "law", _("read in the law")
    PAGE = "page", _("read on a named page")
    COMPUTED = "computed", _("computed from verified values")
    UNVERIFIED = "unverified", _("not verified")


class Standing(TextChoices):
    """What a figure can say today."""

    CURRENT = "current", _("current")
    UPCOMING = "upcoming", _("not yet in force")
    EXPIRED = "expired", _("expired")
    UNVERIFIED = "unverified", _("not verified")
