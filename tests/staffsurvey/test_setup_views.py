"""What the set-up lists have in common is tested in tests/test_setup_lists.py."""

import pytest
from django.urls import reverse

from ilmkreis_integration.access import Role
from ilmkreis_integration.qr_codes import qr_response
from staffsurvey.models import FocusArea, StaffSurvey, Topic
from tests.factories import (
    ActionFieldFactory,
    BallotBoxFactory,
    CommentFactory,
    FocusAreaFactory,
    HeldCommentFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

OVERVIEW = "/verfahren/mitarbeiterbefragung/"
SURVEY = "/mitarbeiterbefragung/"
TOPIC = {"title": "Bildung", "focus_question": "Wozu möchten Sie etwas sagen?"}


def url(name, *args):
    return reverse(f"staffsurvey-setup:{name}", args=args)


@pytest.fixture
def survey(draft):
    """In preparation: what is asked may still change."""
    return draft


@pytest.fixture
def concept(survey):
    return survey.topics.get(slug="konzept")


@pytest.fixture
def poverty(survey):
    return survey.topics.get(slug="armut")


# --- Overview


def test_overview_shows_the_link_and_what_is_asked(manager_client, survey, concept):
    page = manager_client.get(OVERVIEW).content.decode()

    assert f"http://testserver{SURVEY}" in page
    assert url("qr") in page
    assert concept.title in page
    assert "Wohnen" in page


def test_overview_of_an_empty_survey_says_what_is_missing(manager_client, survey):
    survey.topics.all().delete()

    page = manager_client.get(OVERVIEW).content.decode()

    assert "Ohne Thema kann niemand etwas schreiben." in page


@pytest.mark.parametrize(
    ("comments", "shown"), [(0, 0), (9, 0), (10, 10), (19, 10), (20, 20)]
)
def test_comments_are_shown_in_steps_of_ten(
    manager_client, survey, concept, comments, shown
):
    area = concept.focus_areas.first()
    for _ in range(comments):
        CommentFactory(focus_area=area)

    context = manager_client.get(OVERVIEW).context

    assert [figure for _line, figure in context["returns"]] == [shown or None, None]


@pytest.mark.parametrize("count", [1, 3])
def test_overview_needs_the_same_number_of_queries(
    manager_client, survey, count, django_assert_num_queries
):
    for _ in range(count):
        CommentFactory(focus_area=FocusAreaFactory(topic__survey=survey))

    # session, user, role, process; survey, latest version, whether it can be
    # answered, slips, what waits for release, focus areas, topics, events
    with django_assert_num_queries(12):
        manager_client.get(OVERVIEW)


def test_qr_code_holds_the_link(manager_client, survey):
    response = manager_client.get(url("qr"))

    assert response["Content-Type"] == "image/svg+xml"
    assert response.content == qr_response(f"http://testserver{SURVEY}").content


# --- Texts


def entries_of(survey, **changes):
    texts = ["title", "salutation", "anonymity", "topic_question", "thanks"]
    return (
        {name: getattr(survey, name) for name in texts}
        | {"welcome": "Schön, dass Sie da sind."}
        | {"opens_on": "2026-03-01", "closes_on": "2100-01-01"}
        | changes
    )


def test_texts_are_changed_and_shown(client, manager_client, survey):
    response = manager_client.post(url("edit"), entries_of(survey))

    assert response.url == OVERVIEW
    BallotBoxFactory(survey=survey)
    assert "Schön, dass Sie da sind." in client.get(SURVEY).content.decode()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"closes_on": "2026-02-01"}, "Der letzte Tag liegt vor dem ersten."),
        ({"results_on": "2100-01-01"}, "erst nach dem letzten Tag der Befragung."),
        ({"anonymity": ""}, "Dieses Feld ist zwingend erforderlich."),
        ({"contact_email": "keine"}, "gültige E-Mail-Adresse"),
    ],
)
def test_wrong_texts_are_not_stored(manager_client, survey, changes, message):
    before = StaffSurvey.objects.values().get()

    response = manager_client.post(url("edit"), entries_of(survey, **changes))

    assert message in response.content.decode()
    assert StaffSurvey.objects.values().get() == before


# --- Topics and focus areas


def test_new_topic_is_offered_once_it_has_a_focus_area(client, manager_client, survey):
    manager_client.post(url("topic-add"), TOPIC)
    topic = Topic.objects.get(title="Bildung")

    before = client.get(SURVEY).content.decode()
    overview = manager_client.get(OVERVIEW).content.decode()
    manager_client.post(url("focus-area-add", topic.pk), {"title": "Kita"})
    BallotBoxFactory(survey=survey)

    assert "Bildung" not in before
    assert "Dieses Thema wird nicht angeboten." in overview
    assert "Bildung" in client.get(SURVEY).content.decode()


