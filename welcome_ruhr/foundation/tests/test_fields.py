import pytest
from bs4 import BeautifulSoup
from django import forms
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.test.utils import isolate_apps
from django.utils import translation
from django.utils.translation import gettext_lazy

from welcome_ruhr.foundation.fields import (
    TranslatedTextField,
    TranslatedTextFormField,
    text_and_language_in,
    text_in,
)


@pytest.fixture(autouse=True)
def languages(settings):
    settings.LANGUAGES = [("de", "German"), ("en", "English"), ("ar", "Arabic")]
    with translation.override("en"):
        yield


@pytest.fixture
def town():
    with isolate_apps("welcome_ruhr.foundation"):

        class Town(models.Model):
            name = TranslatedTextField(max_length=20)
            note = TranslatedTextField(blank=True, multiline=True)

            class Meta:
                app_label = "foundation"

            def __str__(self):
                return text_in(self.name, "en")

        yield Town


@pytest.fixture
def town_table(town, transactional_db):
    with connection.schema_editor() as editor:
        editor.create_model(town)
    yield town
    with connection.schema_editor() as editor:
        editor.delete_model(town)


def town_form(data=None, **options):
    class TownForm(forms.Form):
        name = TranslatedTextFormField(max_length=20)

    return TownForm(data, **options)


@pytest.mark.parametrize(
    ("value", "language", "found"),
    [
        ({"de": "Stadt", "en": "City", "ar": "مدينة"}, "ar", ("مدينة", "ar")),
        ({"de": "Stadt", "en": "City"}, "ar", ("City", "en")),
        ({"de": "Stadt", "en": ""}, "ar", ("Stadt", "de")),
        ({"tr-x": "kent", "tr": "şehir"}, "ar", ("şehir", "tr")),
        ({"de": "Stadt", "en": "City"}, "de-simple", ("Stadt", "de")),
        ({"de": "Stadt", "de-simple": "Ort"}, "de-simple", ("Ort", "de-simple")),
        ({}, "de", ("", "")),
        (None, "de", ("", "")),
    ],
)
def test_text_falls_back_to_english_german_then_anything(value, language, found):
    assert text_and_language_in(value, language) == found
    assert text_in(value, language) == found[0]


def test_form_cleans_to_texts_by_language_without_empty_ones():
    form = town_form({"name_de": " Herne ", "name_en": "", "name_ar": "هيرنه"})
    assert form.is_valid()
    assert form.cleaned_data == {"name": {"de": "Herne", "ar": "هيرنه"}}


@pytest.mark.parametrize("data", [{}, {"name_en": "Herne"}])
def test_first_language_is_required(data):
    assert town_form(data).errors == {"name": ["Please fill in the text in German."]}


def test_refusal_is_in_the_language_of_the_reader_and_not_of_the_start(settings):
    settings.LANGUAGES = [("de", gettext_lazy("German"))]
    with translation.override("en"):
        field = TranslatedTextFormField()
    with translation.override("de"), pytest.raises(ValidationError) as refusal:
        field.clean([""])
    assert "Deutsch" in refusal.value.messages[0]


def test_what_was_typed_is_kept_when_the_form_is_refused():
    page = BeautifulSoup(str(town_form({"name_en": "Herne on the Emscher"})["name"]), "html.parser")
    assert page.find(id="id_name_1")["value"] == "Herne on the Emscher"


def test_each_language_has_a_labelled_input_with_its_direction():
    page = BeautifulSoup(str(town_form(initial={"name": {"de": "Herne", "ar": "هيرنه"}})["name"]), "html.parser")
    shown = [
        (label.text, field["name"], field["lang"], field["dir"], field["maxlength"], field.get("value"))
        for label in page.find_all("label")
        for field in [page.find(id=label["for"])]
    ]
    assert shown == [
        ("German", "name_de", "de", "ltr", "20", "Herne"),
        ("English", "name_en", "en", "ltr", "20", None),
        ("Arabic", "name_ar", "ar", "rtl", "20", "هيرنه"),
    ]
    assert [field["name"] for field in page.find_all("input", required=True)] == ["name_de"]
    assert page.find(style=True) is None


def test_unchanged_texts_are_not_a_change():
    initial = {"name": {"de": "Herne"}}
    assert not town_form({"name_de": "Herne", "name_en": "", "name_ar": ""}, initial=initial).has_changed()
    assert town_form({"name_de": "Hagen", "name_en": "", "name_ar": ""}, initial=initial).has_changed()


def test_model_form_shows_inputs_per_language(town):
    form = forms.modelform_factory(town, fields="__all__")()
    widgets = {name: [type(part) for part in field.widget.widgets] for name, field in form.fields.items()}
    assert widgets == {"name": [forms.TextInput] * 3, "note": [forms.Textarea] * 3}
    assert "initial-name" not in str(form)


def test_texts_survive_the_database(town_table):
    town_table.objects.create(name={"de": "Mülheim", "ar": "مولهايم"})
    assert town_table.objects.values_list("name", "note").get() == ({"de": "Mülheim", "ar": "مولهايم"}, {})


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("Herne", "This must be texts by language code."),
        ({"de": 1}, "This must be texts by language code."),
        ({"de": "Herne", "xx": "Herne"}, "“xx” is not a language of this site."),
        ({"en": "Herne"}, "Please fill in the text in German."),
        ({"de": "H" * 21}, "The text in German has 21 characters; 20 fit."),
    ],
)
def test_wrong_texts_are_refused_by_the_model(town, value, message):
    with pytest.raises(ValidationError) as refusal:
        town(name=value).clean_fields()
    assert refusal.value.messages == [message]


def test_field_that_may_be_blank_needs_no_text(town):
    town(name={"de": "Herne"}, note={}).clean_fields()
    form = forms.modelform_factory(town, fields=["note"])({"note_en": "on the canal"})
    assert form.is_valid()
    assert form.cleaned_data == {"note": {"en": "on the canal"}}


def test_migrations_know_the_field_by_its_options(town):
    _name, path, args, kwargs = town._meta.get_field("note").deconstruct()
    assert (path, args) == ("welcome_ruhr.foundation.fields.TranslatedTextField", [])
    assert kwargs == {"blank": True, "default": dict, "multiline": True}
