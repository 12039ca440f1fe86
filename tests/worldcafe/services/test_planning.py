import pytest

from worldcafe.models import Sitting

pytestmark = pytest.mark.django_db


def test_plan_cafe_makes_a_sitting_for_each_table_and_round(cafe):
    assert cafe.number == 1
    assert [(t.number, t.action_field.slug) for t in cafe.tables.all()] == [
        (1, "wohnen"),
        (2, "arbeit"),
    ]
    assert set(Sitting.objects.values_list("table__number", "round__number")) == {
        (1, 1),
        (1, 2),
        (2, 1),
        (2, 2),
    }
    assert len(set(cafe.tables.values_list("code", flat=True)) | {cafe.code}) == 3
