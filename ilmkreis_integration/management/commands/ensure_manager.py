from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand
from django.db import transaction

from ilmkreis_integration.access import Role
from ilmkreis_integration.domain.link_codes import new_link_code

USERNAME = "verwaltung"


class Command(BaseCommand):
    help = "Legt die Rollen und, wenn es noch niemanden gibt, das erste Konto an."

    @transaction.atomic
    def handle(self, **options: Any) -> None:
        for role in Role:
            Group.objects.get_or_create(name=role.value)
        # The example data bring accounts that nobody can use.
        if not User.objects.filter(is_active=True).exists():
            make_first_account()
        self.stdout.write(f"Anmeldung: {account_name()} / {password_to_show()}")


def password_file() -> Path:
    """The file that tells the first password."""
    return settings.DATA_DIR / "anmeldung.txt"


def make_first_account() -> None:
    password = readable_password()
    user = User.objects.create_superuser(USERNAME, password=password)
    user.groups.add(Group.objects.get(name=Role.MANAGEMENT.value))
    password_file().unlink(missing_ok=True)
    password_file().touch(mode=0o600)
    password_file().write_text(f"{USERNAME} / {password}\n", encoding="utf-8")


def readable_password() -> str:
    """Twelve characters that cannot be mistaken for each other, in groups of four."""
    code = new_link_code().lower()
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def account_name() -> str:
    """The first account, or who manages the process after it was given up."""
    accounts = User.objects.filter(is_active=True).order_by("pk")
    user = (
        accounts.filter(username=USERNAME).first()
        or accounts.filter(groups__name=Role.MANAGEMENT.value).first()
    )
    return user.username if user else USERNAME


def password_to_show() -> str:
    if password_file().exists():
        line = password_file().read_text("utf-8").strip()
        name, _slash, password = line.partition(" / ")
        if name == account_name() and authenticate(username=name, password=password):
            return password
    return "(Ihr geändertes Passwort)"
