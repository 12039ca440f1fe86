"""Accounts and their roles."""

from __future__ import annotations

import secrets

from django.contrib.auth.models import Group, User
from django.db import transaction

from ilmkreis_integration.access import Role
from ilmkreis_integration.domain.link_codes import ALPHABET

# Four groups of four characters: 77 bits, readable over the telephone.
_GROUPS, _GROUP_LENGTH = 4, 4


def new_password() -> str:
    groups = [
        "".join(secrets.choice(ALPHABET) for _ in range(_GROUP_LENGTH))
        for _ in range(_GROUPS)
    ]
    return "-".join(groups)


@transaction.atomic
def open_account(username: str, *, role: Role) -> tuple[User, str]:
    """Make an account; return it with its password, which is stored nowhere else."""
    password = new_password()
    account = User.objects.create_user(username, password=password)
    set_role(account, role)
    return account, password


@transaction.atomic
def set_role(account: User, role: Role) -> None:
    """Give `account` this role and no other."""
    group, _created = Group.objects.get_or_create(name=role.value)
    account.groups.set([group])


def renew_password(account: User) -> str:
    """Give `account` a new password and return it."""
    password = new_password()
    account.set_password(password)
    account.save(update_fields=["password"])
    return password
