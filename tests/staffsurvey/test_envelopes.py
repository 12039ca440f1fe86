from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilmkreis_integration.sealing import SealError, new_key, public_point
from staffsurvey.envelopes import (
    LONGEST_ANSWER,
    AnswerTooLongError,
    close_envelope,
    open_envelope,
    read,
    write,
)
from staffsurvey.models.box import ANSWER_LENGTH, ENVELOPE_LENGTH

KEY = new_key()
ID = uuid4()
ANSWERS = st.dictionaries(
    st.text(max_size=20), st.text(st.characters(exclude_categories=["Cs"]), max_size=99)
)


def closed(answer, envelope_id=ID):
    return close_envelope(answer, envelope_id=envelope_id, public_key=public_point(KEY))


@given(ANSWERS)
def test_every_answer_is_as_long_as_every_other_and_comes_out_again(answer):
    content = closed(answer)

    assert len(content) == ENVELOPE_LENGTH == 16_477
    assert open_envelope(content, envelope_id=ID, key=KEY) == answer


def test_the_longest_answer_fits_and_one_byte_more_does_not():
    longest = "x" * (LONGEST_ANSWER - len('{"a":""}'))

    assert len(write({"a": longest})) == ANSWER_LENGTH
    with pytest.raises(AnswerTooLongError) as caught:
        write({"a": longest + "ä"})
    assert caught.value.excess == 2  # bytes, not characters


@pytest.mark.parametrize(
    ("content", "envelope_id", "key"),
    [
        pytest.param(closed({"a": "b"}), uuid4(), KEY, id="another id"),
        pytest.param(closed({"a": "b"}), ID, new_key(), id="another key"),
        pytest.param(closed({"a": "b"})[:-1], ID, KEY, id="cut off"),
        pytest.param(b"\0" * ENVELOPE_LENGTH, ID, KEY, id="zeros"),
        pytest.param(b"", ID, KEY, id="empty"),
    ],
)
def test_foreign_and_broken_envelopes_are_refused(content, envelope_id, key):
    with pytest.raises(SealError):
        open_envelope(content, envelope_id=envelope_id, key=key)


@given(st.integers(0, ENVELOPE_LENGTH - 1), st.integers(1, 255))
def test_no_byte_can_be_changed_unnoticed(place, change):
    content = bytearray(closed({"a": "b"}))
    content[place] ^= change

    with pytest.raises(SealError):
        open_envelope(bytes(content), envelope_id=ID, key=KEY)


@pytest.mark.parametrize(
    "body", [b"", b"[]", b'{"a": 1}', b"nonsense", b"\xff", b"[" * 8_000]
)
def test_what_is_no_answer_is_refused(body):
    plain = (len(body).to_bytes(4, "big") + body).ljust(ANSWER_LENGTH, b"\0")

    with pytest.raises(SealError):
        read(plain)


@given(st.binary(max_size=200))
def test_any_bytes_are_an_answer_or_refused(start):
    try:
        answer = read(start.ljust(ANSWER_LENGTH, b"\0"))
    except SealError:
        return
    assert isinstance(answer, dict)
