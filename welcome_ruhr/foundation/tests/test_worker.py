import logging
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import translation
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from welcome_ruhr.foundation import clock, schedule
from welcome_ruhr.foundation.models import FailedAttempt, TaskLease
from welcome_ruhr.foundation.worker import Worker

from . import sample_tasks

pytestmark = pytest.mark.django_db


def drain_at(moment):
    with clock.fixed(moment):
        return Worker().drain()


def result_of(enqueued):
    return DBTaskResult.objects.get(pk=enqueued.id)


def test_finished_task_keeps_its_answer_and_no_lease(moment):
    enqueued = sample_tasks.add.enqueue(1, 2)
    assert Worker().drain() == 1
    result = result_of(enqueued)
    assert (result.status, result.return_value, result.finished_at) == (TaskResultStatus.SUCCESSFUL, 3, moment)
    assert TaskLease.objects.count() == 0


def test_drain_runs_what_tasks_enqueue():
    sample_tasks.add_later.enqueue(1, 2)
    assert Worker().drain() == 2


def test_failed_task_waits_before_it_is_tried_again(moment):
    enqueued = sample_tasks.fail_slowly.enqueue()
    assert [drain_at(moment), drain_at(moment + timedelta(minutes=4))] == [1, 0]
    waiting = result_of(enqueued)
    assert waiting.status == TaskResultStatus.READY
    assert timedelta(minutes=5) <= waiting.run_after - moment <= timedelta(minutes=10)
    assert drain_at(moment + timedelta(minutes=10)) == 1


def test_task_is_given_up_after_its_last_attempt_and_every_attempt_is_kept(moment):
    enqueued = sample_tasks.fail_slowly.enqueue()
    for hours in range(4):
        drain_at(moment + timedelta(hours=hours))
    result = result_of(enqueued)
    assert (result.status, result.finished_at) == (TaskResultStatus.FAILED, moment + timedelta(hours=1))
    assert list(FailedAttempt.objects.values_list("number", "exception_class_path", "started_at")) == [
        (1, "builtins.RuntimeError", moment),
        (2, "builtins.RuntimeError", moment + timedelta(hours=1)),
    ]


def test_task_without_declaration_is_tried_as_often_as_the_settings_say(moment, settings):
    settings.TASK_MAX_ATTEMPTS = 3
    enqueued = sample_tasks.fail.enqueue("somebody")
    runs = [drain_at(moment + timedelta(hours=hours)) for hours in range(5)]
    assert runs == [1, 1, 1, 0, 0]
    assert result_of(enqueued).status == TaskResultStatus.FAILED


def test_logs_name_task_and_id_but_no_argument_and_no_error_text(moment, caplog, settings):
    settings.TASK_MAX_ATTEMPTS = 2
    enqueued = sample_tasks.fail.enqueue("amira@example.org")
    with caplog.at_level(logging.DEBUG):
        drain_at(moment)
        drain_at(moment + timedelta(hours=1))
    assert [(record.levelname, record.args[:4]) for record in caplog.records if record.name.endswith("leases")] == [
        (level, (sample_tasks.fail.module_path, result_of(enqueued).pk, attempt, "builtins.RuntimeError"))
        for level, attempt in (("WARNING", 1), ("ERROR", 2))
    ]
    assert "amira" in FailedAttempt.objects.last().traceback
    assert "amira" not in caplog.text


@pytest.mark.parametrize("task", [sample_tasks.give_up, sample_tasks.load_what_was_deleted])
def test_task_for_which_another_try_is_pointless_fails_at_once(moment, task):
    enqueued = task.enqueue()
    drain_at(moment)
    assert result_of(enqueued).status == TaskResultStatus.FAILED


def test_answer_that_cannot_be_stored_does_not_repeat_the_work(moment):
    enqueued = sample_tasks.return_a_path.enqueue()
    drain_at(moment)
    result = result_of(enqueued)
    assert (result.status, result.exception_class_path) == (
        TaskResultStatus.FAILED,
        "welcome_ruhr.foundation.retry.GiveUp",
    )


def test_task_that_exits_does_not_take_the_worker_with_it():
    sample_tasks.leave.enqueue()
    added = sample_tasks.add.enqueue(1, 2)
    assert Worker().drain() == 2
    assert result_of(added).status == TaskResultStatus.SUCCESSFUL


def test_task_whose_code_is_missing_is_tried_again_later(moment):
    enqueued = sample_tasks.add.enqueue(1, 2)
    DBTaskResult.objects.update(task_path="welcome_ruhr.foundation.tests.sample_tasks.gone")
    drain_at(moment)
    assert result_of(enqueued).status == TaskResultStatus.READY
    assert FailedAttempt.objects.get().exception_class_path == "builtins.ImportError"


def test_language_of_one_task_does_not_reach_the_next():
    sample_tasks.speak_arabic.enqueue()
    with translation.override("en"):
        Worker().drain()
        assert translation.get_language() == "en"


def test_task_can_ask_which_attempt_it_is():
    enqueued = sample_tasks.attempt_number.enqueue()
    Worker().drain()
    assert result_of(enqueued).return_value == 1


def test_idle_worker_only_asks(moment, django_assert_num_queries):
    schedule.daily("04:00")(sample_tasks.nothing)
    schedule.store()
    worker = Worker()
    with django_assert_num_queries(3) as asked:
        assert not worker.step()
    assert {query["sql"].split()[0] for query in asked} == {"SELECT"}


def test_command_drains_and_says_how_many(capsys):
    sample_tasks.add.enqueue(1, 2)
    sample_tasks.add.enqueue(3, 4)
    call_command("work", "--drain")
    assert capsys.readouterr().out == "Tasks run: 2\n"


def test_overview_shows_counts_and_failed_attempts(moment, capsys):
    failed = sample_tasks.give_up.enqueue()
    Worker().drain()
    call_command("tasks")
    assert capsys.readouterr().out.splitlines() == [
        "ready       0",
        "running     0",
        "failed      1",
        "successful  0",
        "Failed attempts, latest first:",
        f"  2026-03-02 11:00  {sample_tasks.give_up.module_path}  {failed.id}  "
        "attempt 1  welcome_ruhr.foundation.retry.GiveUp  now failed",
        "Schedule:",
    ]
