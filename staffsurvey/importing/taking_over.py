"""Texts of another survey on their way into the release queue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from staffsurvey.cleaning import clear_away
from staffsurvey.importing.guessing import guess_area
from staffsurvey.importing.reading import TextColumn
from staffsurvey.models import (
    CommentImport,
    FocusArea,
    ImportColumn,
    Phase,
    StaffSurvey,
)
from staffsurvey.services.opening import lay_out


def may_take_over(survey: StaffSurvey) -> bool:
    """Not between start and end: nobody shall read comments of the one that runs."""
    phase = survey.phase(on=timezone.localdate())
    return phase not in (Phase.WAITING, Phase.RUNNING)


def areas_of(survey: StaffSurvey) -> list[FocusArea]:
    areas = FocusArea.objects.filter(topic__survey=survey).select_related("topic")
    return list(areas.order_by("topic__position", "position"))


def forget_old(survey: StaffSurvey) -> None:
    """Delete what nobody took over on the day it was uploaded."""
    waiting = survey.comment_imports.filter(comments=None)
    deleted, _by_model = waiting.filter(uploaded_on__lt=timezone.localdate()).delete()
    if deleted:
        clear_away(ImportColumn)


def discard(imported: CommentImport) -> bool:
    """Delete an upload; False where the files of the database may still hold it."""
    imported.delete()
    return clear_away(ImportColumn)


@transaction.atomic
def receive(
    survey: StaffSurvey, *, digest: str, columns: Iterable[TextColumn]
) -> CommentImport:
    """Keep the columns until somebody assigned them; the same file is kept once."""
    imported, is_new = survey.comment_imports.get_or_create(
        digest=digest, defaults={"uploaded_on": timezone.localdate()}
    )
    if is_new:
        areas = areas_of(survey)
        ImportColumn.objects.bulk_create(
            ImportColumn(
                of=imported,
                position=position,
                name=column.name,
                label=column.label,
                texts=list(column.texts),
                focus_area=guess_area(column.label, areas),
            )
            for position, column in enumerate(columns, start=1)
        )
    return imported


@transaction.atomic
def assign(imported: CommentImport, areas: Mapping[int, FocusArea | None]) -> None:
    """Say for each column, by its key, where its texts belong; None for nowhere."""
    for pk, area in areas.items():
        imported.columns.filter(pk=pk).update(focus_area=area)


def take_over(imported: CommentImport) -> int:
    """Put the texts of assigned columns into the release queue; the columns go.

    Returns how many they are. Whoever comes second, by a double click, finds it done.
    """
    count = _hand_over(imported)
    clear_away(ImportColumn)
    return count


@transaction.atomic
def _hand_over(imported: CommentImport) -> int:
    held = CommentImport.objects.select_for_update().get(pk=imported.pk)
    if held.comments is None:
        by_area: dict[FocusArea, list[str]] = {}
        for column in held.columns.select_related("focus_area"):
            if column.focus_area is not None:
                by_area.setdefault(column.focus_area, []).extend(column.texts)
        held.comments = lay_out(by_area)
        held.save()
        held.columns.all().delete()
    return held.comments
