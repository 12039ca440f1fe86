from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from staffsurvey.importing.taking_over import delete_old_imports


class Command(BaseCommand):
    help = (
        "Löscht hochgeladene Texte der Mitarbeiterbefragung, die am Tag des Hochladens "
        "niemand übernommen hat (täglich)."
    )

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"Gelöschte Dateien mit Texten: {delete_old_imports()}")
