"""Cafés that are held and closed, for what is read out of them."""

from ilmkreis_integration.models import Contribution
from tests.factories import (
    CafeFactory,
    NoteFactory,
    SittingFactory,
    StatementFactory,
    TableFactory,
    TargetGroupFactory,
)


def hold_cafe(process, title, *, state="closed", **more):
    group = TargetGroupFactory(process=process, title=title)
    return CafeFactory(process=process, target_group=group, state=state, **more)


def seat(cafe, field, *, dots=0):
    """A table for `field`, in one round."""
    table = TableFactory(cafe=cafe, action_field=field)
    return SittingFactory(table=table, participation_dots=dots)


def note_down(sitting, question, *, theme=None, dots=0):
    number = Contribution.objects.count() + 1
    note = NoteFactory(
        sitting=sitting,
        guiding_question=question,
        weighting_dots=dots,
        contribution__code=f"W9-T1-R1-{number:03}",
    )
    StatementFactory(contribution=note.contribution, theme=theme, kind=question.kind)
    return note
