from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from welcome_ruhr.foundation.backup.errors import BackupError, Refused
from welcome_ruhr.foundation.backup.passphrases import known_passphrase
from welcome_ruhr.foundation.backup.restoring import restore
from welcome_ruhr.foundation.backup.trying import trial_sentence, try_out


class Command(BaseCommand):
    help = "Put a backup back into an empty folder, or try whether that would work (docs/backup.md)."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the backup")
        parser.add_argument("--into", type=Path, help="folder that does not exist yet, or is empty")
        parser.add_argument("--database", default="", help="address of an empty PostgreSQL database")
        parser.add_argument("--passphrase-file", type=Path, help="file that holds the passphrase")
        parser.add_argument("--try", action="store_true", dest="tried", help="restore it aside, compare, keep nothing")

    def handle(self, *, passphrase_file: Path | None, **options: Any) -> None:
        try:
            self._check(**options)
            said = _act(known_passphrase(passphrase_file), **options)
        except BackupError as error:
            raise CommandError(str(error)) from error
        except (OSError, DatabaseError) as error:
            raise CommandError(f"The backup could not be restored: {error}") from error
        self.stdout.write(said)

    def _check(self, *, into: Path | None, tried: bool, database: str, **options: Any) -> None:
        if tried == bool(into) or (tried and database):
            raise Refused("Say either where to restore, with --into FOLDER, or --try.")


def _act(passphrase: str, *, file: Path, into: Path | None, tried: bool, database: str, **options: Any) -> str:
    if into is None:
        return trial_sentence(try_out(file, passphrase))
    restored = restore(file, passphrase, into=into, database=database)
    return f"Restored into {into} and compared: {restored.summary}. Start the portal with DATA_DIR={into.resolve()}"
