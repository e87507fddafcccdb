from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import override

from welcome_ruhr.portal.content.rules import check_folder


class Command(BaseCommand):
    help = "Say what is to be mended in the content files, as file:line: sentence; ends with 1 when there is anything."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", default=str(settings.CONTENT_DIR), type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(options["folder"])
        with override("en"):
            problems = check_folder(folder)
        if problems:
            self.stdout.write("\n".join(f"{_shown(folder)}{problem}" for problem in problems))
            files = len({problem.path for problem in problems})
            self.stderr.write(f"{len(problems)} to mend in {files} files.")
            sys.exit(1)
        self.stderr.write("Nothing to mend.")


def _shown(folder: Path) -> str:
    """The folder as an editor opens its files from where the command runs."""
    try:
        return f"{folder.resolve().relative_to(Path.cwd())}/"
    except ValueError:
        return f"{folder}/"
