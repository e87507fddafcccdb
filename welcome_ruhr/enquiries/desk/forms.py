"""What is typed and chosen at the desk. A form says what is missing; whether it may be done, the actions say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcome_ruhr.accounts.models import User
from welcome_ruhr.directory.holidays import working_days_after
from welcome_ruhr.directory.models import ContactPerson, Municipality, Office
from welcome_ruhr.enquiries.actions import Proposal, Sorting, Upload
from welcome_ruhr.enquiries.enums import CHOSEN_OUTCOMES, ConsentBy, ReferralOutcome, ReplyBy
from welcome_ruhr.enquiries.models import Enquiry
from welcome_ruhr.enquiries.queries import case, suggesting
from welcome_ruhr.foundation import clock, uploads
from welcome_ruhr.foundation.languages import own_name
from welcome_ruhr.vocabulary.models import Audience, Phase, Topic

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LONGEST_TEXT = 20_000
LONGEST_REMINDER = 300
MOST_FILES = 5
ANSWER_WITHIN = 10
"""working days that an office has, unless the adviser says another day"""

CONSENTS = [
    (ConsentBy.PAGE, gettext_lazy("Not yet: ask them on their page, and pass nothing on before they say yes")),
    (ConsentBy.WRITTEN, gettext_lazy("Yes, in writing, in this conversation")),
    (ConsentBy.SPOKEN, gettext_lazy("Yes, in person or by phone")),
]


class Several(forms.ClearableFileInput):
    allow_multiple_selected = True


class UploadsField(forms.FileField):
    """Several files, each looked at: cleans to a list of `Upload`."""

    widget = Several

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:
        files = data if isinstance(data, list | tuple) else [data]
        chosen = [file for file in files if file]
        if len(chosen) > MOST_FILES:
            raise forms.ValidationError(_("At most %(most)d files go with one answer.") % {"most": MOST_FILES})
        return [_looked_at(file) for file in chosen]


def _looked_at(file: UploadedFile) -> Upload:
    try:
        found = uploads.inspect(file)
    except uploads.Refused as refused:
        raise forms.ValidationError(f"{file.name}: {refused}") from refused
    return Upload(found, file.read())


def _text_area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


def _day(label: _StrPromise) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))


class DeskForm(forms.Form):
    """Several forms stand on one page: the ids of each begin with a name of its own."""

    name = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": f"{self.name}_%s", **kwargs})


class AnswerForm(DeskForm):
    name = "answer"
    text = forms.CharField(label=gettext_lazy("Answer"), required=False, max_length=LONGEST_TEXT, widget=_text_area(8))
    attached = UploadsField(
        label=gettext_lazy("Files"),
        required=False,
        help_text=gettext_lazy("At most five, up to 10 MB each: PDF, pictures, DOCX, ODT, TXT."),
    )
    still_ours = forms.BooleanField(
        label=gettext_lazy("It is still our turn after this"),
        required=False,
        help_text=gettext_lazy("Without a tick, the person is to answer next."),
    )
    notice_only = forms.BooleanField(
        label=gettext_lazy("Only a notice by mail; the answer stays behind the code"),
        required=False,
        help_text=gettext_lazy("Without a tick, the whole answer leaves by e-mail. Files never do."),
    )
    """for who wants answers in the mail"""
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    """the last message of the conversation as it was on the page"""
    left_open = forms.CharField(required=False, widget=forms.HiddenInput)
    """the places of a template that were asked about before: who presses again sends them as they are"""

    def __init__(self, *args: Any, enquiry: Enquiry, is_guide: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["lang"] = enquiry.language
        self.fields["notice_only"].initial = _is_too_private(enquiry)
        if is_guide:
            del self.fields["still_ours"]
        if enquiry.reply_by != ReplyBy.LETTER:
            del self.fields["notice_only"]

    @property
    def waits(self) -> bool:
        return not self.cleaned_data.get("still_ours")

    @property
    def is_notice(self) -> bool:
        return bool(self.cleaned_data.get("notice_only"))


def _is_too_private(enquiry: Enquiry) -> bool:
    """Whether an answer should not leave in a mail unless somebody thinks about it."""
    return enquiry.is_legal_matter or enquiry.permit_ends_on is not None


class NoteForm(DeskForm):
    name = "note"
    text = forms.CharField(
        label=gettext_lazy("Internal note"), required=False, max_length=LONGEST_TEXT, widget=_text_area(5)
    )


class ToAdviserForm(DeskForm):
    """What a guide tells the desk alone."""

    name = "to_adviser"
    text = forms.CharField(
        label=gettext_lazy("Write to the adviser"), required=False, max_length=LONGEST_TEXT, widget=_text_area(4)
    )


class HandOverForm(DeskForm):
    name = "hand_over"
    to = forms.ModelChoiceField(label=gettext_lazy("Hand over to"), queryset=User.objects.none())

    def __init__(self, *args: Any, enquiry: Enquiry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = case.advisers().exclude(pk=enquiry.responsible_id) if enquiry.responsible_id else case.advisers()
        self.fields["to"].queryset = people  # type: ignore[attr-defined]


class SortForm(DeskForm):
    name = "sort"
    topic = forms.ModelChoiceField(label=gettext_lazy("Topic"), queryset=Topic.objects.all(), required=False)
    audience = forms.ModelChoiceField(label=gettext_lazy("Audience"), queryset=Audience.objects.all(), required=False)
    phase = forms.ModelChoiceField(label=gettext_lazy("Phase"), queryset=Phase.objects.all(), required=False)
    place = forms.ModelChoiceField(label=gettext_lazy("Place"), queryset=Municipality.objects.all(), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"))
    is_legal_matter = forms.BooleanField(
        label=gettext_lazy("Asks for the assessment of an individual legal matter"),
        required=False,
        help_text=gettext_lazy("Residence, social, labour or family law. A guide then needs a supervisor (RDG § 6)."),
    )

    def __init__(self, *args: Any, enquiry: Enquiry, **kwargs: Any) -> None:
        known = {name: getattr(enquiry, name) for name in Sorting.__dataclass_fields__}
        super().__init__(*args, **{"initial": known, **kwargs})
        codes = dict.fromkeys([*dict(settings.LANGUAGES), enquiry.language])
        self.fields["language"].choices = [(code, own_name(code)) for code in codes]  # type: ignore[attr-defined]

    def sorting(self) -> Sorting:
        return Sorting(**self.cleaned_data)


class ReminderForm(DeskForm):
    name = "remind"
    due_on = _day(gettext_lazy("On"))
    text = forms.CharField(label=gettext_lazy("What for"), required=False, max_length=LONGEST_REMINDER)


class CloseForm(DeskForm):
    name = "close"
    outcome = forms.ChoiceField(label=gettext_lazy("How did it end?"), choices=[("", "—"), *CHOSEN_OUTCOMES])


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(choices=ReferralOutcome.choices)


class ReferForm(DeskForm):
    """To whom an enquiry goes, what they read, and whether the person agreed."""

    name = "refer"
    person = forms.ModelChoiceField(
        label=gettext_lazy("Contact person"), queryset=ContactPerson.objects.none(), required=False
    )
    passed_on = forms.CharField(
        label=gettext_lazy("What the office gets to read"),
        max_length=LONGEST_TEXT,
        error_messages={"required": gettext_lazy("Please write something first.")},
        help_text=gettext_lazy(
            "Word for word. Leave out what the office need not know, and write in German. "
            "The person sees just these words."
        ),
        widget=_text_area(8),
    )
    answer_by = _day(gettext_lazy("We ask for an answer by"))
    consent_by = forms.ChoiceField(
        label=gettext_lazy("Does the person agree?"), choices=CONSENTS, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, office: Office, question: str = "", **kwargs: Any) -> None:
        day = working_days_after(clock.today(), ANSWER_WITHIN)
        initial = {"passed_on": question, "answer_by": day, "consent_by": ConsentBy.PAGE}
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.office = office
        persons = suggesting.contact_persons(office)
        self.fields["person"].queryset = persons  # type: ignore[attr-defined]
        if not persons:
            del self.fields["person"]

    def proposal(self) -> Proposal:
        said = self.cleaned_data
        return Proposal(self.office, said["passed_on"], said["answer_by"], said.get("person"))


class GuideForm(DeskForm):
    """Which guide is asked, how the person agreed, and who supervises."""

    name = "guide"
    guide = forms.ModelChoiceField(label=gettext_lazy("Welcome Guide"), queryset=User.objects.none())
    consent_by = forms.ChoiceField(
        label=gettext_lazy("How did the person agree?"), choices=CONSENTS[1:], widget=forms.RadioSelect
    )
    supervisor = forms.ModelChoiceField(
        label=gettext_lazy("Adviser who supervises"), queryset=User.objects.none(), required=False
    )

    def __init__(self, *args: Any, enquiry: Enquiry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["guide"].queryset = case.guides()  # type: ignore[attr-defined]
        supervisor = self.fields["supervisor"]
        supervisor.queryset = case.advisers()  # type: ignore[attr-defined]
        if enquiry.is_legal_matter:
            supervisor.help_text = _("Needed: this is a legal matter (RDG § 6).")
