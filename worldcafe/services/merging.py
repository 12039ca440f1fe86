"""Merging notes that say the same, and taking them apart again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from worldcafe.models import Note
from worldcafe.models.notes import NoteQuerySet
from worldcafe.services.holding import hold_cafe_open, hold_open_all
from worldcafe.services.notes import change_note


class CannotMergeError(Exception):
    """Why notes are not merged, in words for the moderator."""


@transaction.atomic
def merge_notes(notes: Sequence[Note], *, into: Note) -> None:
    """Let `into` stand for all of `notes`; each keeps its wording.

    Raises `CannotMergeError` with the reason if one of them cannot be merged.
    """
    others = _hold([note for note in notes if note.pk != into.pk], into)
    into = others.pop()
    if not others:
        raise CannotMergeError(_("Bitte wählen Sie mindestens zwei Notizen."))
    if into.is_deleted:
        raise CannotMergeError(_("{} ist inzwischen gelöscht.").format(into))
    if _stands_under(into):
        raise CannotMergeError(_already_merged(into))
    for note in others:
        _refuse(note, into)
    for note in others:
        change_note(note, version=note.version, merged_into_id=into.pk)


@transaction.atomic
def separate_notes(note: Note) -> None:
    """Let `note` stand for itself again; of one that stands for others, each of these."""
    merged = list(_with_places().filter(merged_into=note))
    held = _hold([*merged, note], note)
    for one in held:
        if one.merged_into_id is not None:
            change_note(one, version=one.version, merged_into_id=None)


def _hold(notes: Iterable[Note], last: Note) -> list[Note]:
    """The notes as they are now, `last` at the end, held until the transaction ends."""
    rows = [*notes, last]
    hold_open_all({note.sitting.table for note in rows})
    hold_cafe_open(last.sitting.table.cafe)
    now = {
        note.pk: note
        for note in _with_places().filter(pk__in=[note.pk for note in rows])
    }
    return [now[note.pk] for note in dict.fromkeys(rows)]


def _with_places() -> NoteQuerySet:
    return Note.objects.select_related(
        "contribution", "merged_into", "sitting__table__cafe", "sitting__round"
    )


def _refuse(note: Note, into: Note) -> None:
    if note.is_deleted:
        raise CannotMergeError(_("{} ist inzwischen gelöscht.").format(note))
    if _stands_under(note) and note.merged_into_id != into.pk:
        raise CannotMergeError(_already_merged(note))
    if note.sitting.table.action_field_id != into.sitting.table.action_field_id:
        text = _("{} gehört zu einem anderen Handlungsfeld.")
        raise CannotMergeError(text.format(note))
    if note.merged.filter(is_deleted=False).exists():
        text = _(
            "{} steht schon für andere Notizen. "
            "Wählen Sie diesen Wortlaut, oder trennen Sie die Notizen zuerst."
        )
        raise CannotMergeError(text.format(note))


def _stands_under(note: Note) -> bool:
    return note.merged_into is not None and not note.merged_into.is_deleted


def _already_merged(note: Note) -> str:
    text = _(
        "{} ist schon mit einer anderen Notiz zusammengelegt. "
        "Bitte trennen Sie beide zuerst."
    )
    return text.format(note)
