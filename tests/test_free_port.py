import os
import socket
import subprocess
import sys

import pytest


def try_out(host, port):
    return subprocess.run(  # noqa: S603
        [sys.executable, "bin/free_port.py"],
        env=os.environ | {"HOST": host, "PORT": str(port)},
        capture_output=True,
        text=True,
    )


@pytest.fixture
def listener():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener


def test_free_port_is_passed_in_silence(listener):
    port = listener.getsockname()[1]
    listener.close()

    done = try_out("127.0.0.1", port)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_taken_port(listener):
    port = listener.getsockname()[1]

    done = try_out("127.0.0.1", port)

    assert done.returncode == 1
    assert done.stderr == (
        f"Port {port} ist belegt. Anderer Port: PORT={port + 1} bin/start\n"
    )


@pytest.mark.parametrize("port", ["abc", "", "0", "-1", "65536"])
def test_no_port(port):
    done = try_out("127.0.0.1", port)

    assert done.returncode == 1
    assert done.stderr == f"PORT muss eine Zahl von 1 bis 65535 sein, nicht „{port}“.\n"


@pytest.mark.parametrize("host", ["192.0.2.1", "gibt-es.invalid"])
def test_address_of_another_machine(host):
    done = try_out(host, 8000)

    assert done.returncode == 1
    assert done.stderr == f"HOST={host} ist keine Adresse dieses Rechners.\n"
