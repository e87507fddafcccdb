import threading
from contextlib import suppress
from importlib import import_module

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, connections, transaction

from welcome_ruhr.foundation import audit, clock
from welcome_ruhr.foundation.audit import Problem
from welcome_ruhr.foundation.models import AppendOnly, AuditEntry, AuditHead

ENTRIES, HEAD = "foundation_auditentry", "foundation_audithead"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noted_key_file")]


def record(subject="enquiry:12", by=None, **details):
    return audit.record("enquiries.assign", subject=subject, by=by, **details)


def execute(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def five():
    """A chain of five entries whose triggers somebody has dropped who may do so."""
    entries = [record(f"enquiry:{number}", to=number, outcome="answered") for number in range(1, 6)]
    for statement in import_module("welcome_ruhr.foundation.migrations.0002_audit").UNGUARD[connection.vendor]:
        execute(statement)
    return entries


def found():
    verdict = audit.verify()
    return verdict.problem, verdict.number


def test_entry_says_who_did_what_to_which_thing_and_when(moment):
    adviser = get_user_model().objects.create(email="adviser@example.org")
    entry = record(by=adviser, to=7, outcome="referred", urgent=True, before=None)
    stored = AuditEntry.objects.get()
    assert stored.number == entry.number == 1
    assert (stored.at, stored.action, stored.subject) == (moment, "enquiries.assign", "enquiry:12")
    assert stored.details == {"to": 7, "outcome": "referred", "urgent": True, "before": None}
    assert stored.actor_id == adviser.pk
    adviser.delete()
    assert AuditEntry.objects.get().actor_id == stored.actor_id
    assert audit.verify().problem is None


def test_entries_are_linked_and_counted_without_a_gap():
    first = record()
    with suppress(InterruptedError), transaction.atomic():
        record()
        raise InterruptedError
    second = record()
    assert (first.number, second.number) == (1, 2)
    assert second.previous_hash == first.hash != second.hash
    assert (audit.verify().checked, audit.verify().hash) == (2, second.hash)


def test_what_happened_to_a_thing_is_told_in_order():
    record("enquiry:1", step=1)
    record("enquiry:12", step=2)
    record("enquiry:1", step=3)
    assert [entry.details["step"] for entry in audit.of("enquiry:1")] == [1, 3]


@pytest.mark.parametrize(
    "value",
    [
        "amina@example.org",
        "Amina Haddad",
        "Amina\u00a0Haddad",
        "Müller",
        "x" * 61,
        "line\nbreak",
        "7K3M-QX2D-9RTV-4HPB-8GWEH",
        ["a"],
        1.5,
        2**60,
        b"bytes",
    ],
)
def test_what_could_name_a_person_is_refused(value):
    with pytest.raises(ValueError, match=r"The detail “to” could name a person"):
        record(to=value)
    assert AuditEntry.objects.count() == 0


@pytest.mark.parametrize(
    "value", ["answered", "de-simple", "2026-11-22", "referral:7", "", "x" * 60, 0, -5, True, None]
)
def test_words_of_ours_and_numbers_are_kept(value):
    record(to=value)
    assert AuditEntry.objects.get().details == {"to": value}


@pytest.mark.parametrize(
    ("action", "subject"),
    [("assign", "enquiry:1"), ("enquiries.assign to Amina", "enquiry:1"), ("enquiries.assign", "Amina@example.org")],
)
def test_action_and_subject_keep_their_form(action, subject):
    with pytest.raises(ValueError, match="such as"):
        audit.record(action, subject=subject, by=None)


def test_python_refuses_to_change_or_delete(five):
    entry = AuditEntry.objects.get(number=3)
    entries = AuditEntry.objects.filter(number=3)
    for change in (entry.save, entry.delete, entries.delete, lambda: entries.update(action="enquiries.close")):
        with pytest.raises(AppendOnly):
            change()
    assert audit.verify().checked == 5


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE {ENTRIES} SET action = 'enquiries.close' WHERE number = 1",
        f"DELETE FROM {ENTRIES} WHERE number = 1",
        f"DELETE FROM {ENTRIES}",
        f"UPDATE {HEAD} SET number = 0",
        f"UPDATE {HEAD} SET hash = '00'",
        f"DELETE FROM {HEAD}",
    ],
)
def test_the_database_refuses_to_change_or_delete(shared_database, statement):
    record()
    record()
    with pytest.raises(IntegrityError, match="The audit chain is append-only"):
        execute(statement)
    assert audit.verify().checked == 2


def test_the_database_refuses_to_put_another_entry_in_the_place_of_one(shared_database):
    record()
    columns = "number, at, action, subject, details, previous_hash, hash"
    replace = (
        f"INTO {ENTRIES} ({columns}) SELECT number, at, 'a.b', subject, details, previous_hash, hash FROM {ENTRIES}"
    )
    with pytest.raises(IntegrityError):
        execute(f"INSERT OR REPLACE {replace}" if connection.vendor == "sqlite" else f"INSERT {replace}")
    assert AuditEntry.objects.get().action == "enquiries.assign"


