"""Editions are begun, released and discarded; one with forms is not changed."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from surveys.editions import begin_draft
from surveys.models import Attribute, Edition, Option, Question
from tests.factories import EditionFactory, QuestionnaireFactory, ResponseFactory

pytestmark = pytest.mark.django_db

LOCKED = "Es gibt schon Bögen. Beginnen Sie zuerst eine neue Fassung."


@pytest.fixture(autouse=True)
def current(questionnaire):
    questionnaire.process.is_current = True
    questionnaire.process.save()


@pytest.fixture
def locked(questionnaire, channel):
    edition = questionnaire.editions.get()
    ResponseFactory(channel=channel, edition=edition)
    return edition


@pytest.fixture
def draft(questionnaire, locked):
    return begin_draft(questionnaire)


def url_of(name, *args):
    return reverse(f"surveys-setup:{name}", args=args)


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def content():
    models = (Edition, Question, Attribute, Option)
    return [list(model.objects.order_by("pk").values()) for model in models]


@pytest.mark.parametrize(
    "route",
    [
        "texts",
        "question-add",
        "question",
        "question-move",
        "question-delete",
        "attribute-add",
        "attribute",
        "attribute-move",
        "attribute-delete",
        "option-add",
        "option",
        "option-move",
        "option-delete",
    ],
)
def test_edition_with_forms_is_not_changed(manager_client, locked, route):
    model = {"question": Question, "attribute": Attribute, "option": Option}
    pk = model.get(route.split("-")[0], Question).objects.first().pk
    if route == "option-add":
        pk = Attribute.objects.get().pk
    args = [] if route in {"texts", "question-add", "attribute-add"} else [pk]
    url, before = url_of(route, *args), content()
    typed = {"text": "Neu?", "title": "Neu", "label": "Neu", "kind": "need"}

    for extra in ({}, {"pruefen": ""}, {"vorschau": "einzeln"}):
        response = manager_client.post(url, typed | {"direction": "down"} | extra)
        assert response.status_code == 302
        assert response.url == url_of("overview") + "#fassung"
        assert said(response)[-1] == LOCKED
    if not route.endswith("-move"):
        assert manager_client.get(url).url == url_of("overview") + "#fassung"
    assert content() == before


def test_overview_of_a_locked_edition_offers_a_new_one(manager_client, locked):
    page = manager_client.get(url_of("overview")).content.decode()

    assert "Diese Fassung hat schon Bögen" in page
    assert url_of("edition-begin") in page
    assert url_of("question-add") not in page


def test_draft_is_begun_and_can_be_changed(manager_client, locked):
    response = manager_client.post(url_of("edition-begin"))

    assert response.url == url_of("overview") + "#fassung"
    assert said(response) == [
        "Fassung 2 ist ein Entwurf. Ausgegeben wird weiter die alte."
    ]
    draft = Edition.objects.get(number=2)
    assert draft.is_draft
    question = draft.questions.first()
    assert manager_client.get(url_of("question", question.pk)).status_code == 200


def test_draft_is_released_after_a_question(manager_client, draft):
    asked = manager_client.get(url_of("edition-release"))
    draft.refresh_from_db()
    assert "Fassung 2 freigeben?" in asked.content.decode()
    assert draft.is_draft

    response = manager_client.post(url_of("edition-release"))

    draft.refresh_from_db()
    assert not draft.is_draft
    assert said(response) == ["Fassung 2 wird ab jetzt ausgegeben."]


def test_draft_without_questions_is_not_released(manager_client, draft):
    draft.questions.all().delete()

    for send in (manager_client.get, manager_client.post):
        page = send(url_of("edition-release")).content.decode()
        assert "Der Entwurf hat noch keine Frage." in page
        assert "Ja, freigeben" not in page
    draft.refresh_from_db()
    assert draft.is_draft


def test_draft_is_discarded_after_a_question(manager_client, draft, locked):
    manager_client.get(url_of("edition-discard"))
    assert Edition.objects.filter(pk=draft.pk).exists()

    manager_client.post(url_of("edition-discard"))

    assert list(Edition.objects.all()) == [locked]
    assert locked.questions.count() == 2


@pytest.mark.parametrize("route", ["edition-release", "edition-discard"])
def test_what_is_handed_out_is_no_draft(manager_client, locked, route):
    before = content()

    assert manager_client.get(url_of(route)).status_code == 404
    assert manager_client.post(url_of(route)).status_code == 404
    assert content() == before


@pytest.mark.parametrize("route", ["edition-release", "edition-discard"])
def test_draft_of_another_process_is_left_alone(manager_client, locked, route):
    foreign = EditionFactory(questionnaire=QuestionnaireFactory(), released_on=None)

    assert manager_client.post(url_of(route)).status_code == 404
    foreign.refresh_from_db()
    assert foreign.is_draft


@pytest.mark.parametrize(
    "route", ["edition-begin", "edition-release", "edition-discard"]
)
def test_editions_are_for_the_management(
    client, stranger_client, evaluator_client, draft, route
):
    before = content()

    assert client.post(url_of(route)).status_code == 302
    assert stranger_client.post(url_of(route)).status_code == 403
    assert evaluator_client.post(url_of(route)).status_code == 403
    assert content() == before


def test_wrong_methods_are_refused(manager_client, draft):
    assert manager_client.get(url_of("edition-begin")).status_code == 405
    assert manager_client.delete(url_of("edition-release")).status_code == 405
    assert manager_client.delete(url_of("edition-discard")).status_code == 405
