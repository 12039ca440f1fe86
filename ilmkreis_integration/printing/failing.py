"""What people are told where a PDF could not be made."""

from __future__ import annotations

import logging

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)


def lead_back(request: HttpRequest, back: str) -> HttpResponse:
    """Say that printing failed and lead back; for wherever a `PrintingError` is caught."""
    logger.exception("printing failed: %s", request.path)
    text = _(
        "Das PDF ließ sich nicht herstellen. Versuchen Sie es noch einmal; "
        "bleibt es dabei, hilft die Technik: Der Grund steht im Protokoll."
    )
    messages.warning(request, text)
    return redirect(back)
