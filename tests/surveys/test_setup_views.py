"""What the set-up lists have in common is tested in tests/test_setup_lists.py."""

import pytest
from django.urls import reverse

from surveys.models import Attribute, Question, Questionnaire
from tests.factories import (
    ChannelFactory,
    OptionFactory,
    QuestionFactory,
    ResponseFactory,
)

pytestmark = pytest.mark.django_db

OVERVIEW = "/verfahren/fragebogen/"


@pytest.fixture(autouse=True)
def current(questionnaire):
    questionnaire.process.is_current = True
    questionnaire.process.save()


def url(name, *args):
    return reverse(f"surveys-setup:{name}", args=args)


@pytest.fixture
def question():
    return Question.objects.get(slug="gut")


@pytest.fixture
def attribute():
    return Attribute.objects.get(slug="alter")


# --- Overview


def test_overview_shows_questions_attributes_and_options(
    manager_client, questionnaire, question, attribute
):
    page = manager_client.get(OVERVIEW).content.decode()

    assert questionnaire.title in page
    assert question.text in page
    assert attribute.text in page
    assert "Sag ich nicht" in page
    assert "Noch gibt niemand den Fragebogen aus." in page


def test_overview_of_an_empty_questionnaire_says_what_is_missing(
    manager_client, questionnaire
):
    edition = questionnaire.editions.get()
    edition.questions.all().delete()
    edition.attributes.all().delete()

    page = manager_client.get(OVERVIEW).content.decode()

    assert "Ohne Frage kann niemand antworten." in page
    assert "Der Fragebogen fragt nichts zur Person." in page


def test_overview_shows_no_small_numbers(manager_client, questionnaire):
    edition = questionnaire.editions.get()
    busy, quiet, single = (
        ChannelFactory(questionnaire=questionnaire) for _ in range(3)
    )
    for _ in range(6):
        ResponseFactory(channel=busy, edition=edition, form="group", people=2)
    for _ in range(8):
        ResponseFactory(channel=quiet, edition=edition)
    ResponseFactory(channel=single, edition=edition)

    context = manager_client.get(OVERVIEW).context

    assert (context["forms"], context["people"]) == (15, 21)
    shown = {line.channel: figures for line, *figures in context["channels"]}
    # The second one is hidden, too: the totals would give the third one away.
    assert shown == {busy: [6, 12], quiet: [None, None], single: [None, None]}


@pytest.mark.parametrize("count", [1, 3])
def test_overview_needs_the_same_number_of_queries(
    manager_client, questionnaire, attribute, count, django_assert_num_queries
):
    edition = questionnaire.editions.get()
    for _ in range(count):
        QuestionFactory(edition=edition)
        OptionFactory(attribute=attribute)
    for _ in range(count):
        ResponseFactory(channel__questionnaire=questionnaire, edition=edition)

    # session, user, role, current process twice, questionnaire; draft, current edition,
    # whether it is locked, its process and questionnaire; totals, returns of
    # channels, channels, questions, attributes, options
    with django_assert_num_queries(16):
        manager_client.get(OVERVIEW)


# --- Field time and texts


DAYS = {"opens_on": "2026-03-01", "closes_on": "2026-04-15"}


def test_title_and_field_time_are_changed(manager_client, questionnaire):
    response = manager_client.post(url("edit"), DAYS | {"title": "Neu"})

    assert response.url == OVERVIEW
    changed = Questionnaire.objects.get()
    assert changed.title == "Neu"
    assert (str(changed.opens_on), str(changed.closes_on)) == tuple(DAYS.values())


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"closes_on": "2026-02-28"}, "Der letzte Tag liegt vor dem ersten."),
        ({"title": ""}, "Dieses Feld ist zwingend erforderlich."),
    ],
)
def test_wrong_field_time_is_not_stored(manager_client, changes, message):
    before = Questionnaire.objects.values().get()

    response = manager_client.post(url("edit"), DAYS | {"title": "Neu"} | changes)

    assert message in response.content.decode()
    assert Questionnaire.objects.values().get() | {"changed_at": 0} == before | {
        "changed_at": 0
    }


def test_texts_are_changed(manager_client, questionnaire):
    manager_client.post(url("texts"), {"introduction": "Guten Tag!"})

    assert questionnaire.editions.get().introduction == "Guten Tag!"


# --- What people are asked


