"""What the set-up lists have in common is tested in tests/test_setup_lists.py."""

import pytest
from django.urls import reverse

from tests.factories import (
    CafeFactory,
    GuidingQuestionFactory,
    NoteFactory,
    TableFactory,
    TargetGroupFactory,
)

pytestmark = pytest.mark.django_db

OVERVIEW = "/verfahren/worldcafe/"
CAUTION = "Ändern Sie nur noch Schreibfehler"


def test_overview_of_an_empty_process_says_what_is_missing(manager_client, process):
    page = manager_client.get(OVERVIEW).content.decode()

    assert "Noch ist kein World Café geplant." in page
    assert "Ohne Leitfrage kann an den Tischen niemand etwas notieren." in page
    assert "Noch gibt es keine Zielgruppe." in page


def test_overview_counts_tables_and_notes(manager_client, cafe, sitting, question):
    NoteFactory(sitting=sitting, guiding_question=question)
    NoteFactory(sitting=sitting, guiding_question=question, is_deleted=True)
    CafeFactory()

    response = manager_client.get(OVERVIEW)

    (shown,) = response.context["cafes"]
    assert (shown, shown.table_count, shown.note_count) == (cafe, 2, 1)
    page = response.content.decode()
    assert "5. März 2026, Arnstadt" in page
    assert "2 Tische" in page
    assert question.text in page


@pytest.mark.parametrize("count", [1, 3])
def test_overview_needs_the_same_number_of_queries(
    manager_client, process, count, django_assert_num_queries
):
    for _ in range(count):
        TableFactory(cafe__process=process)
        GuidingQuestionFactory(process=process)
        TargetGroupFactory(process=process)

    # session, user, role, current process twice; cafés, groups, questions
    with django_assert_num_queries(8):
        manager_client.get(OVERVIEW)


def test_editing_a_question_with_notes_says_to_be_careful(
    manager_client, sitting, question
):
    url = reverse("worldcafe-setup:guiding-question", args=[question.pk])

    before = manager_client.get(url).content.decode()
    NoteFactory(sitting=sitting, guiding_question=question)
    after = manager_client.get(url).content.decode()

    assert CAUTION not in before
    assert CAUTION in after
