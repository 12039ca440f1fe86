"""The application as `bin/start` serves it, on a database of its own."""

import json
import shutil
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.benchmarks.serving import environment, run_python, served
from tests.postgres import postgres

PRODUCT = "ilmkreis_integration.wsgi"
CONTROLS = "tests.staffsurvey.attack.control_designs"
# Against the rules of the preflight, in favour of the attacker: times of all commits.
FOR_THE_ATTACKER = {"track_commit_timestamp": "on", "autovacuum": "off"}
ACCESS_LOG = '%(h)s "%(r)s" %(s)s'


@dataclass(frozen=True)
class Site:
    """Where a served application keeps its things."""

    directory: Path
    database_url: str
    # Of the cluster; None on SQLite.
    cluster: Path | None = None

    @property
    def is_sqlite(self):
        return self.cluster is None

    @property
    def database(self):
        """The file of the database, on SQLite."""
        return self.directory / "db.sqlite3"

    @property
    def access_log(self):
        return self.directory / "access.log"

    @property
    def server_log(self):
        """All that the application prints."""
        return self.directory / "server.log"

    @property
    def variables(self):
        """With an access log of the server, which ours does not write."""
        log = f"--access-logfile {self.access_log} --access-logformat '{ACCESS_LOG}'"
        variables = environment(self.directory, self.database_url)
        temporary = self.directory / "tmp"
        temporary.mkdir(exist_ok=True)
        return variables | {"GUNICORN_CMD_ARGS": log, "TMPDIR": str(temporary)}

    def call(self, function, *arguments):
        """Call a function of this package in a process of its own, as a command would."""
        module, _dot, name = function.rpartition(".")
        code = (
            f"import json; from tests.staffsurvey.attack.{module} import {name}; "
            f"print(json.dumps({name}(*json.loads({json.dumps(arguments)!r}))))"
        )
        command = ("manage.py", "shell", "--verbosity", "0", "--command", code)
        return json.loads(run_python(self.variables, *command).splitlines()[-1])

    @contextmanager
    def serve(self, application):
        """As `bin/start` does."""
        (self.directory / "static").mkdir(exist_ok=True)
        with (
            self.server_log.open("ab") as output,
            served(application, self.variables, output) as server,
        ):
            yield server

    def query(self, sql):
        """Rows as dictionaries, read past the application."""
        if self.is_sqlite:
            address = f"file:{self.database}?mode=ro"
            with closing(sqlite3.connect(address, uri=True)) as database:
                cursor = database.execute(sql)
                return _dictionaries(cursor)
        with psycopg.connect(
            _for_psycopg(self.database_url), autocommit=True
        ) as database:
            return _dictionaries(database.execute(sql))

    def execute(self, sql):
        """Change the database past the application."""
        if self.is_sqlite:
            with closing(sqlite3.connect(self.database)) as database, database:
                database.execute(sql)
        else:
            self.query(sql)

    def migrate(self):
        run_python(self.variables, "manage.py", "migrate", "--verbosity", "0")


def _dictionaries(cursor):
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor] if names else []


def _for_psycopg(url):
    """Of postgres://postgres@//directory/name, which only Django reads."""
    directory, _slash, name = url.split("@/")[1].rpartition("/")
    return f"host={directory} user=postgres dbname={name}"


def sqlite_site(directory, *, schema_of):
    """A site on SQLite; its schema is copied from another database file."""
    site = Site(directory, f"sqlite:///{directory}/db.sqlite3")
    with (
        closing(sqlite3.connect(schema_of)) as source,
        closing(sqlite3.connect(site.database)) as target,
    ):
        source.backup(target)
    return site


@contextmanager
def postgresql_site(directory, settings=FOR_THE_ATTACKER):
    """A site on a PostgreSQL cluster of its own, whose files can be read."""
    with postgres(settings) as url:
        cluster = Path(_for_psycopg(url).split()[0].removeprefix("host="))
        site = Site(directory, url, cluster)
        site.migrate()
        yield site


def copy_files(files, directory):
    """Copies of files as they lie on the disk, torn or not."""
    directory.mkdir()
    copies = []
    for number, file in enumerate(files):
        if file.exists():  # the log of changes comes and goes
            copy = directory / f"{number:03}-{file.name}"
            shutil.copyfile(file, copy)
            copy.chmod(0o600)
            copies.append(copy)
    return copies
