from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ilmkreis_integration.backups import BackupError, back_up


class Command(BaseCommand):
    help = "Sichert die Datenbank in eine Datei, auch während jemand schreibt."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", type=Path, required=True, metavar="VERZEICHNIS")

    def handle(self, *, to: Path, **options: Any) -> None:
        try:
            self.stdout.write(f"Gesichert: {back_up(to)}")
        except BackupError as error:
            raise CommandError(str(error)) from error
