from io import StringIO

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command

from ilmkreis_integration.access import Role, has_role
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path


def ensure_manager():
    out = StringIO()
    call_command("ensure_manager", stdout=out)
    return out.getvalue()


def test_first_run_makes_roles_and_account(data_dir, client):
    line = ensure_manager()

    name, password = line.removeprefix("Anmeldung: ").strip().split(" / ")
    assert client.login(username=name, password=password)
    user = User.objects.get()
    assert has_role(user, Role.MANAGEMENT)
    assert user.is_superuser
    assert set(Group.objects.values_list("name", flat=True)) == set(Role.values)
    note = data_dir / "anmeldung.txt"
    assert note.read_text("utf-8") == f"{name} / {password}\n"
    assert note.stat().st_mode & 0o777 == 0o600


def test_second_run_tells_the_same_and_changes_nothing():
    first = ensure_manager()
    before = list(User.objects.values())

    assert ensure_manager() == first
    assert list(User.objects.values()) == before


def test_changed_password_is_not_told():
    ensure_manager()
    user = User.objects.get()
    user.set_password("ein ganz anderes Passwort")
    user.save()

    assert ensure_manager() == "Anmeldung: verwaltung / (Ihr geändertes Passwort)\n"


def test_lost_note_is_not_guessed(data_dir):
    ensure_manager()
    (data_dir / "anmeldung.txt").unlink()

    assert ensure_manager() == "Anmeldung: verwaltung / (Ihr geändertes Passwort)\n"


def test_other_accounts_are_left_alone():
    UserFactory(username="meier", role=Role.MANAGEMENT)

    line = ensure_manager()

    assert line == "Anmeldung: meier / (Ihr geändertes Passwort)\n"
    assert User.objects.get().username == "meier"


def test_unusable_account_of_the_example_data_does_not_count():
    UserFactory(username="beispiel", is_active=False)

    ensure_manager()

    assert User.objects.filter(username="verwaltung", is_active=True).exists()
