from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from staffsurvey.preflight import confirmations, examine


class Command(BaseCommand):
    help = "Prüft, ob etwas auf diesem Server die Anonymität der Befragung bricht."

    def handle(self, **options: Any) -> None:
        findings = examine()
        for finding in findings:
            kind = "FEHLER " if finding.is_blocking else "Hinweis"
            self.stdout.write(f"{kind}  {finding.title}\n         {finding.remedy}")
        self.stdout.write("\nVon hier nicht zu sehen, bitte bestätigen lassen:")
        for sentence in confirmations():
            self.stdout.write(f"  - {sentence}")
        blocking = sum(finding.is_blocking for finding in findings)
        if blocking:
            raise CommandError(f"So startet keine Befragung; zu beheben: {blocking}.")
        self.stdout.write("\nNichts davon bricht die Anonymität.")
