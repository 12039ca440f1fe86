import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilmkreis_integration.domain.texts import clean_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("  Bus \n", "Bus", id="outer space goes"),
        pytest.param("a\r\nb\rc", "a\nb\nc", id="one kind of line end"),
        pytest.param("a\x00b\x1fc", "abc", id="control characters go"),
        pytest.param("a\tb", "a\tb", id="tab stays"),
        pytest.param("\ud800!", "\N{REPLACEMENT CHARACTER}!", id="lone surrogate"),
        pytest.param("u\N{COMBINING DIAERESIS}", "ü", id="composed"),
        pytest.param("👨‍👩‍👧 ሰላም مرحبا", "👨‍👩‍👧 ሰላም مرحبا", id="every script stays"),
    ],
)
def test_clean_text(text, expected):
    assert clean_text(text) == expected


@given(st.text(st.characters()))
def test_clean_text_is_storable_and_stable(text):
    cleaned = clean_text(text)

    cleaned.encode("utf-8")
    assert "\x00" not in cleaned
    assert clean_text(cleaned) == cleaned
