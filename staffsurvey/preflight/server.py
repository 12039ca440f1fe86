"""What the server program and its settings would write down."""

from __future__ import annotations

import logging
import resource
import sys
from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from staffsurvey.preflight.findings import Finding
from staffsurvey.preflight.gunicorn import UnreadableError, access_lines

# Whatever catches errors or requests together with what was sent.
RECORDERS = {
    "bugsnag",
    "ddtrace",
    "debug_toolbar",
    "elasticapm",
    "honeybadger",
    "newrelic",
    "opentelemetry",
    "raven",
    "rollbar",
    "scout_apm",
    "sentry_sdk",
    "silk",
}


def examine_server() -> Iterator[Finding]:
    yield from _development()
    yield from _access_log()
    yield from _statements_in_the_log()
    yield from _mail_about_errors()
    yield from _recorders()
    yield from _core_dumps()
    yield from _https()


def _development() -> Iterator[Finding]:
    if settings.DEBUG:
        yield Finding(
            _("Die Anwendung läuft im Entwicklungsmodus."),
            _("Bitte DEBUG nicht setzen: Fehlerseiten zeigen sonst Eingaben."),
        )
    if "runserver" in sys.argv:
        yield Finding(
            _("Der Entwicklungsserver schreibt jede Anfrage mit Uhrzeit auf."),
            _("Bitte mit bin/start starten."),
        )


def _access_log() -> Iterator[Finding]:
    try:
        causes = access_lines()
    except UnreadableError:
        yield Finding(
            _("Ob der Webserver Anfragen mitschreibt, lässt sich nicht feststellen."),
            _("Bitte gunicorn.conf.py und GUNICORN_CMD_ARGS berichtigen."),
        )
        return
    if causes:
        yield Finding(
            _("Der Webserver schreibt auf, welche Adresse wann etwas gesendet hat."),
            _(
                "Bitte {names} aus den Einstellungen von gunicorn nehmen (gunicorn.conf.py, "
                "GUNICORN_CMD_ARGS, Startbefehl) und neu starten."
            ).format(names=", ".join(causes)),
        )


def _statements_in_the_log() -> Iterator[Finding]:
    names = ["django.db.backends", "django.server"]
    loud = [n for n in names if logging.getLogger(n).isEnabledFor(logging.DEBUG)]
    if loud:
        yield Finding(
            _("Das Protokoll der Anwendung nimmt Anfragen oder Datenbankbefehle auf."),
            _("Bitte in LOGGING die Stufe für {loggers} auf WARNING setzen.").format(
                loggers=", ".join(loud)
            ),
        )


def _mail_about_errors() -> Iterator[Finding]:
    if settings.ADMINS:
        yield Finding(
            _("Bei Fehlern gehen E-Mails hinaus, in denen Eingaben stehen können."),
            _("Bitte ADMINS leer lassen."),
        )


def _recorders() -> Iterator[Finding]:
    loaded = {name.partition(".")[0] for name in sys.modules}
    if found := sorted(RECORDERS & loaded):
        yield Finding(
            _("Ein Dienst zeichnet Fehler oder Anfragen auf: {names}.").format(
                names=", ".join(found)
            ),
            _("Bitte diese Pakete aus den Einstellungen und der Umgebung entfernen."),
        )


def _core_dumps() -> Iterator[Finding]:
    if resource.getrlimit(resource.RLIMIT_CORE)[0]:
        yield Finding(
            _(
                "Stürzt das Programm ab, darf sein Speicher auf die Platte geschrieben werden."
            ),
            _("Bitte vor dem Start „ulimit -c 0“ ausführen."),
            is_blocking=False,
        )


def _https() -> Iterator[Finding]:
    if not settings.HTTPS:
        yield Finding(
            _("Ohne HTTPS kann mitlesen, wer die Leitung anzapft."),
            _(
                "Bitte einen Webserver mit Zertifikat vorschalten und HTTPS=True setzen. "
                "Ohne HTTPS verschließt erst der Server die Umschläge, nicht schon der "
                "Browser."
            ),
            is_blocking=False,
        )
