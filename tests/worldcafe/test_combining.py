from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worldcafe.combining import ChangesCollideError, NoteState, combine

SEEN = NoteState("Zu wenig", guiding_question_id=1)
states = st.builds(
    NoteState,
    text=st.sampled_from(["A", "B", "C"]),
    guiding_question_id=st.sampled_from([1, 2]),
    weighting_dots=st.sampled_from([0, 1]),
    is_deleted=st.booleans(),
    merged_into_id=st.sampled_from([None, uuid4()]),
)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ({"guiding_question_id": 2}, {"text": "Anders"}),
        ({"text": "Anders"}, {"weighting_dots": 3}),
        ({"weighting_dots": 3}, {"is_deleted": True}),
        ({"text": "Gleich"}, {"text": "Gleich"}),
    ],
)
def test_changes_of_different_things_go_together(mine, theirs):
    now = combine(theirs, seen=SEEN, now=SEEN)

    both = combine(mine, seen=SEEN, now=now)

    for name, value in (theirs | mine).items():
        assert getattr(both, name) == value


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ({"text": "Meins"}, {"text": "Deins"}),
        ({"guiding_question_id": 2}, {"guiding_question_id": 3}),
        ({"text": "Meins"}, {"is_deleted": True}),
        ({"is_deleted": True}, {"text": "Deins"}),
    ],
)
def test_changes_of_the_same_thing_collide(mine, theirs):
    now = combine(theirs, seen=SEEN, now=SEEN)

    with pytest.raises(ChangesCollideError):
        combine(mine, seen=SEEN, now=now)


@given(seen=states, now=states, text=st.sampled_from(["A", "B", "C"]))
def test_no_wording_is_replaced_by_somebody_who_has_not_read_it(seen, now, text):
    try:
        combined = combine({"text": text}, seen=seen, now=now)
    except ChangesCollideError:
        assert (now.text, now.is_deleted) != (seen.text, seen.is_deleted)
    else:
        assert combined.text == text
        assert now.text in (seen.text, text)
