import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, models

from ilmkreis_integration.handover import contributions_final
from ilmkreis_integration.models import Contribution, Source
from staffsurvey.models import Comment, FocusArea
from staffsurvey.services import submit_comments
from tests.factories import ContributionFactory, FocusAreaFactory

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


def test_both_texts_of_one_sending_are_kept_where_only_one_is_new(survey):
    submit_comments(survey, comments={area("wohnen"): "Zu teuer"})
    submit_comments(
        survey, comments={area("wohnen"): "Zu teuer", area("kinder"): "Mittagessen"}
    )

    assert sorted(Contribution.objects.values_list("text", flat=True)) == [
        "Mittagessen",
        "Zu teuer",
    ]


@pytest.mark.django_db(transaction=True)
def test_a_double_click_stores_once(survey):
    comments = {area("wohnen"): "Zu teuer", area("kinder"): "Mittagessen"}

    def send(_number):
        try:
            submit_comments(survey, comments=comments)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(send, range(8)))

    assert Comment.objects.count() == 2


def test_texts_of_one_sending_are_stored_in_an_order_drawn_by_lot(survey):
    topic = area("wohnen").topic
    areas = FocusAreaFactory.create_batch(12, topic=topic, action_field=None)
    in_order = [f"Text {number:02}" for number in range(12)]
    stored = []

    def listen(contributions, **kwargs):
        stored.extend(contribution.text for contribution in contributions)

    contributions_final.connect(listen)
    try:
        submit_comments(survey, comments=dict(zip(areas, in_order, strict=True)))
    finally:
        contributions_final.disconnect(listen)

    assert sorted(stored) == in_order
    assert stored != in_order  # by chance once in 479 million runs


@pytest.mark.parametrize("number", [1, 3])
def test_submit_comments_asks_the_same_number_of_questions(
    survey, django_assert_num_queries, number
):
    topic = area("wohnen").topic
    areas = FocusAreaFactory.create_batch(number, topic=topic, action_field=None)

    with django_assert_num_queries(7):  # lock, repetitions, codes, 2 inserts, savepoint
        submit_comments(survey, comments=dict.fromkeys(areas, "Text"))


def test_constraint_refuses_a_date_on_a_comment(survey):
    with pytest.raises(IntegrityError, match="staff_contribution_has_no_date"):
        ContributionFactory(
            process=survey.process, source="staffsurvey", received_on="2017-10-20"
        )


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
