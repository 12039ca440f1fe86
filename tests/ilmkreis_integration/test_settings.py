"""What the environment makes of the settings, each time in a Python of its own."""

import os
import subprocess
import sys

import pytest

KEY = "print(settings.SECRET_KEY)"
DATABASE = "print(settings.DATABASES['default']['ENGINE'])"
IS_KEPT = (
    "database = settings.DATABASES['default'];"
    "print(database.get('CONN_MAX_AGE', 0) is None or 'pool' in database['OPTIONS'])"
)


@pytest.fixture
def ask(tmp_path):
    def ask(question, **environment):
        inherited = {
            name: value
            for name, value in os.environ.items()
            if name not in {"SECRET_KEY", "DATABASE_URL", "DEBUG"}
        }
        return subprocess.run(  # noqa: S603
            [sys.executable, "-c", f"from django.conf import settings; {question}"],
            env=inherited
            | {
                "DJANGO_SETTINGS_MODULE": "ilmkreis_integration.settings",
                "DATA_DIR": str(tmp_path),
            }
            | environment,
            capture_output=True,
            text=True,
        )

    return ask


def test_key_of_the_environment_comes_first(ask, tmp_path):
    (tmp_path / "secret-key").write_text("aus der Datei\n")

    assert ask(KEY, SECRET_KEY="aus der Umgebung").stdout == "aus der Umgebung\n"


def test_commands_find_the_key_that_the_first_start_made(ask, tmp_path):
    (tmp_path / "secret-key").write_text("aus der Datei\n")

    assert ask(KEY).stdout == "aus der Datei\n"
    assert ask(KEY, DEBUG="True").stdout == "aus der Datei\n"


def test_there_is_no_key_for_production_that_everybody_knows(ask):
    answer = ask(KEY)

    assert answer.returncode == 1
    assert "SECRET_KEY" in answer.stderr
    assert ask(KEY, DEBUG="True").stdout == "insecure-development-key\n"


@pytest.mark.parametrize(
    ("url", "engine"),
    [
        ("sqlite:////tmp/x.sqlite3", "django.db.backends.sqlite3"),
        ("postgres://name:wort@rechner/db", "django.db.backends.postgresql"),
        ("postgresql://name:wort@rechner/db", "django.db.backends.postgresql"),
    ],
)
def test_database_by_url(ask, url, engine):
    assert ask(DATABASE, DATABASE_URL=url).stdout == f"{engine}\n"


@pytest.mark.parametrize(
    "url", ["sqlite:////tmp/x.sqlite3", "postgres://name:wort@rechner/db"]
)
def test_connections_are_kept_from_one_request_to_the_next(ask, url):
    assert ask(IS_KEPT, DATABASE_URL=url).stdout == "True\n"


@pytest.mark.parametrize("url", ["quatsch", "mysql://name:wort@rechner/db"])
def test_other_databases_are_refused(ask, url):
    answer = ask(DATABASE, DATABASE_URL=url)

    assert answer.returncode == 1
    assert answer.stderr.endswith(
        "ImproperlyConfigured: DATABASE_URL: postgres://… oder sqlite:///…\n"
    )
