from django_tasks import task

from welcome_ruhr.foundation import schedule

from . import actions


@schedule.every(minutes=1)
@task()
def tell_left_behind() -> int:
    """Tell of changes whose author was killed between commit and telling; return how many there were."""
    return actions.tell_left_behind()
