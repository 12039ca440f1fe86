"""What the set-up lists have in common is tested in tests/test_setup_lists.py."""

import pytest
from django.urls import reverse

from surveys.models import Attribute, Question, Questionnaire
from tests.factories import (
    AnswerFactory,
    ChannelFactory,
    OptionCountFactory,
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
    questionnaire.questions.all().delete()
    questionnaire.attributes.all().delete()

    page = manager_client.get(OVERVIEW).content.decode()

    assert "Ohne Frage kann niemand antworten." in page
    assert "Der Fragebogen fragt nichts zur Person." in page


def test_overview_shows_no_small_numbers(manager_client, questionnaire):
    busy, quiet, single = (
        ChannelFactory(questionnaire=questionnaire) for _ in range(3)
    )
    for _ in range(6):
        ResponseFactory(channel=busy, form="group", people=2)
    for _ in range(8):
        ResponseFactory(channel=quiet)
    ResponseFactory(channel=single)

    context = manager_client.get(OVERVIEW).context

    assert (context["forms"], context["people"]) == (15, 21)
    shown = {line.channel: figures for line, *figures in context["channels"]}
    # The second one is hidden, too: the totals would give the third one away.
    assert shown == {busy: [6, 12], quiet: [None, None], single: [None, None]}


@pytest.mark.parametrize("count", [1, 3])
def test_overview_needs_the_same_number_of_queries(
    manager_client, questionnaire, attribute, count, django_assert_num_queries
):
    for _ in range(count):
        ResponseFactory(channel__questionnaire=questionnaire)
        QuestionFactory(questionnaire=questionnaire)
        OptionFactory(attribute=attribute)

    # session, user, role, current process twice, questionnaire; totals, returns of
    # channels, channels, questions, attributes, options
    with django_assert_num_queries(12):
        manager_client.get(OVERVIEW)


# --- Texts


def entries_of(questionnaire, **changes):
    return {
        "title": questionnaire.title,
        "introduction": "Guten Tag!",
        "opens_on": "2026-03-01",
        "closes_on": "2026-04-15",
    } | changes


def test_texts_are_changed(manager_client, questionnaire):
    response = manager_client.post(url("edit"), entries_of(questionnaire))

    assert response.url == OVERVIEW
    changed = Questionnaire.objects.get()
    assert changed.introduction == "Guten Tag!"
    assert (str(changed.opens_on), str(changed.closes_on)) == (
        "2026-03-01",
        "2026-04-15",
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"closes_on": "2026-02-28"}, "Der letzte Tag liegt vor dem ersten."),
        ({"title": ""}, "Dieses Feld ist zwingend erforderlich."),
    ],
)
def test_wrong_texts_are_not_stored(manager_client, questionnaire, changes, message):
    response = manager_client.post(url("edit"), entries_of(questionnaire, **changes))

    assert message in response.content.decode()
    assert not Questionnaire.objects.filter(introduction="Guten Tag!").exists()


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


CAUTION = "Ändern Sie nur noch Schreibfehler"


def test_editing_what_was_answered_says_to_be_careful(
    manager_client, questionnaire, question, attribute
):
    option = attribute.options.get(slug="jung")
    pages = [
        url("question", question.pk),
        url("attribute", attribute.pk),
        url("option", option.pk),
    ]

    before = [CAUTION in manager_client.get(page).content.decode() for page in pages]
    response = ResponseFactory(channel__questionnaire=questionnaire)
    AnswerFactory(response=response, question=question)
    OptionCountFactory(response=response, option=option)
    after = [CAUTION in manager_client.get(page).content.decode() for page in pages]

    assert before == [False, False, False]
    assert after == [True, True, True]
