from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from welcome_ruhr.portal.desk.links import collecting, rounds
from welcome_ruhr.portal.desk.queries.links import broken_links


class Command(BaseCommand):
    help = "Check the links of all public pages and records that are due: one request per host and second."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--all", action="store_true", help="Check every link, also those that were checked a short time ago."
        )

    def handle(self, **options: Any) -> None:
        collecting.collect_links()
        if options["all"]:
            rounds.make_all_due()
        trying = rounds.polite()
        with tqdm(total=rounds.due_links(), desc="Links", unit=" links", disable=not sys.stderr.isatty()) as bar:
            count = 0
            while done := rounds.check_due_links(trying, tried=lambda link: bar.update()):
                count += done
        if options["verbosity"]:
            self.stdout.write(f"Links tried: {count}. Broken, as told on the review desk: {broken_links().count()}.")
