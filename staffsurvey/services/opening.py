"""Opening the box: once, with the passphrase, and all at once or not at all."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import SystemRandom

from django.db import transaction
from django.utils import timezone

from ilmkreis_integration.domain.texts import clean_text
from ilmkreis_integration.sealing import PrivateKey, SealError
from staffsurvey import keys
from staffsurvey.cleaning import clear_away
from staffsurvey.envelopes import Answer, open_envelope
from staffsurvey.models import (
    BallotBox,
    Code,
    Envelope,
    FocusArea,
    HeldComment,
    Opening,
    Phase,
    StaffSurvey,
)
from staffsurvey.models.box import FEWEST_ENVELOPES

_ROWS_AT_ONCE = 500
logger = logging.getLogger(__name__)


class NotClosedError(Exception):
    """The survey still runs, or somebody else has opened the box."""


class TooFewEnvelopesError(Exception):
    """There are fewer than `FEWEST_ENVELOPES`."""


@dataclass(frozen=True)
class Progress:
    """How many envelopes are open so far, of how many."""

    opened: int
    received: int


def open_box(
    survey: StaffSurvey, *, passphrase: list[str], present: str, by: str
) -> Iterator[Progress]:
    """Open every envelope, and tell on the way how far it is.

    The texts are split, shuffled and written in one transaction; in the same, envelopes,
    codes and key are deleted. Whoever stops asking for progress, or dies, leaves the box
    as it was. Raises `NotClosedError`, `TooFewEnvelopesError`, `WrongPassphraseError`.
    """
    with transaction.atomic():
        box = _hold(survey)
        received = box.envelopes.count()
        if received < FEWEST_ENVELOPES:
            raise TooFewEnvelopesError
        key = keys.unlock(box.locked_key, passphrase)
        texts = _Texts(survey)
        for number, envelope in enumerate(_envelopes(box), start=1):
            texts.take(envelope, key)
            yield Progress(number, received)
        comments = lay_out(texts.by_area)
        Opening.objects.create(
            survey=survey,
            opened_on=timezone.localdate(),
            opened_by=by,
            present=present,
            slips=_slips(survey),
            received=received,
            invalid=texts.invalid,
            comments=comments,
        )
        _destroy(box)
    if not clear_away(Envelope, Code, BallotBox):
        # The box is opened all the same, and without the key its remains say nothing.
        logger.error("Die Reste der geöffneten Umschläge ließen sich nicht wegräumen.")


def lay_out(by_area: Mapping[FocusArea, list[str]]) -> int:
    """Put texts into the release queue; return how many.

    One transaction, random keys and an order drawn by lot: nothing in the database tells
    which of them came together or earlier.
    """
    chance = SystemRandom()
    rows = [
        HeldComment(focus_area=area, text=text)
        for area, texts in by_area.items()
        for text in texts
    ]
    chance.shuffle(rows)
    with transaction.atomic(savepoint=False):
        HeldComment.objects.bulk_create(rows, batch_size=_ROWS_AT_ONCE)
    return len(rows)


class _Texts:
    """Collects what is in the envelopes, by focus area."""

    def __init__(self, survey: StaffSurvey) -> None:
        self._areas = {
            f"{area.topic.slug}/{area.slug}": area
            for area in FocusArea.objects.filter(topic__survey=survey).select_related(
                "topic"
            )
        }
        self.by_area: dict[FocusArea, list[str]] = {
            area: [] for area in self._areas.values()
        }
        self.invalid = 0

    def take(self, envelope: Envelope, key: PrivateKey) -> None:
        try:
            answer = open_envelope(
                bytes(envelope.content), envelope_id=envelope.pk, key=key
            )
        except SealError:
            self.invalid += 1
            return
        texts = self._readable(answer)
        self.invalid += not texts
        for area, text in texts.items():
            self.by_area[area].append(text)

    def _readable(self, answer: Answer) -> dict[FocusArea, str]:
        """A browser may have sealed anything; what fits is taken."""
        return {
            self._areas[place]: cleaned
            for place, text in answer.items()
            if place in self._areas and (cleaned := clean_text(text))
        }


def _hold(survey: StaffSurvey) -> BallotBox:
    """The box, closed; whoever sends or opens at the same time waits and finds it gone."""
    boxes = BallotBox.objects.select_for_update().filter(survey=survey)
    box = boxes.first()
    fresh = StaffSurvey.objects.get(pk=survey.pk)
    if box is None or fresh.phase(on=timezone.localdate()) != Phase.CLOSED:
        raise NotClosedError
    return box


def _envelopes(box: BallotBox) -> Iterator[Envelope]:
    """One after the other; only few are in memory at a time."""
    return box.envelopes.order_by("pk").iterator(chunk_size=100)


def _slips(survey: StaffSurvey) -> int | None:
    if not survey.with_codes:
        return None
    return sum(survey.slip_prints.values_list("slips", flat=True))


def _destroy(box: BallotBox) -> None:
    box.envelopes.all().delete()
    box.codes.all().delete()
    box.delete()
