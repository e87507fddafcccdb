from django.db import models
from django.db.models import Q
from django_tasks_db.models import DBTaskResult


class TaskLease(models.Model):
    """A running task belongs to one worker until `expires_at`; the worker moves that moment on while it lives."""

    task = models.OneToOneField(DBTaskResult, on_delete=models.CASCADE, primary_key=True, related_name="lease")
    worker_id = models.CharField(max_length=64)
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.task_id} · {self.worker_id}"


class FailedAttempt(models.Model):
    """One try of a task that raised an error or whose worker was killed; the task's own row keeps only the last."""

    task = models.ForeignKey(DBTaskResult, on_delete=models.CASCADE, related_name="failed_attempts")
    number = models.PositiveSmallIntegerField(help_text="counted from 1")
    worker_id = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    failed_at = models.DateTimeField()
    exception_class_path = models.TextField()
    traceback = models.TextField()

    class Meta:
        ordering = ["task", "number"]
        constraints = [
            models.UniqueConstraint(fields=["task", "number"], name="foundation_one_row_per_failed_attempt"),
            models.CheckConstraint(condition=Q(number__gte=1), name="foundation_attempts_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} · {self.number} · {self.exception_class_path}"


class ScheduleEntry(models.Model):
    """When a task that repeats itself is due next. Rows are made from the schedule declared in code."""

    name = models.CharField(max_length=255, primary_key=True, help_text="Python path of the task")
    rule = models.CharField(max_length=100, help_text="the rule by which the next moment was found")
    next_run_at = models.DateTimeField(db_index=True)
    last_run_at = models.DateTimeField(null=True, blank=True)
    last_task = models.ForeignKey(DBTaskResult, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "schedule entries"

    def __str__(self) -> str:
        return f"{self.name} · {self.rule}"
