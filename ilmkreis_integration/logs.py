from __future__ import annotations

import logging


class Discreet(logging.Filter):
    """Keep out of the log who asked for what: a path may be somebody's own link."""

    def filter(self, record: logging.LogRecord) -> bool:
        if not hasattr(record, "request"):
            return True
        if record.name.startswith("django.security."):
            record.exc_info = None  # where it was found out does not matter
        else:
            record.msg, record.args = "Fehler bei einer Anfrage", ()
        return record.levelno >= logging.ERROR
