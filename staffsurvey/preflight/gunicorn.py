"""Whether gunicorn writes a line for each request, however somebody told it to.

Its own parser reads the files and arguments, so that abbreviations and other files count
as they do when it starts.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings
from gunicorn.app.base import Application
from gunicorn.config import LoggerClass, get_default_config_file

_OURS = "gunicorn.conf.py"
_ACCESS_LOGGER = "gunicorn.access"
# Each of these makes it write access lines, or hand over what it would need for them.
_LOUD = ["accesslog", "logconfig", "logconfig_dict", "logconfig_json", "statsd_host"]
_THEIR_LOGGERS = {LoggerClass.default, "simple"}
# From "warning" on, its own messages name addresses.
_QUIET_LEVELS = {"error", "critical"}


class UnreadableError(Exception):
    """Gunicorn would refuse these settings itself."""


def access_lines() -> list[str]:
    """What makes it write them, by the name of the setting. Raises `UnreadableError`."""
    arguments = tuple(sys.argv[1:]) if _is_serving() else ()
    environment = os.environ.get("GUNICORN_CMD_ARGS", "")
    found = _loud_settings(arguments, environment, _default_file())
    handlers = logging.getLogger(_ACCESS_LOGGER).handlers
    return list(found) or ([_ACCESS_LOGGER] if handlers else [])


def _is_serving() -> bool:
    """Whether this process is gunicorn, by its script or by `python -m gunicorn`."""
    program = Path(sys.argv[0])
    return "gunicorn" in (program.stem, program.parent.name)


def _default_file() -> str:
    """What gunicorn takes where nobody names another file."""
    found = get_default_config_file() if _is_serving() else None
    return found or str(Path(settings.BASE_DIR, _OURS))


@cache
def _loud_settings(
    arguments: tuple[str, ...], environment: str, default_file: str
) -> tuple[str, ...]:
    """A process keeps the settings that it was started with, so once is enough.

    `environment` is what gunicorn reads by itself. Raises `UnreadableError`.
    """
    try:
        return tuple(_loud(_Settings(arguments, default_file)))
    except (SystemExit, Exception) as error:
        raise UnreadableError from error


class _Settings(Application):
    """As gunicorn puts them together, without a server."""

    def __init__(self, arguments: tuple[str, ...], default_file: str) -> None:
        self._arguments = arguments
        self._default_file = default_file
        super().__init__()

    def load_config(self) -> None:
        parser = self.cfg.parser()
        in_environment = parser.parse_args(self.cfg.get_cmd_args_from_env())
        given = parser.parse_args(self._arguments)
        file = given.config or in_environment.config or self._default_file
        self.load_config_from_file(file)
        for source in (in_environment, given):
            for name, value in vars(source).items():
                if value is not None and name != "args":
                    self.cfg.set(name, value)


def _loud(application: _Settings) -> Iterator[str]:
    cfg = application.cfg
    yield from (name for name in _LOUD if getattr(cfg, name))
    if cfg.syslog and not cfg.disable_redirect_access_to_syslog:
        yield "syslog"
    if cfg.settings["logger_class"].get() not in _THEIR_LOGGERS:
        yield "logger_class"
    if cfg.loglevel.lower() not in _QUIET_LEVELS:
        yield "loglevel"