@pytest.mark.django_db(transaction=True)
def test_tests_can_empty_their_database():
    record()
    call_command("flush", interactive=False, verbosity=0)
    assert (AuditEntry.objects.count(), AuditHead.objects.count()) == (0, 0)
    assert record().number == 1


@pytest.mark.parametrize(
    "change",
    [
        "at = at_of_another",
        "action = 'enquiries.close'",
        "subject = 'enquiry:9'",
        "actor_id = 9",
        """details = '{"to": 9}'""",
        "previous_hash = hash",
        "hash = previous_hash",
    ],
)
def test_changed_entry_is_found(five, change):
    another = f"(SELECT at FROM {ENTRIES} WHERE number = 1)"
    execute(f"UPDATE {ENTRIES} SET {change.replace('at_of_another', another)} WHERE number = 3")
    assert found() == (Problem.CHANGED, 3)
    assert audit.verify().checked == 2


def test_exchanged_entries_are_found(five):
    for before, after in ((2, 99), (3, 2), (99, 3)):
        execute(f"UPDATE {ENTRIES} SET number = %s WHERE number = %s", after, before)
    assert found() == (Problem.CHANGED, 2)


@pytest.mark.parametrize("number", [1, 3])
def test_missing_entry_is_found(five, number):
    execute(f"DELETE FROM {ENTRIES} WHERE number = %s", number)
    assert found() == (Problem.MISSING, number)


def test_end_that_was_cut_off_is_found(five):
    execute(f"DELETE FROM {ENTRIES} WHERE number > 3")
    assert found() == (Problem.CUT_OFF, 4)


def test_head_set_back_with_the_entries_is_found(five):
    execute(f"DELETE FROM {ENTRIES} WHERE number > 3")
    execute(f"UPDATE {HEAD} SET number = 3, hash = %s", five[2].hash)
    assert found() == (Problem.FORGED_HEAD, 3)


@pytest.mark.parametrize(
    "statement", [f"UPDATE {HEAD} SET hash = 'ab'", f"UPDATE {HEAD} SET number = 9", f"DELETE FROM {HEAD}"]
)
def test_forged_head_is_found(five, statement):
    execute(statement)
    assert found() == (Problem.FORGED_HEAD, 5)


def test_entry_written_past_the_chain_is_found(five):
    AuditEntry(number=6, at=clock.now(), action="a.b", subject="x", previous_hash=five[-1].hash, hash="ab" * 32).save()
    assert found() == (Problem.CHANGED, 6)


def test_chain_is_read_page_by_page(five, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(audit, "_READ_AT_ONCE", 2)
    with django_assert_num_queries(2 + 4):  # five entries in pages of two, and a last look
        assert audit.verify().checked == 5
    execute(f"DELETE FROM {ENTRIES} WHERE number = 3")
    assert found() == (Problem.MISSING, 3)


def test_processes_that_record_at_once_do_not_fork_the_chain(shared_database):
    together = threading.Barrier(6)

    def record_often():
        together.wait()
        for _ in range(5):
            record()
        connections.close_all()

    threads = [threading.Thread(target=record_often) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (audit.verify().checked, audit.verify().problem) == (30, None)


def test_command_says_how_many_and_the_head_to_write_down(five, capsys):
    call_command("verify_audit")
    assert capsys.readouterr().out == (
        "5 entries checked: none was changed, none is missing.\n"
        f"Newest: entry 5, hash {five[-1].hash}\n"
        "Write it down elsewhere: only who knows it notices a whole new chain (--expect).\n"
    )


def test_command_fails_on_a_broken_chain(five):
    execute(f"DELETE FROM {ENTRIES} WHERE number = 3")
    with pytest.raises(CommandError, match=r"^Entry 3 is missing\. Whole before it: 2 entries\.$") as refusal:
        call_command("verify_audit")
    assert refusal.value.returncode == 1


def test_a_whole_new_chain_is_noticed_by_who_knows_the_head(five):
    noted = f"4:{five[3].hash[:20].upper()}"
    call_command("verify_audit", expect=noted)
    execute(f"DELETE FROM {ENTRIES}")
    execute(f"DELETE FROM {HEAD}")
    for number in range(1, 6):
        record(f"enquiry:{number}", to=9)
    call_command("verify_audit")
    with pytest.raises(CommandError, match="This is another chain"):
        call_command("verify_audit", expect=noted)


@pytest.mark.parametrize("expect", ["", "4", "4:ab", "four:" + "a" * 64, ":" + "a" * 64])
def test_head_that_is_none_is_refused(five, expect):
    with pytest.raises(CommandError):
        call_command("verify_audit", expect=expect)
