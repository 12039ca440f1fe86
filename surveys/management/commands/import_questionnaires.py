from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ilmkreis_integration.tables.findings import Findings, ImportRefusedError
from ilmkreis_integration.tables.problems import TableError
from surveys.importing.examining import Examination, examine
from surveys.importing.receiving import earlier_import, receive, stored_source
from surveys.importing.storing import ImportedMeanwhileError, store_import
from surveys.models import Channel, Import, Questionnaire


class Command(BaseCommand):
    help = "Liest ausgefüllte Bögen aus unserer Excel-Vorlage ein: alle oder keinen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="DATEI.xlsx")
        parser.add_argument("--questionnaire", required=True, metavar="KURZNAME")
        parser.add_argument(
            "--channel",
            required=True,
            metavar="NAME",
            help="Ausgabestelle für Bögen, bei denen in der Tabelle keine steht.",
        )
        parser.add_argument(
            "--received-on",
            type=date.fromisoformat,
            metavar="JJJJ-MM-TT",
            help="Eingangstag, wo keiner in der Tabelle steht; ohne Angabe heute.",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="Nur prüfen, nichts speichern."
        )

    def handle(self, **options: Any) -> None:
        file: Path = options["file"]
        try:
            table = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        channel = _channel(options["questionnaire"], options["channel"])
        imported = Import(
            questionnaire=channel.questionnaire,
            channel=channel,
            format=Import.Format.TEMPLATE,
            received_on=options["received_on"] or timezone.localdate(),
            file_name=file.name[:200],
        )
        if earlier_import(imported, table):
            self.stdout.write("Diese Datei ist schon eingelesen. Neu: 0")
            return
        receive(imported, table=table)
        try:
            examination = self._run(imported, is_dry=options["dry_run"])
        finally:
            # Here nobody comes back to look at it.
            Import.objects.waiting().filter(pk=imported.pk).delete()
        self.stdout.write(f"Neu: {examination.new}, schon da: {examination.known}")

    def _run(self, imported: Import, *, is_dry: bool) -> Examination:
        try:
            source = stored_source(imported)
            examination = examine(source) if is_dry else store_import(imported, source)
            if examination.findings.count:
                raise ImportRefusedError(examination.findings)
        except TableError as error:
            findings = Findings()
            findings.add(*error.problems)
            raise self._refusal(findings) from error
        except ImportRefusedError as error:
            raise self._refusal(error.findings) from error
        except ImportedMeanwhileError as error:
            raise CommandError(
                "Jemand anderes hat gerade dieselben Bögen eingelesen."
            ) from error
        return examination

    def _refusal(self, findings: Findings) -> CommandError:
        for problem in findings.listed:
            self.stderr.write(str(problem))
        return CommandError(f"Nichts gespeichert. Fehler: {findings.count}")


def _channel(questionnaire: str, name: str) -> Channel:
    found = Questionnaire.objects.filter(slug=questionnaire).order_by(
        "-process__is_current"
    )
    if not found:
        known = ", ".join(Questionnaire.objects.values_list("slug", flat=True))
        raise CommandError(f"Kein Fragebogen „{questionnaire}“. Es gibt: {known}")
    channel = (
        found[0].channels.select_related("questionnaire").filter(name=name).first()
    )
    if channel is None:
        known = ", ".join(found[0].channels.values_list("name", flat=True))
        raise CommandError(f"Keine Ausgabestelle „{name}“. Es gibt: {known}")
    return channel
