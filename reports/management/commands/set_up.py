"""manage.py set_up: everything that bin/start does to a database."""

from __future__ import annotations

from argparse import ArgumentParser
from contextlib import closing
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ilmkreis_integration.content.loading import load_process
from ilmkreis_integration.models import Process
from reports.example.building import CONTENT, SEED, build_example
from staffsurvey.importing.taking_over import delete_old_imports


class Command(BaseCommand):
    help = "Richtet die Datenbank ein; was schon da ist, bleibt, wie es ist."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--leer", action="store_true", help="beginnt ohne Beispieldaten"
        )

    def handle(self, **options: Any) -> None:
        _reach_database()
        call_command("migrate", verbosity=0)
        # Only where there is no process: nobody gets back what they have removed.
        if not Process.objects.exists():
            self._load(with_example=not options["leer"])
        delete_old_imports()
        call_command("ensure_manager", stdout=self.stdout)

    @transaction.atomic  # an interrupted loading has never begun; the next does it all
    def _load(self, *, with_example: bool) -> None:
        self._say(_("Lade das Verfahren …"))
        load_process(CONTENT, starts_on=timezone.localdate())
        if with_example:
            self._say(_("Lade Beispieldaten …"))
            build_example(seed=SEED, today=timezone.localdate())

    def _say(self, text: str) -> None:
        self.stderr.write(text, str)  # not in red: it is no error


def _reach_database() -> None:
    """Ask without the pool, which would hide the reason and try for half a minute."""
    probe = connection.copy()
    probe.settings_dict["OPTIONS"].pop("pool", None)
    try:
        with closing(probe):
            probe.ensure_connection()
    except OperationalError as error:
        message = _("Die Datenbank ist nicht erreichbar: %(reason)s")
        raise CommandError(message % {"reason": str(error).strip()}) from error
