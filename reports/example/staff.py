"""A staff survey in which some 60 people wrote 150 comments, opened and released."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from random import Random
from uuid import uuid4

from ilmkreis_integration.models import Contribution, Process
from ilmkreis_integration.sealing import new_key, public_point
from reports.example.texts import CommentText
from staffsurvey import keys
from staffsurvey.codes import digest_of, new_code
from staffsurvey.envelopes import close_envelope
from staffsurvey.models import BallotBox, Code, HeldComment, SlipPrint, StaffSurvey
from staffsurvey.services.opening import open_box
from staffsurvey.services.releasing import release
from staffsurvey.services.submission import put_into_box

_SLIPS = 90
_READERS = "Personalrat und Datenschutz (Beispiel)"


def hold_survey(
    process: Process,
    texts: Iterable[CommentText],
    *,
    held: Iterable[CommentText],
    chance: Random,
    today: date,
) -> dict[Contribution, CommentText]:
    """From the first slip to the release of all `texts`; those in `held` stay waiting.

    Returns contributions with their texts.
    """
    survey = process.staff_survey
    survey.opens_on, survey.closes_on = today - timedelta(14), today - timedelta(1)
    survey.save()
    by_text = {text.text: text for text in texts}
    waiting = [*by_text.values(), *held]
    chance.shuffle(waiting)
    passphrase = keys.new_passphrase()
    _answer(_set_up(survey, passphrase), waiting, chance=chance)
    for _progress in open_box(
        survey, passphrase=passphrase, present=_READERS, by=_READERS
    ):
        pass
    rows = HeldComment.objects.in_survey(survey).filter(text__in=by_text)
    rows = rows.select_related("focus_area__topic__survey__process")
    comments = [release(row, by=_READERS) for row in rows]
    return {row.contribution: by_text[row.contribution.text] for row in comments}


def _set_up(survey: StaffSurvey, passphrase: list[str]) -> BallotBox:
    key = new_key()
    SlipPrint.objects.create(survey=survey, slips=_SLIPS, printed_on=survey.opens_on)
    return BallotBox.objects.create(
        survey=survey,
        public_key=public_point(key),
        locked_key=keys.lock(key, passphrase),
        tried_on=survey.opens_on,
        started_on=survey.opens_on,
    )


def _answer(box: BallotBox, texts: list[CommentText], *, chance: Random) -> None:
    """Each person writes one to four comments, each beside another focus area."""
    codes = [new_code() for _ in range(_SLIPS)]
    Code.objects.bulk_create(Code(digest=digest_of(code), box=box) for code in codes)
    while texts:
        answer: dict[str, str] = {}
        for text in texts[: chance.randint(1, 4)]:
            answer.setdefault(f"{text.topic}/{text.focus}", text.text)
        texts = [text for text in texts if text.text not in answer.values()]
        _put(box, answer, code=codes.pop())


def _put(box: BallotBox, answer: Mapping[str, str], *, code: str) -> None:
    envelope_id = uuid4()
    content = close_envelope(
        answer, envelope_id=envelope_id, public_key=bytes(box.public_key)
    )
    put_into_box(box, envelope_id=envelope_id, content=content, code=code)
