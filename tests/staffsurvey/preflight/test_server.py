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


def remedies():
    return [finding.remedy for finding in examine_server() if finding.is_blocking]


def take_out(name):
    return (
        f"Bitte {name} aus den Einstellungen von gunicorn nehmen (gunicorn.conf.py, "
        "GUNICORN_CMD_ARGS, Startbefehl) und neu starten."
    )


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ("--access-logfile=-", "accesslog"),
        ("--access-logfi -", "accesslog"),  # argparse takes abbreviations
        ("--log-config logging.conf", "logconfig"),
        ("--log-config-json logging.json", "logconfig_json"),
        ("--log-syslog", "syslog"),
        ("--statsd-host localhost:8125", "statsd_host"),
        ("--logger-class tests.Logger", "logger_class"),
        ("--log-level info", "loglevel"),
    ],
)
def test_access_log_is_found_however_it_is_switched_on(monkeypatch, arguments, name):
    monkeypatch.setattr(
        sys, "argv", ["/srv/.venv/bin/gunicorn", *arguments.split(), "app"]
    )
    assert remedies() == [take_out(name)]

    monkeypatch.setattr(sys, "argv", ["manage.py", "anonymity_preflight"])
    monkeypatch.setenv("GUNICORN_CMD_ARGS", arguments)
    assert remedies() == [take_out(name)]
    assert blocking() == [ACCESS]


@pytest.mark.parametrize(
    "line",
    [
        'accesslog = "-"',
        'logconfig = "logging.conf"',
        'logconfig_dict = {"version": 1}',
        'logconfig_json = "logging.json"',
        "syslog = True",
    ],
)
@pytest.mark.parametrize("is_other", [False, True])
def test_access_log_in_a_configuration_is_found(
    settings, monkeypatch, tmp_path, line, is_other
):
    file = tmp_path / ("other.py" if is_other else "gunicorn.conf.py")
    file.write_text(f'loglevel = "error"\n{line}\n')
    if is_other:
        program = "/srv/.venv/lib/site-packages/gunicorn/__main__.py"
        monkeypatch.setattr(sys, "argv", [program, "-c", str(file), "app"])
    else:
        settings.BASE_DIR = tmp_path

    assert remedies() == [take_out(line.partition(" ")[0])]


def test_syslog_without_requests_is_fine(monkeypatch):
    monkeypatch.setenv(
        "GUNICORN_CMD_ARGS", "--log-syslog --disable-redirect-access-to-syslog"
    )

    assert blocking() == []


def test_access_log_that_was_switched_on_in_the_process_is_found(monkeypatch):
    logger = logging.getLogger("gunicorn.access")
    monkeypatch.setattr(logger, "handlers", [logging.NullHandler()])

    assert remedies() == [take_out("gunicorn.access")]


def test_settings_that_gunicorn_cannot_read_are_no_good_sign(monkeypatch, capsys):
    monkeypatch.setenv("GUNICORN_CMD_ARGS", "--no-such-setting")

    assert blocking() == [
        "Ob der Webserver Anfragen mitschreibt, lässt sich nicht feststellen."
    ]
    assert "--no-such-setting" in capsys.readouterr().err


def test_configuration_runs_once_in_a_process(settings, tmp_path):
    (tmp_path / "gunicorn.conf.py").write_text(
        "import pathlib\n"
        'loglevel = "error"\n'
        'with pathlib.Path(__file__).with_name("runs").open("a") as runs:\n'
        '    runs.write("x")\n'
    )
    settings.BASE_DIR = tmp_path

    assert (blocking(), blocking()) == ([], [])
    assert (tmp_path / "runs").read_text() == "x"


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
    monkeypatch.setitem(sys.modules, "opentelemetry.trace", ModuleType("trace"))

    assert blocking() == [
        "Ein Dienst zeichnet Fehler oder Anfragen auf: opentelemetry, silk."
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
