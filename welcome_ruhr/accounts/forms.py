from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm as WagtailUserCreationForm
from wagtail.users.forms import UserEditForm as WagtailUserEditForm

from . import roles
from .models import User


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["password"].help_text = ""  # the way to a new password stands beside the button


class AddPasskeyForm(AddWebAuthnForm):
    """Name and kind of a new passkey; the browser fills in the credential."""

    name = forms.CharField(
        label=_("Name of this passkey"), required=False, help_text=_("so that you know it again, such as “my phone”")
    )
    passwordless = forms.BooleanField(
        label=_("Sign in with this passkey alone"),
        required=False,
        initial=True,
        help_text=_("Without e-mail address and password. The device asks for your finger, face or PIN."),
    )


class RoleChoice(forms.ModelMultipleChoiceField):
    """Groups as tick boxes, named and explained in the reader's language where they are roles."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Group) -> str:
        role = roles.find(obj.name)
        return f"{role.name}: {role.description}" if role else obj.name


class _PersonForm(forms.ModelForm[User]):
    """What Wagtail's two forms for people have in common here: an address instead of a user name, and roles."""

    # Only the command line makes superusers; here a person is given roles.
    is_superuser = None
    groups = RoleChoice(queryset=Group.objects.order_by("name"), required=False, label=_("Roles"))
    error_messages = WagtailUserCreationForm.error_messages | {
        "duplicate_username": _("Someone with this e-mail address exists.")
    }
    field_order = ["email", "first_name", "last_name", "language", "is_active", "groups", "password1", "password2"]

    def clean_email(self) -> str:
        return User.objects.normalize_email(self.cleaned_data["email"])


class UserCreationForm(_PersonForm, WagtailUserCreationForm):
    """Asks for no password: `actions.invite` sends the person a link to choose one."""

    password_enabled = False

    class Meta:
        model = User
        fields = ["email", "first_name", "last_name", "language", "groups"]


class UserEditForm(_PersonForm, WagtailUserEditForm):
    class Meta:
        model = User
        fields = ["email", "first_name", "last_name", "language", "is_active", "groups"]

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if editing_self:  # nobody locks themselves out or changes their own roles
            del self.fields["is_active"], self.fields["groups"]
