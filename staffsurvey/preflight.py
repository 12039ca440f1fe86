"""What on this server would break the promise of anonymity."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Finding:
    """Something to look at; a survey does not start while a blocking one is there."""

    title: str
    remedy: str
    is_blocking: bool = True


def examine() -> list[Finding]:
    findings = []
    if settings.DEBUG:
        findings.append(
            Finding(
                _("Die Anwendung läuft im Entwicklungsmodus."),
                _("Bitte DEBUG nicht setzen: Fehlerseiten zeigen sonst Eingaben."),
            )
        )
    return findings
