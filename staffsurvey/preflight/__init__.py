"""What on this server would break the promise of anonymity."""

from __future__ import annotations

from collections.abc import Iterable
from time import monotonic

from django.utils.translation import gettext as _

from staffsurvey.preflight.database import examine_database
from staffsurvey.preflight.findings import Finding
from staffsurvey.preflight.server import examine_server

__all__ = ["Finding", "blocking", "broken_promises", "confirmations", "examine"]

_SECONDS = 60.0


class KeptFindings:
    """What the database was found to write down, asked at most once in a minute."""

    def __init__(self) -> None:
        self._findings: list[Finding] = []
        self._until = 0.0

    def read(self) -> list[Finding]:
        if monotonic() >= self._until:
            self._findings = list(examine_database())
            self._until = monotonic() + _SECONDS
        return self._findings

    def forget(self) -> None:
        self._until = 0.0


database_for_the_public = KeptFindings()


def examine() -> list[Finding]:
    """Blocking ones first."""
    findings = [*examine_server(), *examine_database()]
    return sorted(findings, key=lambda finding: not finding.is_blocking)


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.is_blocking]


def broken_promises() -> list[str]:
    """For everybody who asks, as often as they like: what is found, not where."""
    findings = [*examine_server(), *database_for_the_public.read()]
    return [finding.title for finding in blocking(findings)]


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
