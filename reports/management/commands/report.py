"""manage.py report synthese --format pdf --out bericht.pdf"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from ilmkreis_integration.models import Process
from reports.files import Variant, make_file

NAMES = ("synthese",)
FORMATS = {"pdf": Variant.PDF, "xlsx": Variant.XLSX}


class Command(BaseCommand):
    help = "Schreibt einen Bericht des aktuellen Verfahrens in eine Datei."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="welcher Bericht: " + ", ".join(NAMES))
        parser.add_argument("--format", default="pdf", help="pdf oder xlsx")
        parser.add_argument("--out", required=True, type=Path, help="Zieldatei")
        parser.add_argument(
            "--intern",
            action="store_true",
            help="schreibt die Tabelle für die Auswertung, mit allen Aussagen",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        _check(options["name"], NAMES, _("Diesen Bericht gibt es nicht: %(value)s."))
        _check(options["format"], FORMATS, _("Dieses Format gibt es nicht: %(value)s."))
        out = _writable(options["out"])
        process = Process.objects.current()
        if process is None:
            raise CommandError(_("Es ist noch kein Verfahren geladen."))
        variant = FORMATS[options["format"]]
        if variant is Variant.XLSX and options["intern"]:
            variant = Variant.INTERNAL_XLSX
        file = make_file(process, variant)
        try:
            out.write_bytes(file.content)
        except OSError as error:
            raise CommandError(f"{out}: {error.strerror}") from error
        self.stdout.write(_("Geschrieben: %(file)s") % {"file": out})


def _check(value: str, known: Any, message: str) -> None:
    if value in list(known):
        return
    hint = _("Möglich: %(known)s.") % {"known": ", ".join(known)}
    raise CommandError(f"{message % {'value': value}} {hint}")


def _writable(out: Path) -> Path:
    """Refuse what cannot be replaced before the long work begins."""
    if out.exists() and not out.is_file():
        raise CommandError(_("%(file)s ist keine Datei.") % {"file": out})
    if not out.parent.is_dir():
        raise CommandError(
            _("Den Ordner %(folder)s gibt es nicht.") % {"folder": out.parent}
        )
    return out
