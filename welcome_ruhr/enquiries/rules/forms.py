"""What the desk agrees on, as it is typed and chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcome_ruhr.accounts.models import User
from welcome_ruhr.enquiries.access import supervises
from welcome_ruhr.enquiries.desk import shown
from welcome_ruhr.enquiries.enums import Outcome
from welcome_ruhr.enquiries.models import Absence, AnswerTemplate, AnswerTime, RetentionPeriod
from welcome_ruhr.enquiries.queries import case
from welcome_ruhr.enquiries.queries.rules import Agreed, answer_times, retention_periods
from welcome_ruhr.foundation import clock
from welcome_ruhr.foundation.fields import TranslatedTextFormField
from welcome_ruhr.foundation.languages import own_name
from welcome_ruhr.vocabulary.models import Topic

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LONGEST_TITLE = 80
LONGEST_TEXT = 20_000

PLACEHOLDERS: Mapping[str, _StrPromise] = {
    "number": gettext_lazy("number of the enquiry, such as A-12"),
    "place": gettext_lazy("place of the enquiry"),
    "topic": gettext_lazy("topic of the enquiry, in the language of the template"),
    "office": gettext_lazy("office that is probably responsible"),
    "adviser": gettext_lazy("name of whoever answers"),
    "answer_day": gettext_lazy("day by which we answer, counted from today"),
}
"""What may stand in {braces} in a template; `queries.case.filled` fills it in."""


class DaysForm(forms.Form):
    """One number of days for each language or outcome; `changed` says what is to be changed."""

    of: Any
    """the field of the model, whose limits hold"""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.agreed = self.now()
        initial = {one.key: one.days for one in self.agreed}
        super().__init__(*args, **{"initial": initial, "auto_id": f"{type(self).__name__.lower()}_%s", **kwargs})
        for one in self.agreed:
            self.fields[one.key] = forms.IntegerField(label=self.name(one.key), **self.limits())

    def limits(self) -> dict[str, Any]:
        """Return the least and the most days, as the model has them."""
        known = {type(one): one.limit_value for one in self.of.validators}
        return {"min_value": known[MinValueValidator], "max_value": known[MaxValueValidator]}

    def now(self) -> list[Agreed]:
        raise NotImplementedError

    def name(self, key: str) -> str:
        raise NotImplementedError

    def changed(self) -> Iterable[tuple[str, int]]:
        """Yield what was typed and differs from what holds."""
        return [(one.key, days) for one in self.agreed if (days := self.cleaned_data[one.key]) != one.days]


class AnswerTimesForm(DaysForm):
    of = AnswerTime._meta.get_field("working_days")

    def now(self) -> list[Agreed]:
        return answer_times()

    def name(self, key: str) -> str:
        return own_name(key)


class RetentionForm(DaysForm):
    of = RetentionPeriod._meta.get_field("days")

    def now(self) -> list[Agreed]:
        return retention_periods()

    def name(self, key: str) -> str:
        return str(Outcome(key).label)


class TemplateForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=LONGEST_TITLE,
        help_text=gettext_lazy("For the desk; nobody else reads it."),
    )
    topic = forms.ModelChoiceField(
        label=gettext_lazy("Topic"),
        queryset=Topic.objects.all(),
        required=False,
        help_text=gettext_lazy("Enquiries about this topic show the template first."),
    )

    def __init__(self, *args: Any, template: AnswerTemplate | None = None, **kwargs: Any) -> None:
        known = {name: getattr(template, name) for name in ("title", "topic", "texts")} if template else {}
        super().__init__(*args, **{"initial": known, **kwargs})
        # Made for each form: the languages are those of the settings.
        self.fields["texts"] = TranslatedTextFormField(label=_("Text"), multiline=True, max_length=LONGEST_TEXT)

    def clean_texts(self) -> dict[str, str]:
        """Return the texts; refuse a placeholder that nobody fills in, before somebody receives it."""
        texts: dict[str, str] = self.cleaned_data["texts"]
        used = {name for text in texts.values() for name in case.PLACEHOLDER.findall(text)}
        if unknown := sorted(used - set(PLACEHOLDERS)):
            names = ", ".join(f"{{{name}}}" for name in unknown)
            raise forms.ValidationError(_("Nothing is filled in for %(names)s.") % {"names": names})
        return texts


class AbsenceForm(forms.Form):
    """From when until when somebody is away, and who covers; only supervisors choose for whom."""

    person = forms.ModelChoiceField(label=gettext_lazy("Who is away"), queryset=User.objects.none())
    cover = forms.ModelChoiceField(
        label=gettext_lazy("Cover"),
        queryset=User.objects.none(),
        help_text=gettext_lazy("Sees and answers the enquiries on these days."),
    )
    from_on = forms.DateField(label=gettext_lazy("From"))
    until_on = forms.DateField(label=gettext_lazy("Until"), help_text=gettext_lazy("This day counts as well."))

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        initial = {"person": by.pk, "from_on": clock.today()}
        super().__init__(*args, **{"initial": initial, "auto_id": "absence_%s", **kwargs})
        self.by = by
        for name in ("person", "cover"):
            self.fields[name].queryset = case.advisers()  # type: ignore[attr-defined]
        for name in ("from_on", "until_on"):
            self.fields[name].widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        if not supervises(by):
            del self.fields["person"]
            self.fields["cover"].queryset = case.advisers().exclude(pk=by.pk)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("from_on") and said.get("until_on") and said["until_on"] < said["from_on"]:
            self.add_error("until_on", _("This day is before the first one."))
        known = {"person": self.by, **said}
        if not self.errors:
            self._refuse_overlap(**known)
        return known

    def _refuse_overlap(self, *, person: User, from_on: date, until_on: date, **_rest: Any) -> None:
        """Two covers at once would see the enquiries, and nobody would know which of them answers."""
        others = Absence.objects.filter(person=person, from_on__lte=until_on, until_on__gte=from_on)
        if other := others.first():
            sentence = _("There is an absence from %(first)s until %(last)s already: end that one first.")
            self.add_error("from_on", sentence % {"first": shown.day(other.from_on), "last": shown.day(other.until_on)})


def text_languages(texts: Mapping[str, str]) -> str:
    """Return the languages in which a template has a text, in one line."""
    return ", ".join(own_name(code) for code, _name in settings.LANGUAGES if texts.get(code))
