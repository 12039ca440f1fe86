from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ilmkreis_integration.content.loading import load_process
from ilmkreis_integration.content.schema import ContentError


class Command(BaseCommand):
    help = (
        "Lädt ein Beteiligungsverfahren aus einer TOML-Datei; ergänzt nur, was fehlt."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="DATEI")
        parser.add_argument(
            "--start",
            type=date.fromisoformat,
            metavar="JJJJ-MM-TT",
            help="Beginn des ersten Schritts; ohne Angabe heute.",
        )

    def handle(self, **options: Any) -> None:
        file: Path = options["file"]
        starts_on = options["start"] or timezone.localdate()
        try:
            process = load_process(file, starts_on=starts_on)
        except ContentError as error:
            raise CommandError(f"{file}: {error}") from error
        self.stdout.write(f"Geladen: {process.title}")
