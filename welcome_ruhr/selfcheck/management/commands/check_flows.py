from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import override

from welcome_ruhr.selfcheck.flows.checking import check_flows, known_here, size_of, structure
from welcome_ruhr.selfcheck.flows.parts import Flow
from welcome_ruhr.selfcheck.flows.picture import picture
from welcome_ruhr.selfcheck.flows.reading import flow_files


class Command(BaseCommand):
    help = "Walk every way through the self-checks and say what is to be mended; ends with 1 when there is anything."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--pictures", type=Path, metavar="FOLDER", help="Draw each flow into this folder (SVG).")
        parser.add_argument("--language", default="de", help="Language of the pictures (default: de).")

    def handle(self, *args: Any, **options: Any) -> None:
        files = flow_files()
        with override("en"):
            known = known_here()
            found = check_flows(files.flows.values(), known)
            findings = [str(problem) for problem in files.problems]
            findings += [
                f"flows/{name}.yaml: {sentence}" for name, sentences in found.items() for sentence in sentences
            ]
            for flow in files.flows.values():
                self.stderr.write(f"{flow.id}: {size_of(flow, known)}.")
        if options["pictures"]:
            self._draw([*files.flows.values()], options["pictures"], options["language"])
        if findings:
            self.stdout.write("\n".join(findings))
            sys.exit(1)
        self.stderr.write("Nothing to mend.")

    def _draw(self, flows: list[Flow], folder: Path, language: str) -> None:
        """Draw what can be drawn: a flow with a dead end or a circle has no order from left to right."""
        folder.mkdir(parents=True, exist_ok=True)
        for flow in flows:
            if not structure(flow):
                path = folder / f"{flow.id}.svg"
                path.write_text(picture(flow, language), encoding="utf-8")
                self.stderr.write(f"Drawn: {path}")
