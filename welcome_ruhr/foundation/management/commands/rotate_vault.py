from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from welcome_ruhr.foundation import rotation, vault

MOST_SHOWN = 50


class Command(BaseCommand):
    help = "Put a new key into the key file and seal everything under it. May be stopped and started again at any time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--forget-old",
            action="store_true",
            help="Then drop the older keys from the key file, when nothing needs them any more.",
        )

    def handle(self, *, forget_old: bool, **options: Any) -> None:
        try:
            done = rotation.rotate(forget_old=forget_old)
        except (vault.BeingChanged, vault.NoKeyFile, rotation.StillNeeded) as error:
            raise CommandError(str(error)) from error
        new = "A new key seals from now on." if done.has_new_key else "No new key: an earlier change was finished."
        self.stdout.write(f"{new} Sealed anew: {done.texts} texts, {done.files} files.")
        if forget_old:
            self.stdout.write(f"Older keys dropped: {done.forgotten}.")
        _tell_unreadable(done.unreadable)


def _tell_unreadable(places: list[str]) -> None:
    if places:
        shown = "\n".join(f"  {place}" for place in places[:MOST_SHOWN])
        raise CommandError(f"{len(places)} texts and files open with no key, and stay as they are:\n{shown}")
