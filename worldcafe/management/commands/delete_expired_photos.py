from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from worldcafe.services.photos import delete_expired_photos


class Command(BaseCommand):
    help = "Löscht Fotos aus den World Cafés, deren Frist abgelaufen ist (täglich)."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"Gelöschte Fotos: {delete_expired_photos()}")
