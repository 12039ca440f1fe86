import pytest
from hypothesis import given
from hypothesis import strategies as st

from worldcafe.resembling import alike, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zu wenig Wohnungen", "Es gibt zu wenig Wohnungen"),
        ("Bezahlbare Wohnung fehlt", "Bezahlbare Wohnungen fehlen!"),
        ("DOLMETSCHER BEIM ARZT", "Dolmetscher beim Arzt"),
    ],
)
def test_texts_of_mostly_the_same_words_are_alike(one, other):
    assert alike([one, other]) == [(0, 1)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zu wenig Wohnungen", "Zu wenig Busse am Abend"),
        ("Ja", "Ja"),  # says too little to be compared
        ("", ""),
    ],
)
def test_other_texts_are_not(one, other):
    assert alike([one, other]) == []


def test_the_closest_come_first():
    texts = [
        "Sprachkurse am Abend anbieten",
        "Sprachkurse morgens",
        "Sprachkurse am Abend",
        "Sprachkurse am Abend",
    ]

    assert alike(texts)[0] == (2, 3)


@given(st.lists(st.text(max_size=40), max_size=8))
def test_whatever_is_written_pairs_are_of_two_different_notes(texts):
    pairs = alike(texts)

    assert all(a < b for a, b in pairs)
    assert len(set(pairs)) == len(pairs)
    assert all(words_of(texts[a]) & words_of(texts[b]) for a, b in pairs)
