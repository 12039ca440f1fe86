from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ilmkreis_integration.backups import BackupError, check


class Command(BaseCommand):
    help = "Prüft, ob eine Sicherung vollständig und unverändert ist."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="DATEI")

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            manifest = check(file)
        except BackupError as error:
            raise CommandError(str(error)) from error
        tables, rows = len(manifest.rows), sum(manifest.rows.values())
        self.stdout.write(f"In Ordnung: {tables} Tabellen, {rows} Zeilen.")
