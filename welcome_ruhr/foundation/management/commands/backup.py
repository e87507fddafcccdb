from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from welcome_ruhr.foundation.backup.errors import BackupError
from welcome_ruhr.foundation.backup.passphrases import new_passphrase
from welcome_ruhr.foundation.backup.trying import trial_sentence
from welcome_ruhr.foundation.backup.writing import Written, back_up


class Command(BaseCommand):
    help = "Write the database, uploads and keys into one encrypted file, while the portal runs (docs/backup.md)."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="where to write it")
        parser.add_argument("--passphrase-file", type=Path, help="file that holds the passphrase")
        parser.add_argument("--overwrite", action="store_true", help="replace a file that is there")
        parser.add_argument("--try", action="store_true", dest="tried", help="restore it aside and compare")

    def handle(self, *, file: Path, passphrase_file: Path | None, overwrite: bool, tried: bool, **options: Any) -> None:
        try:
            written = back_up(file, new_passphrase(passphrase_file), overwrite=overwrite, tried=tried)
        except BackupError as error:
            raise CommandError(str(error)) from error
        except (OSError, DatabaseError) as error:
            raise CommandError(f"The backup could not be written: {error}") from error
        self._report(file, written)

    def _report(self, file: Path, written: Written) -> None:
        self.stdout.write(f"Backup written: {file} ({written.manifest.summary})")
        if written.lacking:
            self.stdout.write(f"Not there, so not taken: {', '.join(written.lacking)}")
        if written.trial:
            self.stdout.write(trial_sentence(written.trial))
