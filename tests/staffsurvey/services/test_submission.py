from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection

from staffsurvey.codes import new_code
from staffsurvey.models import BallotBox, Code, Envelope
from staffsurvey.models.box import ENVELOPE_LENGTH
from staffsurvey.services.submission import Receipt, put_into_box
from tests.factories import BallotBoxFactory, CodeFactory, StaffSurveyFactory

pytestmark = pytest.mark.django_db
CONTENT = b"x" * ENVELOPE_LENGTH


@pytest.fixture
def box(db):
    return BallotBoxFactory(survey=StaffSurveyFactory(with_codes=True))


@pytest.fixture
def code(box):
    code = new_code()
    CodeFactory(box=box, code=code)
    return code


def put(box, code, envelope_id=None):
    return put_into_box(
        box, envelope_id=envelope_id or uuid4(), content=CONTENT, code=code
    )


def test_envelope_is_stored_and_its_code_spent(box, code):
    assert put(box, code) == Receipt.STORED

    assert bytes(Envelope.objects.get().content) == CONTENT
    assert Code.objects.get().is_spent


def test_the_same_envelope_again_is_there_already(box, code):
    envelope_id = uuid4()
    put(box, code, envelope_id)

    assert put(box, code, envelope_id) == Receipt.ALREADY_THERE
    assert Envelope.objects.count() == 1


def test_used_and_unknown_codes_are_refused_alike(box, code):
    put(box, code)

    assert put(box, code) == put(box, new_code()) == Receipt.REFUSED
    assert Envelope.objects.count() == 1


def test_code_of_another_survey_is_refused_and_not_spent(code):
    other = BallotBoxFactory()

    assert put(other, code) == Receipt.REFUSED
    assert not Code.objects.get().is_spent


def test_without_codes_every_envelope_counts_once(db):
    box = BallotBoxFactory()
    envelope_id = uuid4()

    assert put(box, None, envelope_id) == Receipt.STORED
    assert put(box, None, envelope_id) == Receipt.ALREADY_THERE
    assert put(box, None) == Receipt.STORED


def test_envelope_of_another_length_is_refused_by_the_database(box):
    receipt = put_into_box(box, envelope_id=uuid4(), content=b"short", code=None)

    assert receipt == Receipt.CLOSED
    assert not Envelope.objects.exists()


def at_once(*calls):
    def run(call):
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result() for future in [pool.submit(run, c) for c in calls]]


@pytest.mark.django_db(transaction=True)
def test_of_many_with_one_code_at_once_exactly_one_counts(box, code):
    receipts = at_once(*[lambda: put(box, code)] * 6)

    assert sorted(r.name for r in receipts) == ["REFUSED"] * 5 + ["STORED"]
    assert Envelope.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("with_code", [True, False])
def test_one_envelope_sent_many_times_at_once_is_stored_once(box, code, with_code):
    envelope_id = uuid4()
    send = lambda: put(box, code if with_code else None, envelope_id)  # noqa: E731

    receipts = at_once(*[send] * 6)

    assert sorted(r.name for r in receipts) == ["ALREADY_THERE"] * 5 + ["STORED"]
    assert Envelope.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_envelope_for_a_box_that_is_gone_comes_too_late(box):
    BallotBox.objects.all().delete()

    assert put(box, None) == Receipt.CLOSED


def test_same_envelope_with_another_code_spends_none(box, code):
    envelope_id, other = uuid4(), new_code()
    CodeFactory(box=box, code=other)
    put(box, code, envelope_id)

    assert put(box, other, envelope_id) == Receipt.ALREADY_THERE
    assert Code.objects.filter(is_spent=True).count() == 1


def test_sending_sends_two_statements(box, code, django_assert_num_queries):
    with django_assert_num_queries(4):  # with those of the transaction in a test
        put(box, code)
