import re

from ilmkreis_integration.access import Role
from ilmkreis_integration.accounts import (
    new_password,
    open_account,
    renew_password,
    set_role,
)
from tests.factories import PASSWORD, UserFactory


def test_passwords_can_be_read_out_and_differ():
    passwords = {new_password() for _ in range(50)}

    assert len(passwords) == 50
    for password in passwords:
        assert re.fullmatch(
            r"([2-9A-HJKMNP-TW-Z]{4}-){3}[2-9A-HJKMNP-TW-Z]{4}", password
        )


def test_open_account_returns_its_password(client, db):
    account, password = open_account("anna.muster", role=Role.EVALUATION)

    assert client.login(username="anna.muster", password=password)
    assert password not in account.password
    assert list(account.groups.values_list("name", flat=True)) == ["Auswertung"]


def test_set_role_replaces_the_one_before(db):
    account = UserFactory(role=Role.MANAGEMENT)

    set_role(account, Role.READING)

    assert list(account.groups.values_list("name", flat=True)) == ["Leseberechtigt"]


def test_renewed_password_is_the_only_one(client, db):
    account = UserFactory()

    password = renew_password(account)

    assert not client.login(username=account.username, password=PASSWORD)
    assert client.login(username=account.username, password=password)
