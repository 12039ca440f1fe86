"""Putting an envelope into the box, exactly once and without a trace of who and when."""

from __future__ import annotations

from enum import Enum
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from staffsurvey.codes import digest_of
from staffsurvey.models import BallotBox, Envelope

# By hand, as in `BallotBoxManager.taking_answers`.
_SPEND = """
UPDATE staffsurvey_code SET is_spent = true
WHERE digest = %s AND box_id = %s AND NOT is_spent
"""


class Receipt(Enum):
    """What became of an envelope.

    Whether a refused code was used or never existed is not told: who guesses codes, or
    asks after a colleague's, learns nothing.
    """

    STORED = "stored"
    ALREADY_THERE = "there"
    REFUSED = "refused"
    CLOSED = "closed"


class _RefusedError(Exception):
    """Ends the transaction without a trace."""


def put_into_box(
    box: BallotBox, *, envelope_id: UUID, content: bytes, code: str | None
) -> Receipt:
    """Spend `code` (as `read_code` returns it) and store the envelope, or do neither.

    Without codes, `code` is None. An envelope that is there already stays as it is: the
    answer of the server may have been lost on the way.
    """
    try:
        with transaction.atomic():
            if code is not None:
                _spend(box, code)
            elif _is_there(envelope_id):
                return Receipt.ALREADY_THERE
            Envelope.objects.create(pk=envelope_id, box=box, content=content)
    except _RefusedError:
        return _is_there(envelope_id) or Receipt.REFUSED
    except IntegrityError:
        # The same envelope came twice at once, or the box was opened in that moment.
        return _is_there(envelope_id) or Receipt.CLOSED
    return Receipt.STORED


def _spend(box: BallotBox, code: str) -> None:
    """Of two who send at once, the second waits here and then finds the code spent."""
    with connection.cursor() as cursor:
        cursor.execute(_SPEND, [digest_of(code), box.pk])
        if cursor.rowcount != 1:
            raise _RefusedError


def _is_there(envelope_id: UUID) -> Receipt | None:
    there = Envelope.objects.filter(pk=envelope_id).exists()
    return Receipt.ALREADY_THERE if there else None
