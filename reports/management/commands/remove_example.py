from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from reports.example.removing import remove_example


class Command(BaseCommand):
    help = "Entfernt das Verfahren mit den Beispieldaten und sonst nichts."

    def handle(self, **options: Any) -> None:
        if remove_example():
            self.stdout.write("Die Beispieldaten sind entfernt.")
        else:
            self.stdout.write("Es gibt keine Beispieldaten.")
