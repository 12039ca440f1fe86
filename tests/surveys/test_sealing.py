from base64 import b64decode, b64encode
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilmkreis_integration.sealing import SealError
from surveys.sealing import (
    Envelope,
    new_private_key,
    public_half,
    seal,
    unseal,
)

KEY = new_private_key()
FORM_ID = UUID("c0ffee00-0000-4000-8000-000000000001")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


def sealed(value="Hallo", **changes):
    values = seal(value, form_id=FORM_ID, public_key=public_half(KEY))
    return Envelope.read(values | changes)


@given(JSON)
def test_what_was_sealed_comes_out_again(value):
    assert unseal(sealed(value), KEY) == value


def test_two_envelopes_of_the_same_form_look_different():
    assert sealed().sealed.content != sealed().sealed.content


def test_another_key_opens_nothing():
    with pytest.raises(SealError):
        unseal(sealed(), new_private_key())


def test_envelope_cannot_pass_for_another_form():
    with pytest.raises(SealError):
        unseal(sealed(id=str(uuid4())), KEY)


def test_changed_envelope_is_refused():
    values = seal("Hallo", form_id=FORM_ID, public_key=public_half(KEY))
    content = bytearray(b64decode(values["content"]))
    content[0] ^= 1

    with pytest.raises(SealError):
        unseal(Envelope.read(values | {"content": b64encode(content).decode()}), KEY)


@pytest.mark.parametrize("key", ["id", "key", "nonce", "content"])
@pytest.mark.parametrize("value", [None, 7, "kein base64!", ["x"]])
def test_malformed_envelope_is_refused(key, value):
    with pytest.raises(SealError):
        sealed(**{key: value})


@pytest.mark.parametrize("key", ["key", "nonce", "content"])
def test_empty_parts_are_refused(key):
    with pytest.raises(SealError):
        unseal(sealed(**{key: ""}), KEY)
