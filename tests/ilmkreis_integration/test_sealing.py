from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilmkreis_integration.sealing import (
    NONCE_LENGTH,
    POINT_LENGTH,
    TAG_LENGTH,
    SealError,
    new_key,
    public_point,
    seal,
    unseal,
)

KEY = new_key()


def sealed(plain=b"Hallo", *, purpose=b"test", bound_to=b"1"):
    return seal(plain, receiver=public_point(KEY), purpose=purpose, bound_to=bound_to)


def opened(message, key=KEY, *, purpose=b"test", bound_to=b"1"):
    return unseal(message, key, purpose=purpose, bound_to=bound_to)


@given(st.binary())
def test_what_was_sealed_comes_out_again(plain):
    message = sealed(plain)

    assert opened(message) == plain
    assert len(message.sender_key) == POINT_LENGTH
    assert len(message.nonce) == NONCE_LENGTH
    assert len(message.content) == len(plain) + TAG_LENGTH


def test_the_same_text_looks_different_each_time():
    first, second = sealed(), sealed()

    assert first.content != second.content
    assert first.sender_key != second.sender_key


@pytest.mark.parametrize(
    "how", [{"purpose": b"other"}, {"bound_to": b"2"}, {"key": new_key()}]
)
def test_another_purpose_id_or_key_opens_nothing(how):
    with pytest.raises(SealError):
        opened(sealed(), **how)


@pytest.mark.parametrize("part", ["sender_key", "nonce", "content"])
@pytest.mark.parametrize("spoil", [lambda part: b"", lambda part: part[:-1] + b"\0\1"])
def test_spoiled_messages_are_refused(part, spoil):
    message = sealed()

    with pytest.raises(SealError):
        opened(replace(message, **{part: spoil(getattr(message, part))}))
