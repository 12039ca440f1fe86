"""What an attacker can get hold of: files, rows with their system columns, logs, secrets.

Everything but the passphrase, which is on paper.
"""

from dataclasses import dataclass, field
from pathlib import Path

from tests.staffsurvey.attack.people import Person, ProxyLog
from tests.staffsurvey.attack.site import Site, copy_files

PAGE_SIZES = {True: 4096, False: 8192}
_TABLES = {
    True: "SELECT name FROM sqlite_master WHERE type = 'table'",
    False: "SELECT relname AS name FROM pg_class "
    "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace",
}
_ROWS = {
    True: 'SELECT rowid AS "sys rowid", * FROM "{table}"',
    False: """
        SELECT (ctid::text::point)[0] * 1000 + (ctid::text::point)[1] AS "sys ctid",
        xmin::text::bigint AS "sys xmin", xmax::text::bigint AS "sys xmax",
        cmin::text::bigint AS "sys cmin", {commit_time} AS "sys commit time", *
        FROM "{table}" """,
}


@dataclass(frozen=True)
class Moment:
    """The database at one moment: its rows, as a backup has them, and its files."""

    name: str
    # By table.
    rows: dict[str, list[dict[str, object]]]
    # What lies in the database, and what its log of changes still tells.
    files: list[Path]
    journal: list[Path]


@dataclass
class Loot:
    """All that was taken on the way."""

    site: Site
    people: list[Person]
    # The codes in the order of printing, and what the database keeps of them.
    printed: list[str]
    digests: list[str]
    moments: list[Moment] = field(default_factory=list)
    proxy: ProxyLog = field(default_factory=ProxyLog)
    # Only where somebody kept it, against the rules.
    passphrase: str | None = None

    @property
    def page_size(self):
        return PAGE_SIZES[self.site.is_sqlite]

    @property
    def before(self):
        """Backups that were made before the opening."""
        return self.moments[:-1]

    @property
    def after(self):
        return self.moments[-1]

    def server_log(self):
        """Who was answered in which order, as the server itself would note it."""
        lines = self.site.access_log.read_text("utf-8").splitlines()
        by_address = {person.address: person.number for person in self.people}
        return {
            by_address[line.split()[0]]: number
            for number, line in enumerate(lines)
            if line.split()[0] in by_address
        }

    def error_logs(self):
        """What the application and the database wrote while people answered."""
        cluster = self.site.cluster
        logs = [self.site.server_log, *(cluster.glob("log*") if cluster else [])]
        return [log for log in logs if log.is_file()]

    def take(self, name):
        """Back everything up as it is now."""
        site = self.site
        if site.is_sqlite:
            files, journal = [site.database], [Path(f"{site.database}-wal")]
        else:
            site.query("CHECKPOINT")
            files, journal = _cluster_files(site)
        directory = site.directory / f"loot-{len(self.moments)}"
        directory.mkdir()
        moment = Moment(
            name,
            all_rows(site),
            copy_files(files, directory / "files"),
            copy_files(journal, directory / "journal"),
        )
        self.moments.append(moment)


def _cluster_files(site):
    (row,) = site.query(
        "SELECT oid, pg_walfile_name(pg_current_wal_lsn()) AS current "
        "FROM pg_database WHERE datname = current_database()"
    )
    files = sorted((site.cluster / "base" / str(row["oid"])).iterdir())
    times = sorted((site.cluster / "pg_commit_ts").iterdir())
    # Segments after the current one are empty, or hold what is older.
    journal = sorted((site.cluster / "pg_wal").glob("0*"))
    return [f for f in [*files, *times] if f.is_file()], journal


def all_rows(site):
    """Of every table, with the columns of the system."""
    tables = [row["name"] for row in site.query(_TABLES[site.is_sqlite])]
    template = _ROWS[site.is_sqlite]
    time = "NULL"
    if not site.is_sqlite:
        (row,) = site.query("SHOW track_commit_timestamp")
        if row["track_commit_timestamp"] == "on":
            time = "pg_xact_commit_timestamp(xmin)"
    return {
        table: site.query(template.format(table=table, commit_time=time))
        for table in tables
        if not table.startswith("sqlite_")
    }
