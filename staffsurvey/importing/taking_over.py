"""Texts of another survey on their way into the release queue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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
from staffsurvey.services.recording import hold


class RunningError(Exception):
    """Nobody shall read comments of the survey that runs, or waits for its start."""


class DoneError(Exception):
    """The texts are taken over already, by a second click or by somebody else."""


class GoneError(Exception):
    """The texts were discarded, or nobody took them over on their day."""


@dataclass(frozen=True)
class TakenOver:
    """Not cleared: the files of the database may still hold the texts for a while."""

    texts: int
    is_cleared: bool


def may_take_over(survey: StaffSurvey) -> bool:
    """Not between start and end, see `RunningError`."""
    phase = survey.phase(on=timezone.localdate())
    return phase not in (Phase.WAITING, Phase.RUNNING)


def areas_of(survey: StaffSurvey) -> list[FocusArea]:
    areas = FocusArea.objects.filter(topic__survey=survey).select_related("topic")
    return list(areas.order_by("topic__position", "position"))


def delete_old_imports() -> int:
    """Delete what nobody took over on its day; return how many files that were."""
    count = _delete_old()
    if count:
        clear_away(ImportColumn)
    return count


def receive(
    survey: StaffSurvey, *, digest: str, columns: Iterable[TextColumn]
) -> CommentImport:
    """Keep the columns until somebody assigned them; the same file is kept once.

    Raises `RunningError`.
    """
    delete_old_imports()
    with transaction.atomic():
        survey = _hold_for_taking_over(survey)
        imported, is_new = survey.comment_imports.get_or_create(
            digest=digest, defaults={"uploaded_on": timezone.localdate()}
        )
        if is_new:
            _keep(imported, columns)
        return imported


def _keep(imported: CommentImport, columns: Iterable[TextColumn]) -> None:
    areas = areas_of(imported.survey)
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


@transaction.atomic
def assign(imported: CommentImport, areas: Mapping[int, FocusArea | None]) -> None:
    """Say for each column, by its key, where its texts belong; None for nowhere."""
    for pk, area in areas.items():
        imported.columns.filter(pk=pk).update(focus_area=area)


def take_over(imported: CommentImport) -> TakenOver:
    """Put the texts of assigned columns into the release queue; the columns go.

    Raises `RunningError`, `DoneError` and `GoneError`.
    """
    count = _hand_over(imported)
    _delete_old()
    return TakenOver(count, clear_away(ImportColumn))


@transaction.atomic
def _hand_over(imported: CommentImport) -> int:
    survey = _hold_for_taking_over(imported.survey)
    held = _still_waiting(survey, imported)
    by_area: dict[FocusArea, list[str]] = {}
    for column in held.columns.select_related("focus_area"):
        if column.focus_area is not None:
            by_area.setdefault(column.focus_area, []).extend(column.texts)
    held.comments = lay_out(by_area)
    held.save()
    held.columns.all().delete()
    return held.comments


def discard(imported: CommentImport) -> bool:
    """Delete an upload; False where the files of the database may still hold it.

    Raises `DoneError` and `GoneError`.
    """
    with transaction.atomic():
        _still_waiting(hold(imported.survey), imported).delete()
    _delete_old()
    return clear_away(ImportColumn)


def _hold_for_taking_over(survey: StaffSurvey) -> StaffSurvey:
    """Whoever starts it, or takes over, at the same time waits, or we do."""
    survey = hold(survey)
    if not may_take_over(survey):
        raise RunningError
    return survey


def _still_waiting(survey: StaffSurvey, imported: CommentImport) -> CommentImport:
    """The upload as it is now that its survey is held."""
    rows = survey.comment_imports.select_for_update()
    now = rows.filter(pk=imported.pk).first()
    if now is None or now.is_old:
        raise GoneError
    if now.is_done:
        raise DoneError
    return now


@transaction.atomic
def _delete_old() -> int:
    # What is taken over across midnight is waited for, and stays.
    old = CommentImport.objects.old().select_for_update()
    pks = list(old.values_list("pk", flat=True))
    CommentImport.objects.filter(pk__in=pks).delete()
    return len(pks)
