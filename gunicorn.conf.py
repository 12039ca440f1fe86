"""How gunicorn serves the application; it reads this file by itself."""

import os

host = os.environ.get("HOST", "127.0.0.1")
port = os.environ.get("PORT", "8000")
bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"

worker_class = "gthread"
workers = 2
threads = 4
max_requests = 5000
max_requests_jitter = 500
graceful_timeout = 30
control_socket_disable = True
loglevel = "error"  # its warnings name addresses of visitors


def post_worker_init(worker):
    """Pass on what bin/start has to say, once the first worker can answer."""
    if worker.age == 1 and "ANNOUNCEMENT" in os.environ:
        print(os.environ["ANNOUNCEMENT"], flush=True)  # noqa: T201
