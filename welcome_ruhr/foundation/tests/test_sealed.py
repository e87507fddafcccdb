from copy import deepcopy
from uuid import uuid4

import pytest
from django.core import serializers
from django.core.exceptions import FieldError, ValidationError
from django.db import connection, models
from django.db.migrations.writer import MigrationWriter
from django.db.models import F
from django.forms import modelform_factory
from django.test.utils import isolate_apps

from welcome_ruhr.foundation import clock, vault
from welcome_ruhr.foundation.enums import MailState
from welcome_ruhr.foundation.models import OutgoingMail
from welcome_ruhr.foundation.sealed import SealedTextField

QUESTION = "Wie lange gilt mein Visum? متى؟"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("key_file")]


def letter(text=""):
    now = clock.now()
    return OutgoingMail(
        kind="tests.letter", message_id=str(uuid4()), state=MailState.HELD, state_since=now, created_at=now, text=text
    )


def stored_texts():
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM foundation_outgoingmail ORDER BY id")
        return [bytes(text) for (text,) in cursor.fetchall()]


def read(mail):
    return OutgoingMail.objects.get(pk=mail.pk).text


def test_python_sees_the_text_and_the_database_does_not():
    mail = letter(QUESTION)
    mail.save()
    (stored,) = stored_texts()
    assert (mail.text, read(mail), vault.unseal(stored)) == (QUESTION, QUESTION, QUESTION)
    assert not any(word.encode() in stored for word in QUESTION.split())


def test_no_text_is_stored_as_no_bytes():
    mail = letter()
    mail.save()
    assert (read(mail), stored_texts()) == ("", [b""])


def test_every_way_of_writing_seals():
    first, second, third = OutgoingMail.objects.bulk_create([letter("one"), letter("two"), letter()])
    OutgoingMail.objects.filter(pk=first.pk).update(text="uno")
    second.text = "due"
    OutgoingMail.objects.bulk_update([second], ["text"])
    third.text = "tre"
    third.save(update_fields=["text"])
    assert [vault.unseal(stored) for stored in stored_texts()] == ["uno", "due", "tre"]


def test_every_way_of_reading_opens():
    mail = letter(QUESTION)
    mail.save()
    rows = OutgoingMail.objects
    assert rows.values_list("text", flat=True).get() == QUESTION
    assert rows.values("text").get() == {"text": QUESTION}
    deferred = rows.defer("text").get()
    assert deferred.get_deferred_fields() == {"text"}
    assert deferred.text == QUESTION
    mail.text = ""
    mail.refresh_from_db()
    assert mail.text == QUESTION


def test_whether_there_is_a_text_can_be_asked():
    full, empty = OutgoingMail.objects.bulk_create([letter(QUESTION), letter()])
    assert OutgoingMail.objects.filter(text="").get() == empty
    assert OutgoingMail.objects.exclude(text="").get() == full
    assert OutgoingMail.objects.filter(text__isnull=True).count() == 0


@pytest.mark.parametrize("other", [QUESTION, F("html"), b"bytes"])
def test_comparing_with_a_text_is_refused_and_says_what_to_do(other):
    with pytest.raises(FieldError, match=r"to find a text again, keep its vault\.fingerprint"):
        OutgoingMail.objects.filter(text=other)


@pytest.mark.parametrize("lookup", ["in", "contains", "icontains", "startswith", "gt", "regex", "iexact"])
def test_searching_in_the_database_is_refused(lookup):
    with pytest.raises(FieldError, match="Unsupported lookup"):
        OutgoingMail.objects.filter(**{f"text__{lookup}": QUESTION})


@pytest.mark.parametrize("value", [b"not sealed", 12, memoryview(b"x")])
def test_what_is_no_text_is_not_stored(value):
    with pytest.raises(TypeError, match="A sealed text is made of a text"):
        letter(value).save()


def test_changed_byte_is_noticed_when_the_row_is_read():
    mail = letter(QUESTION)
    mail.save()
    (stored,) = stored_texts()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE foundation_outgoingmail SET text = %s", [stored[:30] + b"AAAA" + stored[34:]])
    with pytest.raises(vault.Unreadable):
        read(mail)
    assert OutgoingMail.objects.without_content().get().kind == "tests.letter"


def test_migrations_and_copies_keep_the_field():
    field = SealedTextField(max_length=300)
    assert MigrationWriter.serialize(field) == (
        "welcome_ruhr.foundation.sealed.SealedTextField(blank=True, max_length=300)",
        {"import welcome_ruhr.foundation.sealed"},
    )
    for copy in (field.clone(), deepcopy(field)):
        assert (type(copy), copy.deconstruct()[1:]) == (SealedTextField, field.deconstruct()[1:])
    assert (field.get_default(), OutgoingMail().text) == ("", "")


def test_forms_leave_it_out():
    assert {"text", "subject"}.isdisjoint(modelform_factory(OutgoingMail, fields="__all__").base_fields)
    with pytest.raises(FieldError, match="non-editable"):
        modelform_factory(OutgoingMail, fields=["text"])


def test_fixtures_do_not_take_it():
    mail = letter(QUESTION)
    mail.save()
    with pytest.raises(TypeError, match="use the backup"):
        serializers.serialize("json", [mail])


def test_lengths_and_empty_texts_are_checked_as_of_a_text():
    with pytest.raises(ValidationError):
        SealedTextField(max_length=3).clean("four", None)
    with pytest.raises(ValidationError):
        SealedTextField(blank=False, editable=True).clean("", None)
    assert SealedTextField(editable=True).clean("", None) == ""


@pytest.mark.django_db(transaction=True)
@isolate_apps("welcome_ruhr.foundation")
def test_rows_that_are_there_when_the_field_comes_have_no_text():
    class Note(models.Model):  # noqa: DJ008 — nobody prints it
        class Meta:
            app_label = "foundation"

    with connection.schema_editor() as editor:
        editor.create_model(Note)
    try:
        Note.objects.create()
        field = SealedTextField()
        field.contribute_to_class(Note, "text")
        with connection.schema_editor() as editor:
            editor.add_field(Note, field)
        assert Note.objects.values_list("text", flat=True).get() == ""
    finally:
        with connection.schema_editor() as editor:
            editor.delete_model(Note)
