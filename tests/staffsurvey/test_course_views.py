"""Starting the survey, prolonging it and ending it."""

from datetime import timedelta

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.urls import reverse
from django.utils import timezone

from staffsurvey.forms.course import LastDayForm
from staffsurvey.models import BallotBox, Event, Phase, StaffSurvey, Version
from staffsurvey.views.course import _prolong
from tests.factories import OpeningFactory

pytestmark = pytest.mark.django_db

OVERVIEW = "/verfahren/mitarbeiterbefragung/"
TODAY = timezone.localdate


def url(name, *args):
    return reverse(f"staffsurvey-setup:{name}", args=args)


def page(client, name, *args):
    return client.get(url(name, *args)).content.decode()


BUTTON = 'value="Befragung starten"'
CONFIRMED = {"no_access_log": "on", "slips_are_drawn": "on", "backups": "keine"}


def phase():
    return StaffSurvey.objects.get().phase(on=TODAY())


def test_survey_starts_when_all_is_there(manager_client, ready):
    response = manager_client.post(url("start"), CONFIRMED)

    assert response.url == OVERVIEW
    assert phase() == Phase.RUNNING
    event = Event.objects.get(kind="started")
    assert (event.detail, event.done_by) == ("keine", "verwaltung")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda s: Version.objects.update(unlocked_on=TODAY()),
        lambda s: StaffSurvey.objects.update(welcome="Anders"),
        lambda s: s.box.delete(),
        lambda s: BallotBox.objects.update(tried_on=None),
        lambda s: StaffSurvey.objects.update(with_codes=True),
    ],
    ids=["no version", "changed", "no key", "not tried", "no slips"],
)
def test_survey_does_not_start_while_something_is_missing(manager_client, ready, spoil):
    assert BUTTON in page(manager_client, "start")
    spoil(ready)
    assert BUTTON not in page(manager_client, "start")

    response = manager_client.post(url("start"), CONFIRMED)

    assert "Was fehlt, ist unten" in response.content.decode()
    assert phase() == Phase.PREPARING


def test_survey_does_not_start_without_confirmations(manager_client, ready):
    response = manager_client.post(url("start"), {})

    assert list(response.context["form"].errors) == ["no_access_log", "backups"]
    assert phase() == Phase.PREPARING


def test_survey_does_not_start_on_an_unsafe_server(manager_client, ready, settings):
    settings.DEBUG = True

    response = manager_client.post(url("start"), CONFIRMED)

    assert "Entwicklungsmodus" in response.content.decode()
    assert phase() == Phase.PREPARING


def test_proxy_is_to_pass_on_where_people_come_from(manager_client, ready):
    lines = page(manager_client, "start")

    assert "X-Forwarded-For $proxy_add_x_forwarded_for;" in lines


@pytest.mark.parametrize("entries", [CONFIRMED, {}])
def test_start_examines_the_server_once(manager_client, ready, monkeypatch, entries):
    asked = []
    monkeypatch.setattr(
        "staffsurvey.views.course.examine", lambda: asked.append(1) or []
    )

    manager_client.post(url("start"), entries)

    assert asked == [1]


def prolong(client, closes_on, results_on=""):
    entries = {"closes_on": closes_on.isoformat(), "results_on": str(results_on)}
    return client.post(url("prolong"), entries)


def test_last_day_is_moved_back_and_that_is_on_record(manager_client, survey):
    later = survey.closes_on + timedelta(days=7)

    response = prolong(manager_client, later, later + timedelta(days=1))

    assert response.url == OVERVIEW
    changed = StaffSurvey.objects.get()
    assert (changed.closes_on, changed.results_on) == (later, later + timedelta(1))
    event = Event.objects.get()
    assert (event.kind, event.done_by) == ("prolonged", "verwaltung")
    assert event.detail == "vom 1. Januar 2100 auf den 8. Januar 2100"


@pytest.mark.parametrize(
    ("days", "results_after", "message"),
    [
        (0, None, "muss nach dem bisherigen liegen"),
        (-1, None, "muss nach dem bisherigen liegen"),
        (7, 7, "Ergebnisse gibt es erst nach dem letzten Tag der Befragung."),
        (7, 6, "Ergebnisse gibt es erst nach dem letzten Tag der Befragung."),
    ],
)
def test_last_day_is_refused(manager_client, survey, days, results_after, message):
    before = StaffSurvey.objects.values().get()
    results = survey.closes_on + timedelta(results_after) if results_after else ""

    response = prolong(manager_client, survey.closes_on + timedelta(days), results)

    assert message in response.content.decode()
    assert "Bisher letzter Tag: 1. Januar 2100." in response.content.decode()
    assert StaffSurvey.objects.values().get() == before
    assert not Event.objects.exists()


def test_what_is_no_day_is_refused(manager_client, survey):
    response = manager_client.post(url("prolong"), {"closes_on": "bald"})

    assert list(response.context["form"].errors) == ["closes_on"]
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    "bring",
    [
        lambda s: BallotBox.objects.update(started_on=None),
        lambda s: StaffSurvey.objects.update(closes_on=TODAY() - timedelta(1)),
        lambda s: BallotBox.objects.update(ended_on=TODAY()),
        lambda s: OpeningFactory(survey=s),
    ],
    ids=["not started", "over", "ended", "opened"],
)
def test_only_what_is_under_way_is_prolonged_or_ended(manager_client, survey, bring):
    bring(survey)
    before = StaffSurvey.objects.values().get(), BallotBox.objects.values().get()

    response = prolong(manager_client, TODAY() + timedelta(days=50_000))
    manager_client.post(url("end"))

    assert response.url == OVERVIEW
    assert "solange die Befragung gestartet" in page(manager_client, "overview")
    now = StaffSurvey.objects.values().get(), BallotBox.objects.values().get()
    assert now == before
    assert not Event.objects.exists()
    assert "Ja, endgültig beenden" not in page(manager_client, "end")


def test_who_prolongs_second_is_told_why_it_changed_nothing(rf, manager, survey):
    later = survey.closes_on + timedelta(days=7)
    form = LastDayForm({"closes_on": later.isoformat()}, instance=survey)
    assert form.is_valid()
    StaffSurvey.objects.update(closes_on=later)  # since it was checked
    request = rf.post(url("prolong"))
    request.user = manager
    request._messages = CookieStorage(request)

    _prolong(request, form)

    [message] = request._messages
    assert "wurde inzwischen schon bis dahin oder länger verlängert" in str(message)
    assert not Event.objects.exists()


def test_slips_are_spoken_of_only_where_there_are_some(manager_client, survey):
    old_day = "Auf den Zetteln steht weiter der alte."
    assert old_day not in page(manager_client, "prolong")

    StaffSurvey.objects.update(with_codes=True)

    assert old_day in page(manager_client, "prolong")


def test_ending_asks_first_and_is_final(manager_client, survey):
    manager_client.get(url("end"))
    assert phase() == Phase.RUNNING

    manager_client.post(url("end"))

    assert phase() == Phase.CLOSED
    manager_client.post(
        url("prolong"), {"closes_on": (survey.closes_on + timedelta(9)).isoformat()}
    )
    assert phase() == Phase.CLOSED
    assert "wartet auf die Öffnung" in page(manager_client, "overview")
