"""What the set-up lists have in common is tested in tests/test_setup_lists.py."""

import pytest
from django.urls import reverse

from tests.factories import (
    CafeFactory,
    GuidingQuestionFactory,
    NoteFactory,
    SittingFactory,
    SubgroupCountFactory,
    SubgroupFactory,
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
        SubgroupFactory(target_group__process=process)

    # session, user, role, current process twice; cafés, groups, subgroups, questions
    with django_assert_num_queries(9):
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


def test_subgroups_stand_below_their_target_group(manager_client, process):
    first = SubgroupFactory(target_group__process=process, title="Paten")
    other = TargetGroupFactory(process=process)

    page = manager_client.get(OVERVIEW).content.decode()

    assert page.count("Paten</p>") == 1
    for group in (first.target_group, other):
        assert reverse("worldcafe-setup:subgroup-add", args=[group.pk]) in page


def test_new_subgroup_counts_only_from_now_on(manager_client, process):
    group = TargetGroupFactory(process=process)
    url = reverse("worldcafe-setup:subgroup-add", args=[group.pk])

    before = manager_client.get(url).content.decode()
    SittingFactory(
        table__cafe__target_group=group, table__cafe__process=process, people=5
    )
    after = manager_client.get(url).content.decode()

    assert "An den Tischen wurde schon gezählt." not in before
    assert "An den Tischen wurde schon gezählt." in after


def test_editing_a_counted_subgroup_says_to_be_careful(manager_client, process):
    subgroup = SubgroupFactory(target_group__process=process)
    url = reverse("worldcafe-setup:subgroup", args=[subgroup.pk])

    before = manager_client.get(url).content.decode()
    SubgroupCountFactory(
        subgroup=subgroup, sitting__table__cafe__target_group=subgroup.target_group
    )
    after = manager_client.get(url).content.decode()

    assert CAUTION not in before
    assert CAUTION in after


def test_subgroup_stands_once_below_its_target_group(manager_client, process):
    there = SubgroupFactory(target_group__process=process, title="Paten")
    url = reverse("worldcafe-setup:subgroup-add", args=[there.target_group_id])

    response = manager_client.post(url, {"title": "Paten"})

    assert "Diese Untergruppe gibt es schon." in response.content.decode()
    assert there.target_group.subgroups.count() == 1


def test_target_group_goes_with_its_subgroups(manager_client, process):
    subgroup = SubgroupFactory(target_group__process=process)
    group = subgroup.target_group
    url = reverse("worldcafe-setup:target-group-delete", args=[group.pk])

    manager_client.post(url)

    assert not process.target_groups.exists()
    assert not group.subgroups.exists()
