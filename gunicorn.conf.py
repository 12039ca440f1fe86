"""How gunicorn serves the application; it reads this file by itself."""

import os
import resource
import signal

host = os.environ.get("HOST", "127.0.0.1")
port = os.environ.get("PORT", "8000")
bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"

preload_app = True
worker_class = "gthread"
workers = 2
threads = 4
max_requests = 5000
max_requests_jitter = 500
graceful_timeout = 30
control_socket_disable = True
loglevel = "error"  # its warnings name addresses of visitors

under_nohup = signal.getsignal(signal.SIGHUP) == signal.SIG_IGN


def on_starting(server):
    """Let no crash write what somebody just sent to the disk."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def when_ready(server):
    """End with the terminal; gunicorn would take its end for a wish to reload."""
    if not under_nohup:
        signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))


def post_worker_init(worker):
    """Pass on what bin/start has to say once the last of the workers is there."""
    if worker.age == workers and "ANNOUNCEMENT" in os.environ:
        print(os.environ["ANNOUNCEMENT"], flush=True)  # noqa: T201
