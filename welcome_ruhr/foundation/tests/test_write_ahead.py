import pytest
from django.db import connection, transaction

from welcome_ruhr.foundation import write_ahead


@pytest.fixture
def asked(monkeypatch):
    """What is asked of SQLite."""
    statements = []
    with connection.execute_wrapper(lambda execute, sql, *rest: statements.append(sql) or execute(sql, *rest)):
        yield statements


@pytest.mark.django_db(transaction=True)
def test_log_is_copied_back_without_holding_anybody_up(asked):
    write_ahead.copy_back()
    expected = ["PRAGMA wal_checkpoint(PASSIVE)"] if connection.vendor == "sqlite" else []
    assert asked == expected


@pytest.mark.django_db(transaction=True)
def test_within_a_transaction_nothing_is_copied(asked):
    with transaction.atomic():
        write_ahead.copy_back()
    assert [one for one in asked if "wal_checkpoint" in one] == []