@pytest.fixture
def asked(client, channel):
    """What the questionnaire asks right now."""
    form = reverse("surveys:single", args=[channel.code])

    def read():
        return client.get(form).content.decode()

    read()  # keeps the questions in memory
    return read


def test_changes_of_questions_are_asked_at_once(manager_client, asked, question):
    values = {"text": "Ganz anders?", "kind": "need"}

    manager_client.post(url("question", question.pk), values)
    assert "Ganz anders?" in asked()
    manager_client.post(url("question-add"), values | {"text": "Neu dabei?"})
    assert "Neu dabei?" in asked()
    manager_client.post(url("question-move", question.pk), {"direction": "down"})
    assert asked().index("Ganz anders?") > asked().index("frage-schwer")
    manager_client.post(url("question-delete", question.pk))
    assert "Ganz anders?" not in asked()


def test_changes_of_attributes_are_asked_at_once(manager_client, asked, attribute):
    values = {"title": "Alter", "text": "Seit wann auf der Welt?"}

    manager_client.post(url("attribute", attribute.pk), values)
    assert "Seit wann auf der Welt?" in asked()
    manager_client.post(url("option-add", attribute.pk), {"label": "uralt"})
    assert "uralt" in asked()
    option = attribute.options.get(label="uralt")
    manager_client.post(url("option", option.pk), {"label": "steinalt"})
    assert "steinalt" in asked()
    manager_client.post(url("option-move", option.pk), {"direction": "up"})
    assert asked().index("steinalt") < asked().index("Sag ich nicht")
    manager_client.post(url("option-delete", option.pk))
    assert "steinalt" not in asked()
    manager_client.post(url("attribute-delete", attribute.pk))
    assert "Seit wann auf der Welt?" not in asked()


def test_new_attribute_is_asked_once_it_has_an_answer(manager_client, asked):
    values = {"title": "Herkunft", "text": "Woher kommen Sie?"}
    manager_client.post(url("attribute-add"), values)
    herkunft = Attribute.objects.get(title="Herkunft")
    refusal = {"label": "Das sage ich nicht", "is_refusal": "on"}

    manager_client.post(url("option-add", herkunft.pk), refusal)
    assert "Woher kommen Sie?" not in asked()
    page = manager_client.get(OVERVIEW).content.decode()
    manager_client.post(url("option-add", herkunft.pk), {"label": "Syrien"})

    assert "Woher kommen Sie?" in page
    assert "Woher kommen Sie?" in asked()


# --- Editions


@pytest.fixture
def locked(questionnaire, channel):
    edition = questionnaire.editions.get()
    ResponseFactory(channel=channel, edition=edition)
    return edition


def test_what_was_answered_is_changed_in_a_new_edition_only(
    manager_client, questionnaire, question, locked
):
    page = url("question", question.pk)
    assert manager_client.get(page).url == OVERVIEW + "#fassung"
    manager_client.post(page, {"text": "Ganz anders?", "kind": "need"})
    question.refresh_from_db()
    assert question.text != "Ganz anders?"

    manager_client.post(url("edition-begin"))
    draft = questionnaire.editions.draft()
    copy = draft.questions.get(slug="gut")
    manager_client.post(
        url("question", copy.pk), {"text": "Ganz anders?", "kind": "need"}
    )

    assert draft.questions.filter(text="Ganz anders?").exists()


def test_draft_is_asked_once_it_is_released(
    manager_client, questionnaire, asked, locked
):
    manager_client.post(url("edition-begin"))
    copy = questionnaire.editions.draft().questions.get(slug="gut")
    manager_client.post(
        url("question", copy.pk), {"text": "Ganz anders?", "kind": "need"}
    )
    assert "Ganz anders?" not in asked()

    assert (
        "Fassung 2 freigeben?"
        in manager_client.get(url("edition-release")).content.decode()
    )
    manager_client.post(url("edition-release"))

    assert "Ganz anders?" in asked()


def test_draft_is_discarded(manager_client, questionnaire, locked):
    manager_client.post(url("edition-begin"))

    manager_client.post(url("edition-discard"))

    assert questionnaire.editions.get() == locked


def test_only_a_draft_is_released_or_discarded(manager_client):
    assert manager_client.post(url("edition-release")).status_code == 404
    assert manager_client.post(url("edition-discard")).status_code == 404
