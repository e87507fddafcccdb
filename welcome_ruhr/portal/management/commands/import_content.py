from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import override

from welcome_ruhr.portal.actions import import_content
from welcome_ruhr.portal.content.problems import ContentRefused


class Command(BaseCommand):
    help = "Import the content files; nothing is written when one of them is broken."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", default=str(settings.CONTENT_DIR), type=Path)
        parser.add_argument(
            "--take",
            nargs="+",
            action="append",
            default=[],
            metavar="ID",
            help="“--take files article:eu-blue-card”: the file wins over an editor’s change of these entries.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with override("en"):
                report = import_content(
                    folder=Path(options["folder"]), take=_taken(options["take"]), progress=sys.stderr.isatty()
                )
        except ContentRefused as error:
            raise CommandError(f"Nothing was imported.\n{error}", returncode=1) from None
        if options["verbosity"]:
            self.stdout.write("\n".join(report.lines()))


def _taken(groups: list[list[str]]) -> list[str]:
    taken = []
    for side, *keys in groups:
        if side != "files" or not keys:
            raise CommandError("Say which side wins and for which entries: --take files article:eu-blue-card")
        taken += keys
    return taken
