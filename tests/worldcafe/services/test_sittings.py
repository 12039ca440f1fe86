import pytest

from tests.factories import SubgroupFactory
from worldcafe.services.sittings import (
    confirm_read_back,
    record_attendance,
    record_subgroups,
)

pytestmark = pytest.mark.django_db


def test_record_attendance_accepts_unusual_tables(sitting):
    record_attendance(sitting, people=11, participation_dots=9)

    sitting.refresh_from_db()
    assert (sitting.people, sitting.participation_dots) == (11, 9)
    assert sitting.has_unusual_size


@pytest.mark.parametrize(("people", "is_unusual"), [(3, True), (4, False), (8, False)])
def test_sitting_expects_four_to_eight_people(sitting, people, is_unusual):
    sitting.people = people

    assert sitting.has_unusual_size is is_unusual


def test_record_subgroups_keeps_each_and_their_sums(sitting, cafe):
    group = cafe.target_group
    schools = SubgroupFactory(target_group=group, title="Schulen")
    advice = SubgroupFactory(target_group=group, title="Beratung")

    record_subgroups(sitting, {schools: (2, 1), advice: (1, 1)})
    record_subgroups(sitting, {schools: (4, 3), advice: (1, 1)})

    sitting.refresh_from_db()
    assert (sitting.people, sitting.participation_dots) == (5, 4)
    assert set(
        sitting.subgroup_counts.values_list(
            "subgroup__title", "people", "participation_dots"
        )
    ) == {("Schulen", 4, 3), ("Beratung", 1, 1)}


def test_confirm_read_back_keeps_when(sitting):
    confirm_read_back(sitting)

    sitting.refresh_from_db()
    assert sitting.read_back_at is not None
