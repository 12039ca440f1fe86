""" "Haben wir alle erreicht?", asked beside the figures of the return."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ilmkreis_integration.models import ReachReview, Stage
from reports.forms.reviews import with_lines
from reports.services.reviews import record_review
from tests.factories import (
    SOME_DAY,
    ChannelFactory,
    ProcessFactory,
    QuestionnaireFactory,
    ReachReviewFactory,
    ReferenceCountFactory,
    ReferenceFactory,
    ResponseFactory,
    StageFactory,
)

pytestmark = pytest.mark.django_db

TIMELINE = reverse("process:dashboard") + "#zeitplan"
SETTINGS = reverse("setup:overview") + "#erreicht"
DAY = timedelta(days=1)


def url(name, *args):
    return reverse(f"process:{name}", args=args)


@pytest.fixture
def process():
    return ProcessFactory(is_current=True)


@pytest.fixture
def stage(process):
    return StageFactory(process=process)


def review_entries(stage, **changes):
    return {
        "after_stage": stage.pk,
        "reviewed_on": "2026-03-02",
        "everyone_reached": "False",
        "missing": "Hauptamt",
        "reasons": "Sie wurden nicht gefragt.",
        "opened_stage": "",
    } | changes


def test_choices_are_named(manager_client, stage):
    page = manager_client.get(url("review-add")).content.decode()

    for choice in (">Bitte wählen<", ">keine Auswahl<", ">Ja<", ">Nein<"):
        assert page.count(choice) == 1


def test_answer_is_recorded_with_who_gave_it(manager_client, manager, stage):
    opened = StageFactory(process=stage.process)

    response = manager_client.post(
        url("review-add"), review_entries(stage, opened_stage=opened.pk)
    )

    assert response.url == TIMELINE
    review = ReachReview.objects.get()
    assert (review.process, review.after_stage) == (stage.process, stage)
    assert (review.everyone_reached, review.missing) == (False, "Hauptamt")
    assert (review.opened_stage, review.recorded_by) == (opened, manager)


def test_answer_is_changed(manager_client, stage):
    review = ReachReviewFactory(after_stage=stage, everyone_reached=False, missing="X")

    response = manager_client.post(
        url("review", review.pk),
        review_entries(stage, everyone_reached="True", missing=""),
    )

    assert response.url == SETTINGS
    changed = ReachReview.objects.get()
    assert (changed.everyone_reached, changed.missing) == (True, "")
    assert changed.recorded_by == review.recorded_by


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"missing": ""}, "Bitte nennen Sie, wer noch fehlt."),
        ({"reasons": ""}, "Dieses Feld ist zwingend erforderlich."),
        ({"reviewed_on": "gestern"}, "Bitte ein gültiges Datum eingeben."),
        ({"after_stage": ""}, "Dieses Feld ist zwingend erforderlich."),
    ],
)
def test_wrong_answer_is_not_recorded(manager_client, stage, changes, message):
    response = manager_client.post(url("review-add"), review_entries(stage, **changes))

    assert message in response.content.decode()
    assert not ReachReview.objects.exists()


@pytest.mark.parametrize("name", ["after_stage", "opened_stage"])
def test_answer_names_steps_of_its_own_process_only(manager_client, stage, name):
    foreign = StageFactory()

    form = manager_client.get(url("review-add")).context["form"]
    response = manager_client.post(
        url("review-add"), review_entries(stage, **{name: foreign.pk})
    )

    assert list(form.fields[name].queryset) == [stage]
    assert list(response.context["form"].errors) == [name]
    assert not ReachReview.objects.exists()


# --- Who may


@pytest.mark.parametrize("route", ["review-add", "review"])
def test_question_is_for_the_management(
    client, stranger_client, reader_client, evaluator_client, manager_client, route
):
    process = ProcessFactory(is_current=True)
    review = ReachReviewFactory(after_stage__process=process)
    address = url(route, *([review.pk] if route == "review" else []))

    for visitor in (stranger_client, reader_client, evaluator_client):
        assert visitor.get(address).status_code == 403
        assert visitor.post(address).status_code == 403
    response = client.get(address)
    assert (response.status_code, response.url.split("?")[0]) == (302, "/anmelden/")
    assert manager_client.get(address).status_code == 200
    assert manager_client.delete(address).status_code == 405


def test_answer_of_another_process_does_not_exist(manager_client, stage):
    foreign = ReachReviewFactory()
    address = url("review", foreign.pk)

    assert manager_client.get(address).status_code == 404
    assert manager_client.post(address, review_entries(stage)).status_code == 404
    assert ReachReview.objects.get().reasons == foreign.reasons


def test_without_a_process_there_is_no_question(manager_client):
    assert manager_client.get(url("review-add")).status_code == 404


# --- What the figures suggest


@pytest.fixture
def questionnaire(process):
    """Forms in Ukrainian from one office; no Arabic, and a silent office."""
    questionnaire = QuestionnaireFactory(process=process)
    busy = ChannelFactory(questionnaire=questionnaire, name="Amt")
    ResponseFactory.create_batch(8, channel=busy, language="uk")
    ChannelFactory(questionnaire=questionnaire, name="Verein")
    reference = ReferenceFactory(questionnaire=questionnaire, dimension="language")
    for group in ("uk", "ar"):
        ReferenceCountFactory(reference=reference, group=group, people=500)
    return questionnaire


def offered(response):
    return [who for who, _text in response.context["form"].fields["suggested"].choices]


def test_figures_stand_beside_the_question(manager_client, questionnaire, stage):
    response = manager_client.get(url("review-add"))

    html = response.content.decode()
    assert "8 Bögen sind da." in html
    assert "mindestens 8" in html  # of the type of the silent office
    assert "Nach Sprache der Hilfe" in html
    assert "Nach Form" in html
    assert "Ausländerzentralregister, 2. März 2026" in html
    assert offered(response)[:2] == ["Arabisch (Sprache)", "Verein (Ausgabestelle)"]
    assert (
        "Arabisch (Sprache): im Rücklauf nicht zu sehen, 50 % der Bevölkerung" in html
    )


def test_question_can_be_asked_without_any_figures(manager_client, stage):
    html = manager_client.get(url("review-add")).content.decode()

    assert "keinen Fragebogen" in html
    assert "nach den Zahlen" not in html


def test_what_is_ticked_goes_into_the_text(manager_client, questionnaire, stage):
    manager_client.post(
        url("review-add"),
        review_entries(
            stage,
            missing="Frauen",
            suggested=["Arabisch (Sprache)", "Verein (Ausgabestelle)"],
        ),
    )

    assert ReachReview.objects.get().missing == (
        "Frauen\nArabisch (Sprache)\nVerein (Ausgabestelle)"
    )


def test_ticks_are_enough_to_name_who_is_missing(manager_client, questionnaire, stage):
    entries = review_entries(stage, missing="", suggested=["Arabisch (Sprache)"])
    manager_client.post(url("review-add"), entries)

    assert ReachReview.objects.get().missing == "Arabisch (Sprache)"


def test_what_the_figures_gave_before_may_still_be_ticked(
    manager_client, questionnaire, stage
):
    entries = review_entries(stage, missing="", suggested=["Türkisch (Sprache)"])
    manager_client.post(url("review-add"), entries)

    assert ReachReview.objects.get().missing == "Türkisch (Sprache)"


def test_what_the_text_names_is_not_offered_again(manager_client, questionnaire, stage):
    review = ReachReviewFactory(after_stage=stage, missing="Arabisch (Sprache)\nFrauen")

    response = manager_client.get(url("review", review.pk))

    assert "Arabisch (Sprache)" not in offered(response)
    assert "Verein (Ausgabestelle)" in offered(response)


@pytest.mark.parametrize(
    ("text", "lines", "expected"),
    [
        ("", [], ""),
        ("a", [], "a"),
        ("", ["a", "b"], "a\nb"),
        ("a\r\nc", ["a", "b"], "a\nc\nb"),
    ],
)
def test_lines_are_added_once(text, lines, expected):
    assert with_lines(text, lines) == expected


def test_question_is_asked_after_the_step_that_began_last(manager_client, process):
    today = timezone.localdate()
    StageFactory(process=process, position=1, starts_on=today - 9 * DAY)
    running = StageFactory(process=process, position=2, starts_on=today - DAY)
    StageFactory(process=process, position=3, starts_on=today + DAY)

    form = manager_client.get(url("review-add")).context["form"]

    assert form["after_stage"].value() == running.pk


# --- The step that it opens


def opened(stage, on=SOME_DAY, *, opens=True):
    """Record a review that opens `stage`; return whether it changed, and its days."""
    review = ReachReviewFactory.build(
        process=stage.process,
        after_stage=stage,
        opened_stage=stage,
        reviewed_on=on,
        recorded_by=None,
    )
    changed = record_review(review, opens=opens)
    stage.refresh_from_db()
    return changed == stage, stage.starts_on, stage.ends_on


def test_planned_step_runs_from_the_day_of_the_answer():
    future = timezone.localdate() + 30 * DAY

    assert opened(StageFactory()) == (True, SOME_DAY, None)
    assert opened(StageFactory(starts_on=future, ends_on=future)) == (
        True,
        SOME_DAY,
        future,
    )
    assert opened(StageFactory(ends_on=SOME_DAY - DAY)) == (True, SOME_DAY, None)
    assert StageFactory(starts_on=SOME_DAY).state(SOME_DAY) == Stage.State.RUNNING


def test_step_that_was_over_runs_again():
    stage = StageFactory(starts_on=SOME_DAY - 9 * DAY, ends_on=SOME_DAY - DAY)

    assert opened(stage) == (True, SOME_DAY - 9 * DAY, None)
    assert stage.state(timezone.localdate()) == Stage.State.RUNNING


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [
        pytest.param(SOME_DAY - DAY, None, id="runs already"),
        pytest.param(SOME_DAY + DAY, SOME_DAY + 9 * DAY, id="written down later"),
    ],
)
def test_step_that_ran_keeps_its_days(starts_on, ends_on):
    stage = StageFactory(starts_on=starts_on, ends_on=ends_on)

    assert opened(stage) == (False, starts_on, ends_on)


def test_step_is_opened_once_and_not_with_every_correction(
    manager_client, process, stage
):
    other = StageFactory(process=process, title="Café")
    address = url("review-add")
    entries = review_entries(stage, opened_stage=other.pk)

    page = manager_client.post(address, entries, follow=True).content.decode()

    assert "„Café“ läuft seit dem 2. März 2026." in page
    Stage.objects.filter(pk=other.pk).update(starts_on=None)
    review = ReachReview.objects.get()
    manager_client.post(url("review", review.pk), entries | {"reasons": "Anders."})
    other.refresh_from_db()
    assert (ReachReview.objects.get().reasons, other.starts_on) == ("Anders.", None)


def test_step_can_be_opened_for_a_day_to_come(manager_client, process, stage):
    other = StageFactory(process=process, title="Café")
    day = date(2999, 1, 2)
    entries = review_entries(stage, opened_stage=other.pk, reviewed_on=day.isoformat())

    page = manager_client.post(url("review-add"), entries, follow=True)

    assert "„Café“ läuft ab dem 2. Januar 2999." in page.content.decode()


def test_opened_step_and_reasons_stand_on_the_timeline(manager_client, stage):
    ReachReviewFactory(
        after_stage=stage,
        everyone_reached=False,
        missing="Hauptamt\nEhrenamt",
        reasons="Nicht gefragt.",
        opened_stage=StageFactory(process=stage.process, title="Café"),
    )

    html = manager_client.get(reverse("process:dashboard")).content.decode()

    assert '<p class="keep-lines">Es fehlten: Hauptamt\nEhrenamt</p>' in html
    assert "Begründung: Nicht gefragt." in html
    assert "Darum: Café" in html


@pytest.mark.parametrize("count", [1, 3])
def test_question_needs_the_same_number_of_queries(
    manager_client, process, count, django_assert_num_queries
):
    questionnaire = QuestionnaireFactory(process=process)
    for _ in range(count):
        StageFactory(process=process)
        channel = ChannelFactory(questionnaire=questionnaire)
        ResponseFactory(channel=channel)

    with django_assert_num_queries(16):
        manager_client.get(url("review-add"))
