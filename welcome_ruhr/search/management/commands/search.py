"""Search from the command line: `manage.py search "how do I register?" --language en` prints JSON."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from welcome_ruhr.search.queries import Found, Result, find


class Command(BaseCommand):
    help = "Print what a search finds, with scores and reasons, as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        languages = [code for code, _name in settings.LANGUAGES]
        parser.add_argument("text", nargs="+", help="what somebody types; several are answered one a line")
        parser.add_argument("--language", default=settings.LANGUAGE_CODE, choices=languages)
        parser.add_argument("--facet", action="append", default=[], help="such as topic:work; may be repeated")
        parser.add_argument("--as-typed", action="store_true", help="correct and widen nothing")
        parser.add_argument("--most", type=int, default=10)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["most"] < 1:
            raise CommandError("--most is at least 1.")
        with override(options["language"]):
            answers = [
                as_data(
                    find(
                        text,
                        options["language"],
                        facets=tuple(options["facet"]),
                        as_typed=options["as_typed"],
                        most=options["most"],
                    )
                )
                for text in options["text"]
            ]
        if len(answers) == 1:
            self.stdout.write(json.dumps(answers[0], ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(json.dumps(answer, ensure_ascii=False) for answer in answers))


def as_data(found: Found) -> dict[str, Any]:
    """Return an answer as JSON has it."""
    question = found.question
    return {
        "query": question.text,
        "language": question.language,
        "languages_searched": list(question.languages),
        "meant": found.meant,
        "corrections": found.corrections,
        "looked_up": {
            slot.word: [f"{one.text} ({one.reason}, {one.language}, {one.quality:.2f})" for one in slot.variants]
            for slot in question.slots
        },
        "results": [_result(result, rank) for rank, result in enumerate(found.results, 1)],
    }


def _result(result: Result, rank: int) -> dict[str, Any]:
    plain = {name: value for name, value in asdict(result).items() if name not in ("title", "plain_title", "source")}
    return {"rank": rank, "title": result.plain_title, **plain, "excerpt": str(result.excerpt)}
