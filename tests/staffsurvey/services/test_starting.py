from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from staffsurvey.models import BallotBox, StaffSurvey
from staffsurvey.preflight import Finding
from staffsurvey.services.starting import (
    CannotStartError,
    NotLaterError,
    NotRunningError,
    end,
    prolong,
    start,
)

pytestmark = pytest.mark.django_db


def test_survey_starts_once(ready, manager):
    start(ready, backups="keine", findings=[], by=manager)

    with pytest.raises(CannotStartError):
        start(ready, backups="andere", findings=[], by=manager)
    assert [event.detail for event in ready.events.filter(kind="started")] == ["keine"]


def test_survey_does_not_start_on_a_server_that_breaks_its_promise(ready, manager):
    hint = Finding("Hinweis", "Bitte lesen", is_blocking=False)
    findings = [hint, Finding("Zugriffsprotokoll", "Bitte abschalten")]

    with pytest.raises(CannotStartError):
        start(ready, backups="keine", findings=findings, by=manager)
    start(ready, backups="keine", findings=[hint], by=manager)


@pytest.mark.parametrize("days", [0, -1])
def test_last_day_never_comes_earlier(survey, manager, days):
    until = survey.closes_on + timedelta(days=days)

    with pytest.raises(NotLaterError):
        prolong(survey, until=until, results_on=None, by=manager)
    assert not survey.events.exists()


def test_who_holds_an_old_page_prolongs_and_ends_nothing(survey, manager):
    BallotBox.objects.update(ended_on=timezone.localdate())
    until = survey.closes_on + timedelta(days=1)

    with pytest.raises(NotRunningError):
        prolong(survey, until=until, results_on=None, by=manager)
    with pytest.raises(NotRunningError):
        end(survey, by=manager)
    assert not survey.events.exists()


@pytest.mark.parametrize("days", [0, -1])
def test_results_come_after_the_last_day(draft, days):
    day = draft.closes_on + timedelta(days=days)

    with pytest.raises(IntegrityError, match="staff_survey_results_after_it_closes"):
        StaffSurvey.objects.update(results_on=day)
