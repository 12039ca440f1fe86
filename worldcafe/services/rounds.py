"""The clock of a café, the same at all tables and on the wall."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from ilmkreis_integration.numbering import draw_number
from worldcafe.models import Round


@transaction.atomic
def start_round(round_: Round) -> None:
    """Begin a round at all tables now; beginning it again sets the clock anew."""
    round_.started_at = timezone.now()
    round_.stopped_at = None
    round_.extra_minutes = 0
    round_.save()
    draw_number(round_.cafe, "version")
