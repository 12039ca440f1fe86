"""Each finding with real settings on the database that the tests run on."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from staffsurvey.preflight import broken_promises, confirmations, examine
from staffsurvey.preflight.database import examine_database

pytestmark = pytest.mark.django_db
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite only")
on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="PostgreSQL only"
)


def remedies():
    return [finding.remedy for finding in examine_database() if finding.is_blocking]


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_database_of_ours_breaks_no_promise():
    assert remedies() == []


@on_sqlite
def test_readable_remains_of_what_was_deleted_are_found():
    run("PRAGMA secure_delete=OFF")

    try:
        assert remedies() == [
            "Bitte „PRAGMA secure_delete=ON“ in DATABASES wieder einsetzen."
        ]
    finally:
        run("PRAGMA secure_delete=ON")


@on_postgresql
@pytest.mark.parametrize(
    ("name", "loud", "discreet"),
    [
        ("log_statement", "mod", "none"),
        ("log_duration", "on", "off"),
        ("log_min_duration_statement", "250", "-1"),
        ("log_min_duration_sample", "250", "-1"),
        ("log_transaction_sample_rate", "0.5", "0"),
        ("log_min_error_statement", "error", "panic"),
        ("log_parameter_max_length", "-1", "0"),
        ("log_parameter_max_length_on_error", "64", "0"),
        ("log_error_verbosity", "default", "terse"),
    ],
)
def test_setting_that_writes_too_much_is_found(name, loud, discreet):
    run(f"SET LOCAL {name} = '{loud}'")

    assert remedies() == [f"ALTER ROLE \"postgres\" SET {name} = '{discreet}';"]


@on_postgresql
def test_extension_that_records_statements_is_found():
    # The extension itself is not part of every PostgreSQL; its setting can be had.
    run("SET LOCAL auto_explain.log_min_duration = 0")

    assert remedies() == [
        "ALTER ROLE \"postgres\" SET auto_explain.log_min_duration = '-1';"
    ]


@on_postgresql
def test_archive_of_the_write_ahead_log_is_found(monkeypatch):
    # The server alone can switch it on, when it starts.
    monkeypatch.setattr(
        "staffsurvey.preflight.database._settings", lambda: {"archive_mode": "always"}
    )

    (remedy,) = remedies()
    assert remedy.startswith("ALTER SYSTEM SET archive_mode = off; Danach PostgreSQL")


@on_postgresql
def test_reader_of_the_write_ahead_log_is_named_but_blocks_nothing():
    # Outside of the transaction: a slot stays until it is dropped.
    run("SELECT pg_create_physical_replication_slot('copy')")
    try:
        titles = [finding.title for finding in examine_database()]
    finally:
        run("SELECT pg_drop_replication_slot('copy')")

    assert titles == [
        "Ein anderer Rechner liest das Änderungsprotokoll von PostgreSQL mit."
    ]


def test_public_does_not_ask_the_database_each_time(django_assert_num_queries):
    assert broken_promises() == []

    with django_assert_num_queries(0):
        assert broken_promises() == []


@on_postgresql
def test_binding_by_the_client_is_found():
    options = connection.settings_dict["OPTIONS"]
    other = connections.create_connection("default")
    other.settings_dict = connection.settings_dict | {
        "OPTIONS": options | {"server_side_binding": False}
    }
    other.connect()
    cursors = other.connection.cursor_factory
    other.close()
    before = connection.connection.cursor_factory
    connection.connection.cursor_factory = cursors

    try:
        assert remedies() == [
            "Bitte „server_side_binding“ in DATABASES wieder auf True setzen."
        ]
    finally:
        connection.connection.cursor_factory = before


def test_command_says_what_it_found_and_what_it_cannot_see(capsys):
    call_command("anonymity_preflight")

    printed = capsys.readouterr().out
    assert "Hinweis  Ohne HTTPS kann mitlesen" in printed
    assert "FEHLER" not in printed
    assert all(sentence in printed for sentence in confirmations())


def test_command_fails_where_a_survey_must_not_start(settings, capsys):
    settings.DEBUG = True

    with pytest.raises(CommandError, match=r"zu beheben: 1\."):
        call_command("anonymity_preflight")

    first = capsys.readouterr().out.splitlines()[0]
    assert first == "FEHLER   Die Anwendung läuft im Entwicklungsmodus."


def test_what_blocks_comes_first(settings):
    settings.DEBUG = True

    blocking = [finding.is_blocking for finding in examine()]

    assert blocking == sorted(blocking, reverse=True)
    assert blocking[0]
