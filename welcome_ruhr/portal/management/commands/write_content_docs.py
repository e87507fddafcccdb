from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import override

from welcome_ruhr.portal.content.overview import overview
from welcome_ruhr.portal.content.rules import read_content


class Command(BaseCommand):
    help = "Write the overview of all pages and printed figures of the content files."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="where to, such as docs/content.md")

    def handle(self, *args: Any, **options: Any) -> None:
        with override("en"):
            text = overview(read_content(settings.CONTENT_DIR))
        Path(options["file"]).write_text(text, encoding="utf-8")
