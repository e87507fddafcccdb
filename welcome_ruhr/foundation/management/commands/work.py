from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from welcome_ruhr.foundation.worker import Worker


class Command(BaseCommand):
    help = "Run background tasks and what the schedule says, until told to stop."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--drain", action="store_true", help="Work off everything that is due now, then end (for cron and tests)."
        )

    def handle(self, *, drain: bool, verbosity: int, **options: Any) -> None:
        worker = Worker()
        if not drain:
            worker.run()
            return
        count = worker.drain()
        if verbosity:
            self.stdout.write(f"Tasks run: {count}")
