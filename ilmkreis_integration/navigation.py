"""What every page shows around its content."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.access import Role, has_role
from ilmkreis_integration.models import Process


@dataclass(frozen=True)
class Entry:
    """An entry of the menu; `is_here` marks the part of the site being shown."""

    title: str
    url: str
    is_here: bool


# Title, route, role. The longest matching path is where one is; the
# first entry is where somebody arrives.
_MENU = [
    (_("Verfahren"), "process:dashboard", Role.READING),
    (_("Fragebogen"), "surveys-setup:overview", Role.MANAGEMENT),
    (_("World Café"), "worldcafe-setup:overview", Role.MANAGEMENT),
    (_("Mitarbeiterbefragung"), "staffsurvey-setup:overview", Role.MANAGEMENT),
    (_("Freigabe"), "staffsurvey-reading:queue", Role.RELEASING),
    (_("Kommentare"), "staffsurvey-topics:topics", Role.TOPIC),
    (_("Aussagen"), "evaluation:coding-desk", Role.EVALUATION),
    (_("Synthese"), "evaluation:synthesis-overview", Role.READING),
    (_("Leitbild"), "evaluation:principles", Role.READING),
    (_("Katalog"), "evaluation:catalogue", Role.READING),
    (_("Berichte"), "evaluation:downloads", Role.READING),
    (_("Einstellungen"), "setup:overview", Role.MANAGEMENT),
]


def navigation(request: HttpRequest) -> dict[str, object]:
    """The menu of the person logged in, and the current process (a lazy query)."""
    return {
        "process": SimpleLazyObject(Process.objects.current),
        "menu": SimpleLazyObject(lambda: menu(request)),
    }


def menu(request: HttpRequest) -> list[Entry]:
    entries = [
        (title, reverse(route))
        for title, route, role in _MENU
        if has_role(request.user, role)
    ]
    here = max(
        (url for _title, url in entries if request.path.startswith(url)),
        key=len,
        default=None,
    )
    return [Entry(str(title), url, url == here) for title, url in entries]
