from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from ilmkreis_integration.models import Process
from reports.example.building import SEED, build_example


class Command(BaseCommand):
    help = "Legt ein Verfahren mit Beispieldaten an; wer es schon hat, behält es."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--seed", type=int, default=SEED, help="Gleiche Zahl, gleiche Daten."
        )

    def handle(self, **options: Any) -> None:
        if Process.objects.filter(is_example=True).exists():
            self.stdout.write("Die Beispieldaten sind schon da.")
            return
        process = build_example(seed=options["seed"], today=timezone.localdate())
        self.stdout.write(f"Beispieldaten angelegt: {process.title}")
