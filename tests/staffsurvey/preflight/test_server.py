import logging
import resource
import sys
from types import ModuleType

import pytest

from staffsurvey.preflight.server import examine_server


def titles():
    return [finding.title for finding in examine_server()]


def blocking():
    return [finding.title for finding in examine_server() if finding.is_blocking]


@pytest.fixture(autouse=True)
def no_core_dumps():
    before = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_CORE, before)


def test_server_behind_https_has_nothing_to_find(settings):
    settings.HTTPS = True

    assert titles() == []


def test_development_is_no_way_to_run_a_survey(settings, monkeypatch):
    settings.DEBUG = True
    monkeypatch.setattr(sys, "argv", ["manage.py", "runserver"])

    assert blocking() == [
        "Die Anwendung läuft im Entwicklungsmodus.",
        "Der Entwicklungsserver schreibt jede Anfrage mit Uhrzeit auf.",
    ]


ACCESS = "Der Webserver schreibt auf, welche Adresse wann etwas gesendet hat."


def test_access_log_from_the_environment_is_found(monkeypatch):
    monkeypatch.setenv("GUNICORN_CMD_ARGS", "--access-logfile=-")

    assert blocking() == [ACCESS]


def test_access_log_on_the_command_line_is_found(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["gunicorn", "--access-logfile", "x.log"])

    assert blocking() == [ACCESS]


def test_access_log_in_the_configuration_is_found(settings, tmp_path):
    (tmp_path / "gunicorn.conf.py").write_text('accesslog = "-"\n')
    settings.BASE_DIR = tmp_path

    assert blocking() == [ACCESS]


@pytest.mark.parametrize("name", ["django.db.backends", "django.server"])
def test_log_that_takes_statements_or_requests_is_found(name):
    logger = logging.getLogger(name)
    before = logger.level
    logger.setLevel(logging.DEBUG)
    try:
        (finding,) = [f for f in examine_server() if f.is_blocking]
    finally:
        logger.setLevel(before)

    assert (
        finding.remedy == f"Bitte in LOGGING die Stufe für {name} auf WARNING setzen."
    )


def test_mail_about_errors_is_found(settings):
    settings.ADMINS = [("IT", "it@example.org")]

    assert blocking() == [
        "Bei Fehlern gehen E-Mails hinaus, in denen Eingaben stehen können."
    ]


def test_what_records_errors_is_found(monkeypatch):
    monkeypatch.setitem(sys.modules, "silk.middleware", ModuleType("silk"))
    monkeypatch.setitem(sys.modules, "sentry_sdk", ModuleType("sentry_sdk"))

    assert blocking() == [
        "Ein Dienst zeichnet Fehler oder Anfragen auf: sentry_sdk, silk."
    ]


def test_core_dumps_and_http_are_named_but_block_nothing(settings):
    most = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (most, most))

    expected = ["Ohne HTTPS kann mitlesen, wer die Leitung anzapft."]
    if most:
        expected.insert(
            0,
            "Stürzt das Programm ab, darf sein Speicher auf die Platte geschrieben "
            "werden.",
        )
    assert titles() == expected
    assert blocking() == []
