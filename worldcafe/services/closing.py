"""Closing a café: its notes become final and go to the evaluation."""

from __future__ import annotations

from django.db import transaction

from ilmkreis_integration.handover import finalize
from ilmkreis_integration.models import Contribution
from ilmkreis_integration.numbering import draw_number
from worldcafe.models import Cafe, Note


@transaction.atomic
def close_cafe(cafe: Cafe) -> None:
    """Make the notes final and hand them to the evaluation; deleted ones are gone."""
    _wait_for_writers(cafe)
    cafe = Cafe.objects.select_for_update().get(pk=cafe.pk)
    if not cafe.is_open:
        return
    cafe.state = Cafe.State.CLOSED
    cafe.save(update_fields=["state"])
    draw_number(cafe, "version")
    deleted = Note.objects.of(cafe).filter(is_deleted=True)
    Contribution.objects.filter(
        pk__in=list(deleted.values_list("pk", flat=True))
    ).delete()
    finalize(list(Contribution.objects.filter(note__sitting__table__cafe=cafe)))


def _wait_for_writers(cafe: Cafe) -> None:
    """Let notes being stored come first; those that come later are refused."""
    list(cafe.tables.select_for_update().order_by("pk").values_list("pk"))
