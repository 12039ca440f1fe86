"""What the set-up lists have in common is tested in tests/test_setup_lists.py."""

from datetime import date

import pytest
from django.urls import reverse

from ilmkreis_integration.models import ActionField, Process, ReachReview, Stage
from tests.factories import (
    ActionFieldFactory,
    ProcessFactory,
    ReachReviewFactory,
    StageFactory,
    StatementFactory,
)

pytestmark = pytest.mark.django_db

OVERVIEW = "/verfahren/einstellungen/"


@pytest.fixture
def process():
    return ProcessFactory(is_current=True)


def url(name, *args):
    return reverse(f"setup:{name}", args=args)


# --- Overview


def test_overview_of_an_empty_process_says_what_is_missing(manager_client, process):
    page = manager_client.get(OVERVIEW).content.decode()

    assert "fehlen noch Ansprechperson oder Anschrift" in page
    assert "Der Zeitplan hat noch keine Schritte." in page
    assert "Diese Frage wurde noch nicht beantwortet." in page
    assert "Noch gibt es kein Handlungsfeld." in page


def test_overview_shows_what_was_set_up(manager_client, process):
    StageFactory(process=process, title="Auftakt", starts_on=date(2017, 4, 5))
    StageFactory(process=process, title="Später")
    ActionFieldFactory(process=process, title="Wohnen")
    StageFactory(title="Ganz woanders")

    page = manager_client.get(OVERVIEW).content.decode()

    assert "Auftakt" in page
    assert "5. April 2017" in page
    assert "noch ohne Termin" in page
    assert "Wohnen" in page
    assert "Ganz woanders" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_overview_needs_the_same_number_of_queries(
    manager_client, process, count, django_assert_num_queries
):
    for _ in range(count):
        ReachReviewFactory(after_stage__process=process)
        ActionFieldFactory(process=process)

    # session, user, role, current process; stages, reviews, fields, processes
    with django_assert_num_queries(8):
        manager_client.get(OVERVIEW)


# --- Process


def entries_of(process, **changes):
    return {
        "title": process.title,
        "county": process.county,
        "authority": process.authority,
        "smallest_count": process.smallest_count,
    } | changes


def test_process_is_changed(manager_client, process):
    response = manager_client.post(
        url("process"),
        entries_of(process, title="Neu", mission="Auftrag", smallest_count=10),
    )

    assert response.url == OVERVIEW
    process.refresh_from_db()
    assert (process.title, process.mission) == ("Neu", "Auftrag")
    assert process.smallest_count == 10
    assert process.is_current


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": ""}, "Dieses Feld ist zwingend erforderlich."),
        ({"smallest_count": 4}, "größer oder gleich 5"),
        ({"contact_email": "keine Adresse"}, "gültige E-Mail-Adresse"),
    ],
)
def test_wrong_process_is_not_stored(manager_client, process, changes, message):
    before = Process.objects.values().get()

    response = manager_client.post(url("process"), entries_of(process, **changes))

    assert response.status_code == 200
    assert message in response.content.decode()
    assert Process.objects.values().get() == before


def test_another_process_is_switched_to(manager_client, process):
    other = ProcessFactory(title="Fortschreibung")

    response = manager_client.post(url("switch", other.pk), follow=True)

    assert Process.objects.current() == other
    assert "Alle Seiten zeigen jetzt: Fortschreibung" in response.content.decode()


def test_unknown_process_is_not_switched_to(manager_client, process):
    assert manager_client.post(url("switch", 999)).status_code == 404
    assert Process.objects.current() == process


# --- Stages and fields


def test_stage_ends_after_it_starts(manager_client, process):
    response = manager_client.post(
        url("stage-add"),
        {"title": "Rückwärts", "starts_on": "2017-05-01", "ends_on": "2017-04-01"},
    )

    assert "Das Ende liegt vor dem Beginn." in response.content.decode()
    assert not Stage.objects.exists()


def test_dates_are_shown_as_the_calendar_of_the_browser_takes_them(
    manager_client, process
):
    stage = StageFactory(process=process, starts_on=date(2017, 3, 5))

    page = manager_client.get(url("stage", stage.pk)).content.decode()

    assert 'type="date" name="starts_on" value="2017-03-05"' in page


def test_field_for_everything_else_stays(manager_client, process):
    field = ActionFieldFactory(process=process, is_other=True)

    page = manager_client.get(url("field-delete", field.pk)).content.decode()
    manager_client.post(url("field-delete", field.pk))

    assert "nimmt auf, was zu keinem anderen passt" in page
    assert ActionField.objects.get() == field


def test_field_of_coded_statements_stays(manager_client, process):
    field = ActionFieldFactory(process=process)
    StatementFactory(action_fields=[field])

    manager_client.post(url("field-delete", field.pk))

    assert ActionField.objects.filter(pk=field.pk).exists()


# --- "Haben wir alle erreicht?"


@pytest.fixture
def stage(process):
    return StageFactory(process=process)


def test_answer_is_deleted_after_asking(manager_client, stage):
    review = ReachReviewFactory(after_stage=stage)

    page = manager_client.get(url("review-delete", review.pk)).content.decode()
    assert "löschen?" in page
    assert ReachReview.objects.exists()
    response = manager_client.post(url("review-delete", review.pk))

    assert response.url == OVERVIEW
    assert not ReachReview.objects.exists()