@pytest.mark.parametrize("comment", [CommentFactory, HeldCommentFactory])
def test_topic_joins_the_concept_until_there_are_comments(
    manager_client, poverty, comment
):
    joined = TOPIC | {"for_concept": "on"}

    manager_client.post(url("topic", poverty.pk), joined)
    assert Topic.objects.get(pk=poverty.pk).for_concept
    comment(focus_area=poverty.focus_areas.get())
    page = manager_client.get(url("topic", poverty.pk)).content.decode()
    manager_client.post(url("topic", poverty.pk), TOPIC)

    assert "Steht fest, seit es Kommentare zu diesem Thema gibt." in page
    assert Topic.objects.get(pk=poverty.pk).for_concept


def test_what_has_comments_that_wait_for_the_release_is_not_deleted(
    manager_client, poverty
):
    area = poverty.focus_areas.get()
    HeldCommentFactory(focus_area=area)

    for name, row in (("topic-delete", poverty), ("focus-area-delete", area)):
        page = manager_client.get(url(name, row.pk)).content.decode()
        assert "gibt es schon Kommentare." in page
        manager_client.post(url(name, row.pk))

    assert Topic.objects.filter(pk=poverty.pk).exists()


@pytest.fixture
def person(db):
    return UserFactory(username="thema", role=Role.TOPIC)


@pytest.mark.parametrize("route", ["topic", "topic-owners"])
def test_owners_of_a_topic_are_chosen_and_removed(
    manager_client, poverty, person, route
):
    where = url(route, poverty.pk)

    manager_client.post(where, TOPIC | {"owners": [person.pk]})
    assert list(poverty.owners.all()) == [person]
    manager_client.post(where, TOPIC)
    assert not poverty.owners.exists()


@pytest.mark.parametrize("role", [None, Role.READING, Role.RELEASING])
def test_owner_needs_the_role(manager_client, poverty, role):
    other = UserFactory(role=role)
    where = url("topic-owners", poverty.pk)

    response = manager_client.post(where, {"owners": [other.pk]})

    assert response.status_code == 200
    assert "<title>Fehler: " in response.content.decode()
    assert not poverty.owners.exists()
    assert "Noch hat kein Konto die Rolle" in response.content.decode()


def test_owners_change_while_the_survey_runs(manager_client, poverty, person):
    BallotBoxFactory(survey=poverty.survey)

    manager_client.post(url("topic-owners", poverty.pk), {"owners": [person.pk]})

    assert list(poverty.owners.all()) == [person]


def test_deleting_a_topic_deletes_its_focus_areas(manager_client, poverty):
    manager_client.post(url("topic-delete", poverty.pk))

    assert not FocusArea.objects.filter(slug="kinder").exists()


def test_focus_area_of_the_concept_leads_to_an_action_field(manager_client, concept):
    field = ActionFieldFactory(process=concept.survey.process)

    manager_client.post(
        url("focus-area-add", concept.pk), {"title": "Arbeit", "action_field": field.pk}
    )

    assert FocusArea.objects.get(title="Arbeit").action_field == field


def test_focus_area_takes_fields_of_its_own_process_only(manager_client, concept):
    foreign = ActionFieldFactory()

    response = manager_client.post(
        url("focus-area-add", concept.pk),
        {"title": "Arbeit", "action_field": foreign.pk},
    )

    assert list(response.context["form"].errors) == ["action_field"]
    assert not FocusArea.objects.filter(title="Arbeit").exists()


def test_focus_area_of_another_strategy_has_no_action_field(manager_client, poverty):
    area = poverty.focus_areas.get()

    form = manager_client.get(url("focus-area", area.pk)).context["form"]

    assert "action_field" not in form.fields


def test_focus_area_is_no_suggestion_any_more(manager_client, survey):
    area = FocusAreaFactory(
        topic=TopicFactory(survey=survey), is_default_wording=True, title="Vorschlag"
    )
    suggestion = "Vorgabe der Software"
    assert suggestion in manager_client.get(OVERVIEW).content.decode()

    manager_client.post(url("focus-area", area.pk), {"title": "Unser Wortlaut"})

    page = manager_client.get(OVERVIEW).content.decode()
    assert "Unser Wortlaut" in page
    assert suggestion not in page
