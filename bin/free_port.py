"""Say in German why HOST and PORT cannot be listened on, or nothing if they can."""

import errno
import os
import socket
import sys
import time

PATIENCE = 3  # seconds; the workers of a killed server need two to notice and leave


def main() -> None:
    host, port = os.environ["HOST"], os.environ["PORT"]
    if not port.isdecimal() or not 0 < int(port) < 65536:
        sys.exit(f"PORT muss eine Zahl von 1 bis 65535 sein, nicht „{port}“.")
    deadline = time.monotonic() + PATIENCE
    while error := _refusal(host, int(port)):
        if error.errno == errno.EACCES:
            sys.exit(f"Port {port} ist root vorbehalten. Anderer: PORT=8000 bin/start")
        if error.errno != errno.EADDRINUSE:
            sys.exit(f"HOST={host} ist keine Adresse dieses Rechners.")
        if time.monotonic() > deadline:
            other = int(port) % 65535 + 1
            sys.exit(f"Port {port} ist belegt. Anderer Port: PORT={other} bin/start")
        time.sleep(0.2)


def _refusal(host: str, port: int) -> OSError | None:
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        socket.create_server(address, family=family).close()
    except OSError as error:
        return error
    return None


if __name__ == "__main__":
    main()
