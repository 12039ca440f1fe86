import re

import pytest
from django.db import connection, models

from ilmkreis_integration.models import Contribution, Source
from staffsurvey.models import Comment, FocusArea
from staffsurvey.services import submit_comments
from tests.factories import ContributionFactory

pytestmark = pytest.mark.django_db


def area(slug):
    return FocusArea.objects.select_related("topic").get(slug=slug)


def test_submit_comments_hands_over_each_text_for_itself(survey):
    submit_comments(
        survey, comments={area("wohnen"): "Zu teuer", area("kinder"): "Mittagessen"}
    )

    housing = Contribution.objects.get(text="Zu teuer")
    assert housing.source == Source.STAFF_SURVEY
    assert housing.action_field.slug == "wohnen"
    assert (housing.kind, housing.for_concept) == ("", True)
    assert housing.received_on is None
    assert housing.comment.focus_area == area("wohnen")
    other = Contribution.objects.get(text="Mittagessen")
    assert (other.action_field, other.for_concept) == (None, False)


def test_codes_are_drawn_by_lot(survey):
    for number in range(40):
        submit_comments(survey, comments={area("wohnen"): f"Text {number}"})

    by_arrival = [
        Contribution.objects.get(text=f"Text {number}").code for number in range(40)
    ]
    assert all(re.fullmatch(r"M-\d{4}", code) for code in by_arrival)
    assert by_arrival != sorted(by_arrival)
    assert len(set(by_arrival)) == 40


def test_codes_get_longer_before_they_run_short(survey):
    Contribution.objects.bulk_create(
        ContributionFactory.build(
            process=survey.process, source="staffsurvey", code=f"M-{n:04}"
        )
        for n in range(5000)
    )

    submit_comments(survey, comments={area("wohnen"): "Noch einer"})

    code = Contribution.objects.get(text="Noch einer").code
    assert re.fullmatch(r"M-\d{5}", code)


def test_the_same_text_in_the_same_place_is_stored_once(survey):
    for _ in range(2):
        submit_comments(survey, comments={area("wohnen"): "Zu teuer"})
    submit_comments(survey, comments={area("sonstiges"): "Zu teuer"})

    assert Comment.objects.count() == 2


def test_nothing_in_the_schema_tells_who_or_when_or_what_else():
    """A new column here must be thought through; see docs/adr/0004."""
    columns = {
        field.name: type(field)
        for field in Comment._meta.get_fields()
        if isinstance(field, models.Field)
    }

    assert columns == {
        "contribution": models.OneToOneField,
        "focus_area": models.ForeignKey,
    }
    with connection.cursor() as cursor:
        description = connection.introspection.get_table_description(
            cursor, Comment._meta.db_table
        )
    assert {column.name for column in description} == {
        "contribution_id",
        "focus_area_id",
    }


def test_contributions_have_random_keys_and_no_time():
    fields = {f.name: type(f) for f in Contribution._meta.concrete_fields}

    assert fields["id"] is models.UUIDField
    assert models.DateTimeField not in fields.values()
    dates = [name for name, kind in fields.items() if kind is models.DateField]
    assert dates == ["received_on"]  # empty for staff, by constraint
