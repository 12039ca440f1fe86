from uuid import UUID

import pytest
from django.db import connection

from ilmkreis_integration.models import Contribution
from ilmkreis_integration.sealing import new_key, public_point
from staffsurvey.keys import WrongPassphraseError
from staffsurvey.models import BallotBox, Code, Envelope, HeldComment, Opening, Phase
from staffsurvey.models.box import ENVELOPE_LENGTH
from staffsurvey.services.opening import (
    NotClosedError,
    Progress,
    TooFewEnvelopesError,
    open_box,
)
from tests.factories import PASSPHRASE, CodeFactory, EnvelopeFactory, SlipPrintFactory

pytestmark = pytest.mark.django_db


def opened(survey, passphrase=PASSPHRASE):
    return list(
        open_box(survey, passphrase=[passphrase], present="A. Muster", by="Verwaltung")
    )


def answers(box, number=12):
    for n in range(number):
        EnvelopeFactory(
            box=box,
            answer={"konzept/wohnen": f"Text {n}", "armut/kinder": f"Essen {n}"},
        )


def test_texts_are_laid_out_by_focus_area_and_the_box_is_gone(closed):
    answers(closed.box)
    CodeFactory.create_batch(3, box=closed.box)
    SlipPrintFactory(survey=closed, slips=700)

    progress = opened(closed)

    assert progress[-1] == Progress(opened=12, received=12)
    texts = HeldComment.objects.filter(focus_area__slug="wohnen")
    assert {held.text for held in texts} == {f"Text {n}" for n in range(12)}
    assert HeldComment.objects.filter(focus_area__slug="kinder").count() == 12
    for model in (BallotBox, Code, Envelope):
        assert not model.objects.exists()
    assert not Contribution.objects.exists()  # nothing is released yet
    opening = Opening.objects.get()
    assert (opening.received, opening.invalid, opening.comments) == (12, 0, 24)
    assert (opening.present, opening.opened_by) == ("A. Muster", "Verwaltung")
    assert opening.slips is None  # without codes
    closed.refresh_from_db()
    assert closed.phase(closed.closes_on) == Phase.OPENED


def test_printed_slips_are_on_record(closed):
    closed.with_codes = True
    closed.save()
    answers(closed.box)
    SlipPrintFactory(survey=closed, slips=700)
    SlipPrintFactory(survey=closed, slips=5, is_extra=True)

    opened(closed)

    assert Opening.objects.get().slips == 705


def test_order_of_the_texts_is_drawn_by_lot(closed):
    """Not that in which they lay in the envelopes, nor one focus area after the other."""
    envelopes = [
        EnvelopeFactory(
            id=UUID(int=n),
            box=closed.box,
            answer={"konzept/wohnen": f"{n}", "armut/kinder": f"{n}"},
        )
        for n in range(40)
    ]

    opened(closed)

    place = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT text, focus_area_id FROM staffsurvey_heldcomment ORDER BY {place}"  # noqa: S608
        )
        texts, areas = zip(*cursor.fetchall(), strict=True)
    by_envelope = [f"{envelope.pk.int}" for envelope in envelopes]
    for area in set(areas):
        assert [
            t for t, a in zip(texts, areas, strict=True) if a == area
        ] != by_envelope
    assert list(areas) not in (sorted(areas), sorted(areas, reverse=True))


def test_invalid_envelopes_are_counted_and_the_others_opened(closed):
    answers(closed.box, 10)
    EnvelopeFactory(box=closed.box, content=b"\1" * ENVELOPE_LENGTH)
    foreign = BallotBox(public_key=public_point(new_key()))
    made_elsewhere = EnvelopeFactory.build(box=foreign, answer={"konzept/wohnen": "x"})
    EnvelopeFactory(box=closed.box, content=made_elsewhere.content)
    EnvelopeFactory(box=closed.box, answer={"no/such": "place"})
    EnvelopeFactory(box=closed.box, answer={"konzept/wohnen": " \0 "})

    opened(closed)

    opening = Opening.objects.get()
    assert (opening.received, opening.opened, opening.invalid) == (14, 10, 4)
    assert HeldComment.objects.count() == 20


def nothing_happened(closed, envelopes):
    assert Envelope.objects.count() == envelopes
    assert BallotBox.objects.exists()
    assert not HeldComment.objects.exists()
    assert not Opening.objects.exists()


def test_wrong_passphrase_opens_nothing(closed):
    answers(closed.box)

    with pytest.raises(WrongPassphraseError):
        opened(closed, "falsch")

    nothing_happened(closed, 12)


def test_fewer_than_ten_are_never_opened(closed):
    answers(closed.box, 9)

    with pytest.raises(TooFewEnvelopesError):
        opened(closed)

    nothing_happened(closed, 9)


def test_survey_that_runs_is_not_opened(survey):
    answers(survey.box)

    with pytest.raises(NotClosedError):
        opened(survey)

    nothing_happened(survey, 12)


def test_box_is_opened_once(closed):
    answers(closed.box)
    opened(closed)

    with pytest.raises(NotClosedError):
        opened(closed)

    assert HeldComment.objects.count() == 24


@pytest.mark.django_db(transaction=True)
def test_who_stops_half_way_leaves_the_box_as_it_was(closed):
    answers(closed.box)
    half = open_box(closed, passphrase=[PASSPHRASE], present="", by="Verwaltung")
    for _ in range(6):
        next(half)
    half.close()

    nothing_happened(closed, 12)
    opened(closed)
    assert HeldComment.objects.count() == 24
