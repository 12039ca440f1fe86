from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ilmkreis_integration.backups import delete, outdated


class Command(BaseCommand):
    help = (
        "Löscht Sicherungen von vor einem Tag, und die dieses Tages, in denen noch "
        "versiegelte Antworten liegen. Gehört zur Öffnung der Mitarbeiterbefragung."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--in", dest="directory", type=Path, required=True)
        parser.add_argument("--before", type=date.fromisoformat, required=True)

    def handle(self, *, directory: Path, before: date, **options: Any) -> None:
        if not directory.is_dir():
            raise CommandError(f"Das Verzeichnis {directory} gibt es nicht.")
        deleted = 0
        for backup in list(outdated(directory, before=before)):
            delete(backup)
            self.stdout.write(f"Gelöscht: {backup}")
            deleted += 1
        self.stdout.write(f"Gelöschte Sicherungen: {deleted}")
