"""Try the rules of responsibility with every case: `manage.py check_responsibility`."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from welcome_ruhr.directory import picture
from welcome_ruhr.directory.checking import Coverage, coverage, every_case_there_is, findings, office_gaps

HEAD = """# Who is responsible: what is known

Written by `manage.py check_responsibility --docs docs`; do not edit. All {cases} cases (municipality × matter ×
nationality × purpose × stage) have exactly one answer. Where no office is verified, the answer names the municipality's
own pages, says that it is not verified, and when somebody looks at it again.

![Verified offices by municipality](pictures/responsibility.svg)

| kind of office | municipalities with a verified office | with the honest fallback | next check |
|---|---|---|---|
"""


class Command(BaseCommand):
    help = "Find gaps, overlaps and idle rules of responsibility; with --docs, write down how many offices are known."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--docs", type=Path, help="folder of the documentation, to be written anew")

    def handle(self, *args: Any, **options: Any) -> None:
        with override("en"):
            found = findings()
            rows = coverage()
            if options["docs"]:
                write(options["docs"], rows)
        for finding in found:
            self.stderr.write(str(finding))
        if found:
            raise CommandError(f"{len(found)} to mend.")
        self.stdout.write("The rules answer every case, each by exactly one rule.")


def write(folder: Path, rows: list[Coverage]) -> None:
    (folder / "pictures").mkdir(parents=True, exist_ok=True)
    (folder / "pictures" / "responsibility.svg").write_text(picture.draw(rows), encoding="utf-8")
    (folder / "responsibility.md").write_text(text(rows), encoding="utf-8")


def text(rows: list[Coverage]) -> str:
    lines = (
        f"| {row.kind.label} | {len(row.covered)} | {len(row.open)} | {min(row.next_checks, default='–')} |"
        for row in rows
    )
    gaps = (f"- {town.name}: {', '.join(str(kind.label) for kind in kinds)}" for town, kinds in office_gaps())
    head = HEAD.format(cases=f"{sum(1 for _case in every_case_there_is()):,}")
    return "\n".join([head.rstrip("\n"), *lines, "", "## What is still open", "", *gaps, ""])
