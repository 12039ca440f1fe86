"""The web server as bin/start runs it, with gunicorn.conf.py."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "gunicorn", "ilmkreis_integration.wsgi"]


@pytest.fixture
def serve(tmp_path):
    (tmp_path / "static").mkdir()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = str(probe.getsockname()[1])
    environment = os.environ | {
        "ANNOUNCEMENT": "Bereit: hier\nAnmeldung: so",
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
        "DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "ilmkreis_integration.settings",
        "HOST": "127.0.0.1",
        "PORT": port,
    }
    servers = []

    def serve(*before):
        server = subprocess.Popen(  # noqa: S603
            [*before, *COMMAND],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        servers.append(server)
        assert server.stdout.readline() == "Bereit: hier\n"
        assert server.stdout.readline() == "Anmeldung: so\n"
        return server, f"http://127.0.0.1:{port}/healthz"

    yield serve
    for server in servers:
        server.kill()
        server.communicate()


def test_announced_server_answers_and_ends_without_a_word(serve):
    server, url = serve()

    with urllib.request.urlopen(url, timeout=60) as answer:  # noqa: S310
        assert answer.status == 200
    server.terminate()

    assert server.communicate(timeout=60) == ("", "")
    assert server.returncode == 0


def test_crash_of_a_worker_leaves_no_memory_on_the_disk(serve):
    server, _url = serve()
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text()

    for pid in [str(server.pid), *children.split()]:
        limits = Path(f"/proc/{pid}/limits").read_text()
        [line] = [line for line in limits.splitlines() if "core file" in line]
        assert line.split() == ["Max", "core", "file", "size", "0", "0", "bytes"]


def test_closed_terminal_ends_the_server(serve):
    # The tests themselves may run under nohup.
    server, _url = serve("env", "--default-signal=HUP")

    server.send_signal(signal.SIGHUP)

    assert server.communicate(timeout=60) == ("", "")
    assert server.returncode == 0


def test_closed_terminal_is_nothing_to_a_server_under_nohup(serve):
    server, url = serve("nohup")

    server.send_signal(signal.SIGHUP)

    with urllib.request.urlopen(url, timeout=60) as answer:  # noqa: S310
        assert answer.status == 200
    assert server.poll() is None
