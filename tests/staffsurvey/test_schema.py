"""A new column in these tables must be thought through; see docs/adr/0013."""

import pytest
from django.db import connection, models

from ilmkreis_integration.models import Contribution
from staffsurvey.models import Code, Comment, Envelope, HeldComment

pytestmark = pytest.mark.django_db

COLUMNS = {
    Code: {"digest", "box_id", "is_spent"},
    Envelope: {"id", "box_id", "content"},
    HeldComment: {
        "id",
        "focus_area_id",
        "text",
        "is_masked",
        "may_be_quoted",
        "proposal",
        "proposed_by_id",
        "is_withheld",
    },
    Comment: {
        "contribution_id",
        "focus_area_id",
        "is_masked",
        "may_be_quoted",
        "released_by",
    },
}


@pytest.mark.parametrize("model", COLUMNS)
def test_table_has_no_other_columns(model):
    with connection.cursor() as cursor:
        table = connection.introspection.get_table_description(
            cursor, model._meta.db_table
        )

    assert {column.name for column in table} == COLUMNS[model]


@pytest.mark.parametrize("model", COLUMNS)
def test_keys_are_random_and_nothing_has_a_time(model):
    key = model._meta.pk
    assert not isinstance(key, models.AutoField)
    assert not any(
        isinstance(field, models.DateField | models.TimeField)
        for field in model._meta.concrete_fields
    )


def test_contributions_have_random_keys_and_no_time():
    fields = {f.name: type(f) for f in Contribution._meta.concrete_fields}

    assert fields["id"] is models.UUIDField
    assert models.DateTimeField not in fields.values()
    dates = [name for name, kind in fields.items() if kind is models.DateField]
    assert dates == ["received_on"]  # empty for staff, by constraint
