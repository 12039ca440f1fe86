"""What on this server would break the promise of anonymity."""

from __future__ import annotations

from django.utils.translation import gettext as _

from staffsurvey.preflight.database import examine_database
from staffsurvey.preflight.findings import Finding
from staffsurvey.preflight.server import examine_server

__all__ = ["Finding", "confirmations", "examine"]


def examine() -> list[Finding]:
    """Blocking ones first."""
    findings = [*examine_server(), *examine_database()]
    return sorted(findings, key=lambda finding: not finding.is_blocking)


def confirmations() -> list[str]:
    """What nobody can look up from here; people have to vouch for it."""
    return [
        _(
            "Der vorgeschaltete Webserver oder Proxy schreibt für /mitarbeiterbefragung/ "
            "kein Zugriffsprotokoll und zeichnet keine Inhalte auf."
        ),
        _(
            "Abbilder und Sicherungen der ganzen Maschine oder Platte werden nach der "
            "Öffnung gelöscht, wie die Sicherungen der Datenbank."
        ),
        _(
            "Rechner am Arbeitsplatz, die Bildschirm, Tastatur oder Netzverkehr "
            "aufzeichnen, sind bekannt; wer mag, antwortet mit einem eigenen Gerät."
        ),
    ]
