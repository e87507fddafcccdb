from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from welcome_ruhr.portal.actions import export_content


class Command(BaseCommand):
    help = "Write what editors changed back into the content files."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", default=str(settings.CONTENT_DIR), type=Path)
        parser.add_argument("--all", action="store_true", help="write every entry, not only the changed ones")

    def handle(self, *args: Any, **options: Any) -> None:
        written = export_content(folder=Path(options["folder"]), everything=options["all"])
        self.stdout.write("\n".join(written) if written else "No entry differs from its file.")
