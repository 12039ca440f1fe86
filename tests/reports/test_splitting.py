from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ilmkreis_integration.domain.texts import clean_text
from reports.splitting import (
    WordingChangedError,
    cuts_between,
    cuts_in,
    mark_for,
    spans,
    with_marks,
)

TEXT = "Die Busse fahren selten. Der Kurs ist gut."


def parts(text, cuts):
    return [text[start:end] for start, end in spans(text, cuts)]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param(TEXT, [TEXT], id="no mark"),
        pytest.param(
            "Die Busse fahren selten.|Der Kurs ist gut.",
            ["Die Busse fahren selten.", "Der Kurs ist gut."],
            id="a mark for the space",
        ),
        pytest.param(
            "Die Busse fahren selten. | Der Kurs ist gut.",
            ["Die Busse fahren selten.", "Der Kurs ist gut."],
            id="a mark with spaces",
        ),
        pytest.param(
            "Die Busse fahren selten.\r\n \r\nDer Kurs ist gut.",
            ["Die Busse fahren selten.", "Der Kurs ist gut."],
            id="an empty line, as browsers send it",
        ),
        pytest.param(
            "|Die Busse fahren||selten. Der Kurs ist gut.|",
            ["Die Busse fahren", "selten. Der Kurs ist gut."],
            id="marks at the ends and twice",
        ),
    ],
)
def test_marks_cut(marked, expected):
    assert parts(TEXT, cuts_in(TEXT, marked)) == expected


@pytest.mark.parametrize(
    ("marked", "at"),
    [
        pytest.param("Die Busse fahren oft. | Der Kurs ist gut.", 17, id="altered"),
        pytest.param("Die Busse fahren selten.", 25, id="shortened"),
        pytest.param(f"{TEXT} Danke.", 42, id="lengthened"),
        pytest.param("", 0, id="nothing left"),
        pytest.param(
            "Die busse fahren selten. Der Kurs ist gut.", 4, id="small letter"
        ),
    ],
)
def test_altered_wording_is_refused(marked, at):
    with pytest.raises(WordingChangedError) as refusal:
        cuts_in(TEXT, marked)

    assert refusal.value.at == at


def test_paragraphs_can_be_joined():
    text = "Erster Satz.\n\nZweiter Satz."

    assert parts(text, cuts_in(text, text)) == ["Erster Satz.", "Zweiter Satz."]
    assert parts(text, cuts_in(text, "Erster Satz. Zweiter Satz.")) == [text]


def test_a_text_with_the_mark_gets_another_mark():
    text = "Bus | Bahn fahren selten"

    marked = with_marks(text, [11])

    assert mark_for(text) == "¦"
    assert marked == "Bus | Bahn ¦ fahren selten"
    assert parts(text, cuts_in(text, marked)) == ["Bus | Bahn", "fahren selten"]


def test_spans_count_characters_and_not_bytes():
    text = "Größe 🙂 zählt. سلام عليكم"

    assert spans(text, [15]) == [(0, 14), (15, 25)]
    assert parts(text, [15]) == ["Größe 🙂 zählt.", "سلام عليكم"]


def test_cuts_between_keeps_what_was_left_out_apart():
    text = "Eins. Äh. Zwei."

    cuts = cuts_between(text, [(0, 5), (10, 15)])

    assert parts(text, cuts) == ["Eins.", "Äh.", "Zwei."]


texts = st.text(st.sampled_from("ab.|¦ \n\t\u00a0äß🙂س\u0301"), min_size=1, max_size=40)


@given(text=texts, cuts=st.lists(st.integers(-3, 45), max_size=6))
def test_parts_are_verbatim_and_lose_nothing(text, cuts):
    text = clean_text(text)

    found = spans(text, cuts)

    assert all(before[1] <= after[0] for before, after in pairwise(found))
    assert all(part == part.strip() != "" for part in parts(text, cuts))
    assert "".join("".join(part.split()) for part in parts(text, cuts)) == "".join(
        text.split()
    )


@given(text=texts, cuts=st.lists(st.integers(0, 45), max_size=6))
def test_marks_lead_back_to_the_same_parts(text, cuts):
    text = clean_text(text)
    # An empty line in the original is a cut as well.
    assume("\n\n" not in text.replace(" ", "").replace("\t", "").replace("\xa0", ""))

    marked = with_marks(text, cuts)

    assert spans(text, cuts_in(text, marked)) == spans(text, cuts)


@given(text=texts, kept=st.lists(st.integers(0, 45), max_size=6))
def test_stored_spans_are_found_again(text, kept):
    text = clean_text(text)
    stored = spans(text, kept)[::2]

    assert set(stored) <= set(spans(text, cuts_between(text, stored)))


@given(text=texts, marked=texts)
def test_any_input_gives_parts_of_the_original_or_is_refused(text, marked):
    text = clean_text(text)
    try:
        cuts = cuts_in(text, marked)
    except WordingChangedError:
        return

    without = marked.replace(mark_for(text), "")
    assert "".join(without.split()) == "".join(text.split())
    assert all(0 < cut < len(text) for cut in cuts)
