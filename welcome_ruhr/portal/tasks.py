from django_tasks import task

from welcome_ruhr.foundation import schedule

from . import actions


@schedule.every(minutes=5)
@task()
def publish_due() -> int:
    """Publish what editors set a time for; return how many pages had to be refused."""
    return len(actions.publish_due())
