from __future__ import annotations

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from welcome_ruhr.foundation import clock
from welcome_ruhr.selfcheck.api.asking import LANGUAGES, Refused
from welcome_ruhr.selfcheck.api.endpoints import BY_NAME
from welcome_ruhr.selfcheck.api.writing import as_json, written
from welcome_ruhr.selfcheck.finder.asking import CHOICES


class Command(BaseCommand):
    help = "Print which office is responsible, as /api/v1/responsibility answers; ends with 1 where it has no answer."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("place", help="a town, a part of it, or a postcode")
        for name, choices in CHOICES.items():
            # Not argparse's own choices: who mistypes one is told by the same sentence as over the API.
            parser.add_argument(f"--{name}", default="", help=f"one of: {', '.join(choices.values)}")
        parser.add_argument("--language", default=settings.LANGUAGE_CODE, help=f"one of: {', '.join(LANGUAGES)}")

    def handle(self, *args: Any, **options: Any) -> None:
        endpoint = BY_NAME["responsibility"]
        query = {name: options[name] for name in ("place", *CHOICES, "language")}
        try:
            data, _language = endpoint.reply(query)
        except Refused as refused:
            self.stdout.write(as_json(refused.as_json()), ending="")
            sys.exit(1)
        self.stdout.write(written(data, endpoint.media_type, endpoint.licences, clock.now()).decode(), ending="")
