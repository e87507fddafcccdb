"""Make the search's index anew: after a change of its rules, or when it is feared to be wrong."""

from typing import Any

from django.core.management.base import BaseCommand

from welcome_ruhr.search.actions import rebuild


class Command(BaseCommand):
    help = "Make the index of the search anew from everything that can be found."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{rebuild():,} documents in the index.")
