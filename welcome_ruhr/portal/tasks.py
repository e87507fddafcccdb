from django.conf import settings
from django_tasks import task
from wagtail.models import Page

from welcome_ruhr.foundation import schedule
from welcome_ruhr.foundation.retry import retry

from . import actions
from .desk.actions.counting import forget_old_counts
from .desk.links.collecting import collect_links
from .desk.links.rounds import check_due_links
from .models import CheckedLink
from .pdf import making, store


@schedule.every(minutes=5)
@task()
def publish_due() -> int:
    """Publish what editors set a time for; return how many pages had to be refused."""
    return len(actions.publish_due())


@task(priority=-10)
@retry(max_attempts=3)
def make_pdf(page_id: int) -> bool:
    """Make the PDF of a page as it is now; return False when there was nothing to do."""
    page = Page.objects.live().get(pk=page_id).specific
    return making.make(page)


@schedule.daily("03:50")
@task()
def sweep_pdfs() -> int:
    """Remove PDFs that nobody needs any more; return how many."""
    return store.sweep(making.all_names())


@schedule.every(hours=6)
@task(priority=-20)
def list_links() -> int:
    """Hold the list of links against what pages and records link today; return how many there are."""
    return collect_links()


@schedule.every(minutes=5)
@task(priority=-20)
@retry(max_attempts=1)
def check_links() -> int:
    """Try some of the links that are due; return how many were tried."""
    if not settings.CHECK_LINKS:
        return 0
    if not CheckedLink.objects.exists():
        collect_links()
    return check_due_links()


@task()
@retry(max_attempts=1)
def try_links_again() -> int:
    """Look at the pages once more and try what an editor asked for; return how many links were tried."""
    collect_links()
    return check_due_links()


@schedule.daily("03:30")
@task()
def forget_counts() -> int:
    """Delete old counts of what readers did not find; return how many rows."""
    return forget_old_counts()
