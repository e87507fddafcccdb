from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from welcome_ruhr.foundation import audit
from welcome_ruhr.foundation.vault_keys import vault_problems

FEWEST_DIGITS = 16


class Command(BaseCommand):
    help = "Check that no entry of the audit chain was changed or left out. Changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--expect",
            metavar="NUMBER:HASH",
            help="An entry that was noted elsewhere, which the chain must still hold.",
        )

    def handle(self, *, expect: str | None, **options: Any) -> None:
        if problems := vault_problems():
            raise CommandError(" ".join(problems))
        verdict = audit.verify()
        if verdict.problem:
            raise CommandError(f"{verdict} Whole before it: {verdict.checked} entries.")
        if expect is not None and not audit.has(*_noted(expect)):
            raise CommandError(f"This is another chain: it does not hold the entry noted as {expect}.")
        self.stdout.write(str(verdict))
        if verdict.checked:
            self.stdout.write(f"Newest: entry {verdict.checked}, hash {verdict.hash}")
            self.stdout.write("Write it down elsewhere: only who knows it notices a whole new chain (--expect).")


def _noted(expect: str) -> tuple[int, str]:
    number, _, digits = expect.partition(":")
    if not number.isdecimal() or len(digits) < FEWEST_DIGITS:
        raise CommandError(f"--expect takes a number and at least {FEWEST_DIGITS} digits of a hash, such as 812:ab12…")
    return int(number), digits.lower()
