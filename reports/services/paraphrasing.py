"""Saying in other words what somebody on the staff said."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from reports.models import Paraphrase, Statement


class ParaphrasedMeanwhileError(Exception):
    """Somebody else wrote another paraphrase in the meantime."""


def paraphrase_of(statement: Statement) -> str:
    stored = Paraphrase.objects.filter(statement=statement).first()
    return stored.text if stored else ""


@transaction.atomic
def paraphrase(statement: Statement, text: str, *, seen: str, by: User) -> None:
    """Store or, with an empty `text`, remove it; `seen` is what stood there before."""
    # The second of two people who save at once waits here for the first.
    Statement.objects.select_for_update().get(pk=statement.pk)
    if paraphrase_of(statement) != seen:
        raise ParaphrasedMeanwhileError
    if not text:
        Paraphrase.objects.filter(statement=statement).delete()
        return
    Paraphrase.objects.update_or_create(
        statement=statement,
        defaults={"text": text, "written_by": by.get_username()},
    )
