"""Servers as `bin/start` runs them, on ports and data of their own."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """A running gunicorn."""

    port: int
    pid: int

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def workers(self):
        """Their process ids, oldest first."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children")
        return [int(pid) for pid in children.read_text().split()]

    def cpu_seconds(self):
        """What the server and its workers, also those that ended, used so far."""
        own = _stat(self.pid)
        workers = [_stat(pid) for pid in self.workers()]
        ticks = sum(own[13:17]) + sum(sum(stat[13:15]) for stat in workers)
        return ticks / TICKS


def environment(directory, database_url):
    """What the programs of one site find in their environment."""
    return os.environ | {
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": database_url,
        "DATA_DIR": str(directory),
        "DEBUG": "False",
        "DJANGO_SETTINGS_MODULE": "ilmkreis_integration.settings",
        "HTTPS": "False",
        "SECRET_KEY": "benchmarks-need-a-key-of-fifty-characters-0123456789",
    }


def run_python(variables, *arguments):
    """Run Python in the project; return what it printed."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, *arguments],
        cwd=ROOT,
        env=variables,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout.strip()


@contextmanager
def served(application, variables, output=None):
    """Serve a WSGI application as `gunicorn.conf.py` says.

    What it prints goes to `output`, a file, if given.
    """
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", application]
    process = subprocess.Popen(  # noqa: S603
        [*command, "--bind", f"127.0.0.1:{port}"],
        cwd=ROOT,
        env=variables,
        stdout=output,
        stderr=output,
    )
    try:
        server = Server(port, process.pid)
        _wait_for(server, process)
        yield server
    finally:
        process.terminate()
        process.wait()


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(server, process):
    for _attempt in range(600):
        time.sleep(0.1)
        if process.poll() is not None:
            sys.exit("Der Server ist nicht gestartet.")
        try:
            with urllib.request.urlopen(f"{server.url}/healthz", timeout=5):  # noqa: S310
                return
        except urllib.error.HTTPError:
            return  # an application without that page
        except OSError:
            pass
    sys.exit("Der Server antwortet nicht.")


def _stat(pid):
    """The fields of /proc/PID/stat as `man proc` counts them, less one."""
    name, _bracket, rest = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")
    return [pid, name, rest[0], *map(int, rest.split()[1:])]
