import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse

from staffsurvey.cleaning import REMAINS, clear_away
from staffsurvey.models import FocusArea, HeldComment
from staffsurvey.services.releasing import state_of
from tests.factories import HeldCommentFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the log of SQLite"),
]


@pytest.fixture
def held(survey):
    area = FocusArea.objects.get(slug="wohnen")
    return HeldCommentFactory(focus_area=area, text="Frau Muster hilft immer.")


@pytest.fixture
def reader(held):
    """Somebody else who reads, and began before anything was deleted."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout=10")
    path = connection.settings_dict["NAME"]
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM staffsurvey_heldcomment").fetchone()
        yield other
    connection.close()


def log_size():
    return Path(f"{connection.settings_dict['NAME']}-wal").stat().st_size


def test_while_somebody_reads_the_log_stays_and_it_says_so(held, reader):
    held.delete()

    assert clear_away(HeldComment) is False
    assert log_size() > 0
    reader.execute("COMMIT")
    assert clear_away(HeldComment) is True
    assert log_size() == 0


def test_many_deleted_rows_give_their_space_back(held):
    path = Path(connection.settings_dict["NAME"])
    HeldCommentFactory.create_batch(200, focus_area=held.focus_area, text="x" * 9000)
    clear_away(HeldComment)
    before = path.stat().st_size

    HeldComment.objects.all().delete()

    assert clear_away(HeldComment)
    assert path.stat().st_size < before - 200 * 9000


@pytest.mark.parametrize("name", ["mask", "destroy"])
def test_reader_is_told_of_remains(releaser_client, held, reader, name):
    HeldComment.objects.update(is_withheld=name == "destroy")
    held.refresh_from_db()
    url = reverse(f"staffsurvey-reading:{name}", args=[held.pk])

    page = releaser_client.post(
        url, {"seen": state_of(held), "hint": "alle"}, follow=True
    ).content.decode()

    assert str(REMAINS) in page
    assert not HeldComment.objects.filter(text__contains="Muster").exists()


def files_with(words):
    path = Path(connection.settings_dict["NAME"])
    return [
        file.name
        for file in path.parent.glob(f"{path.name}*")
        if words.encode() in file.read_bytes()
    ]


def test_what_was_masked_is_in_no_file(releaser_client, held):
    assert files_with("Frau Muster hilft")
    url = reverse("staffsurvey-reading:mask", args=[held.pk])

    releaser_client.post(url, {"seen": state_of(held), "hint": "alle"})

    held.refresh_from_db()
    assert files_with("Frau Muster hilft") == []
    assert files_with(held.text)  # where it is looked for
