import threading
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.utils.module_loading import autodiscover_modules
from django_tasks_db.models import DBTaskResult

from welcome_ruhr.foundation import clock, schedule, tasks
from welcome_ruhr.foundation.models import ScheduleEntry
from welcome_ruhr.foundation.schedule import Daily, Every
from welcome_ruhr.foundation.worker import Worker

from .sample_tasks import nothing


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def runs():
    return DBTaskResult.objects.count()


def test_interval_falls_on_whole_multiples_whenever_the_worker_starts():
    rule = Every(timedelta(minutes=5))
    assert rule.next_after(at("2026-03-02T10:01:23")) == at("2026-03-02T10:05")
    assert rule.next_after(at("2026-03-02T10:05")) == at("2026-03-02T10:10")


@pytest.mark.parametrize(
    ("moment", "following"),
    [
        ("2026-01-10T02:14:59", "2026-01-10T02:15"),  # winter: UTC+1
        ("2026-01-10T02:15", "2026-01-11T02:15"),
        ("2026-07-10T02:00", "2026-07-11T01:15"),  # summer: UTC+2
        ("2026-03-28T12:00", "2026-03-29T01:15"),  # the day the clocks go forward at 2:00
        ("2026-10-24T12:00", "2026-10-25T02:15"),  # the day they go back at 3:00
    ],
)
def test_daily_job_keeps_its_local_time(moment, following):
    assert Daily(time(3, 15)).next_after(at(moment)) == at(following)


def test_time_skipped_by_summer_time_still_comes():
    assert Daily(time(2, 30)).next_after(at("2026-03-28T12:00")) == at("2026-03-29T01:30")
    assert Daily(time(2, 30)).next_after(at("2026-03-29T01:30")) == at("2026-03-30T00:30")


def test_time_that_comes_twice_counts_once():
    assert Daily(time(2, 30)).next_after(at("2026-10-24T12:00")) == at("2026-10-25T00:30")
    assert Daily(time(2, 30)).next_after(at("2026-10-25T00:30")) == at("2026-10-26T01:30")


def test_nightly_job_runs_once_in_every_night_of_a_year():
    rule, moment, nights = Daily(time(2, 30)), at("2026-01-01T12:00"), []
    while len(nights) < 365:
        moment = rule.next_after(moment)
        with clock.fixed(moment):
            nights.append(clock.today())
    assert [(after - before).days for before, after in pairwise(nights)] == [1] * 364


@pytest.mark.django_db
def test_job_runs_when_its_moment_comes_and_not_before(moment):
    schedule.every(minutes=5)(nothing)
    assert [Worker().drain(), runs()] == [0, 0]
    with clock.fixed(moment + timedelta(minutes=5)):
        assert Worker().drain() == 1
        assert Worker().drain() == 0


@pytest.mark.django_db
def test_moments_missed_while_nothing_ran_are_made_up_for_once(moment):
    schedule.every(minutes=5)(nothing)
    schedule.store()
    with clock.fixed(moment + timedelta(hours=7, minutes=2)):
        schedule.store()
        assert Worker().drain() == 1
    assert ScheduleEntry.objects.get().next_run_at == moment + timedelta(hours=7, minutes=5)


@pytest.mark.django_db
def test_job_that_still_waits_or_runs_is_not_enqueued_again(moment):
    schedule.every(minutes=5)(nothing)
    schedule.store()
    for minutes in (5, 10, 15):
        with clock.fixed(moment + timedelta(minutes=minutes)):
            schedule.enqueue_due()
    assert runs() == 1
    with clock.fixed(moment + timedelta(minutes=20)):
        Worker().drain()
    with clock.fixed(moment + timedelta(minutes=25)):
        assert schedule.enqueue_due() == 1


@pytest.mark.django_db
def test_changed_rule_replaces_the_stored_moment(moment):
    schedule.daily("04:00")(nothing)
    schedule.store()
    schedule._entries.clear()
    schedule.every(minutes=5)(nothing)
    schedule.store()
    assert ScheduleEntry.objects.get().next_run_at == moment + timedelta(minutes=5)


@pytest.mark.django_db
def test_stored_job_that_no_room_declares_any_more_is_left_alone(moment):
    ScheduleEntry.objects.create(name="a.room.tasks.gone", rule="every 0:05:00", next_run_at=moment)
    assert schedule.enqueue_due() == 0


def test_several_workers_enqueue_a_moment_once(shared_database):
    schedule.every(seconds=1)(nothing)
    schedule.store()
    ScheduleEntry.objects.update(next_run_at=clock.now())
    together = threading.Barrier(6)
    counts = []

    def enqueue(moment):
        with clock.fixed(moment):
            together.wait()
            counts.append(schedule.enqueue_due())
        connections.close_all()

    threads = [threading.Thread(target=enqueue, args=[clock.now()]) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(counts) == [0, 0, 0, 0, 0, 1]
    assert runs() == 1


def test_task_cannot_be_on_the_schedule_twice():
    schedule.every(hours=1)(nothing)
    with pytest.raises(ImproperlyConfigured, match="already on the schedule"):
        schedule.daily("03:00")(nothing)


def test_interval_of_nothing_is_refused():
    with pytest.raises(ValueError, match="longer than nothing"):
        schedule.every()


def test_this_rooms_own_jobs_are_declared(monkeypatch):
    monkeypatch.undo()
    autodiscover_modules("tasks")
    declared = {name: str(entry.rule) for name, entry in schedule.entries().items()}
    assert declared[tasks.sweep_rate_limits.module_path] == "every 0:10:00"
    assert declared[tasks.delete_old_tasks.module_path] == "daily 03:40"
