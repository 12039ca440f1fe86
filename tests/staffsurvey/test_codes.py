import pytest
from hypothesis import given
from hypothesis import strategies as st

from staffsurvey.codes import (
    ALPHABET,
    LENGTH,
    CodeError,
    digest_of,
    new_code,
    read_code,
    shown,
)

CODE = "K7QM2RXD9VT"
# The check character as ISO 7064 computes it for an alphabet of 30.
WHOLE = CODE + "A"


def test_new_codes_are_read_as_they_are():
    code = new_code()

    assert len(code) == LENGTH + 1
    assert read_code(shown(code)) == code


def test_check_character_is_that_of_iso_7064():
    assert read_code(WHOLE) == WHOLE


def test_code_is_printed_in_groups():
    assert shown("K7QM2RXD9VTA") == "K7QM-2RXD-9VTA"


@pytest.mark.parametrize("write", [str.lower, lambda code: f"  {code} ", shown])
@pytest.mark.parametrize("between", ["-", " ", "–", "\u00a0", "\t"])
def test_code_is_read_however_it_is_typed(write, between):
    code = new_code()

    assert read_code(write(shown(code).replace("-", between))) == code


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Bitte geben Sie den Code von Ihrem Zettel ein."),
        (" - ", "Bitte geben Sie den Code von Ihrem Zettel ein."),
        ("K7QM-2RXD-9VT0", "steht „0“. Ist es vielleicht ein Q oder ein D?"),
        ("K7QM-2RXD-9VTo", "steht „O“. Ist es vielleicht ein Q oder ein D?"),
        ("K7QM-2RXD-9VT1", "steht „1“. Ist es vielleicht eine 7 oder ein J?"),
        ("K7QM-2RXD-9VTl", "steht „L“. Ist es vielleicht eine 7 oder ein J?"),
        ("K7QM-2RXD-9VT?", "Das Zeichen „?“ kommt in keinem Code vor."),
        ("K7QM-2RXD-9V?0", "steht „0“. Ist es vielleicht ein Q oder ein D?"),
        ("K7QM-2RXD", "Ein Code hat 12 Zeichen, Sie haben 8 eingegeben."),
    ],
)
def test_message_says_what_is_wrong(typed, message):
    with pytest.raises(
        CodeError, match=message.replace("?", r"\?").replace(".", r"\.")
    ):
        read_code(typed)


@given(
    st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH),
    st.integers(0, LENGTH),
    st.sampled_from(ALPHABET),
)
def test_one_wrong_character_is_always_noticed(body, place, sign):
    code = new_code()
    wrong = code[:place] + sign + code[place + 1 :]

    if wrong == code:
        assert read_code(wrong) == code
    else:
        with pytest.raises(CodeError, match="Tippfehler"):
            read_code(wrong)


def test_digest_depends_on_the_key_of_the_installation(settings):
    before = digest_of(WHOLE)
    settings.SECRET_KEY = "another-key-of-at-least-fifty-characters-0123456789"

    assert len(before) == 64
    assert digest_of(WHOLE) != before
