import json
from typing import Any

from django import forms, template
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.serializers.json import DjangoJSONEncoder
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()


@register.inclusion_tag("accounts/_form_fields.html")
def form_fields(form: forms.BaseForm) -> dict[str, Any]:
    """`{% form_fields form %}`: what is wrong with the form, then each field in the house's look."""
    errors = [{"text": text, "href": ""} for text in form.non_field_errors()]
    for field in form.visible_fields():
        errors += [{"text": f"{field.label}: {text}", "href": f"#{field.id_for_label}"} for text in field.errors]
    return {
        "errors": errors,
        "hidden": form.hidden_fields(),
        "fields": [_component_inputs(field) for field in form.visible_fields()],
    }


@register.filter
def as_json(value: Any) -> str:
    """The value for a data attribute that a script reads; the template escapes it."""
    return json.dumps(value, cls=DjangoJSONEncoder)


def _component_inputs(field: BoundField) -> dict[str, Any]:
    widget = field.field.widget
    widget.attrs.pop("placeholder", None)  # it would only repeat the label, and vanish when it is needed
    help_text = _help_text(field)
    is_checkbox = isinstance(widget, forms.CheckboxInput)
    return {
        "id": field.id_for_label,
        "label": field.label,
        "widget": _widget_html(field, has_help=bool(help_text)),
        "help": help_text,
        "errors": field.errors,
        "optional": not field.field.required and not is_checkbox,  # an empty box is an answer
        "checkbox": is_checkbox,
    }


def _widget_html(field: BoundField, *, has_help: bool) -> SafeString:
    described = [f"{field.id_for_label}_helptext"] if has_help else []
    described += [f"{field.id_for_label}_error"] if field.errors else []
    return field.as_widget(attrs={"aria-describedby": " ".join(described)} if described else None)


def _help_text(field: BoundField) -> str:
    # The rules for passwords come as an HTML list, which has no place in a line of help.
    if field.field.widget.attrs.get("autocomplete") == "new-password" and field.help_text:
        return " ".join(password_validators_help_texts())
    return str(field.help_text)
