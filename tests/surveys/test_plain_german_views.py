"""Remarks on the wording: one text while it is typed, all texts on one page."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from surveys.models import Option, Question, Questionnaire
from tests.factories import QuestionFactory, ResponseFactory, TranslationFactory

pytestmark = pytest.mark.django_db

HARD = "Was würde geändert werden?"


@pytest.fixture(autouse=True)
def current(questionnaire):
    questionnaire.process.is_current = True
    questionnaire.process.save()


@pytest.fixture
def question():
    """A question whose text breaks two rules."""
    Question.objects.filter(slug="gut").update(text=HARD)
    return Question.objects.get(slug="gut")


def page():
    return reverse("surveys-setup:plain")


def advice():
    return reverse("surveys-setup:advice")


def test_advice_quotes_the_passage_and_explains(manager_client):
    content = manager_client.post(advice(), {"text": HARD}).content.decode()

    assert "2 Hinweise zum Wortlaut" in content
    assert "Bitte ändern: Konjunktiv" in content
    assert "<q>würde</q>" in content
    assert "Zu diesem Wortlaut fehlt die Hilfe in 10 Sprachen." in content
    assert "<html" not in content


def test_advice_on_a_plain_text_finds_nothing(manager_client):
    content = manager_client.post(advice(), {"text": "Was ist gut?"}).content.decode()

    assert "Kein Hinweis zum Wortlaut" in content
    assert "Bitte" not in content


def test_advice_on_nothing_is_empty(manager_client):
    response = manager_client.post(advice(), {"text": "  \r\n "})

    assert response.status_code == 200
    assert response.content.decode().strip() == ""


def test_advice_knows_help_whatever_the_line_ends(manager_client):
    TranslationFactory(language="uk", german="Eins.\nZwei.")

    content = manager_client.post(advice(), {"text": "Eins.\r\nZwei."}).content.decode()

    assert "Hilfe in 9 Sprachen" in content


def test_advice_links_to_the_help_of_stored_texts_only(manager_client):
    link = "/verfahren/fragebogen/sprachen/uk/"

    stored = manager_client.post(advice(), {"text": "Weiter"}).content.decode()
    other = manager_client.post(advice(), {"text": "Anders"}).content.decode()

    assert link in stored
    assert link not in other


def test_markup_in_a_text_is_shown_as_text(manager_client):
    text = "Das <b>würde</b> gehen."

    content = manager_client.post(advice(), {"text": text}).content.decode()

    assert "<b>" not in content


def test_too_long_a_text_is_refused(manager_client):
    text = "a" * (settings.LONGEST_TEXT + 1)

    response = manager_client.post(advice(), {"text": text})

    assert (response.status_code, response.content) == (400, b"")


def test_advice_changes_nothing(manager_client):
    before = Questionnaire.objects.values().get()

    manager_client.post(advice(), {"text": HARD})

    assert Questionnaire.objects.values().get() == before


def test_advice_needs_a_csrf_token(manager):
    client = Client(enforce_csrf_checks=True)
    client.force_login(manager)

    assert client.post(advice(), {"text": HARD}).status_code == 403


def test_page_lists_all_remarks_with_links(manager_client, question):
    Option.objects.filter(slug="jung").update(label="ggf. jung")

    response = manager_client.get(page())

    content = response.content.decode()
    edit = reverse("surveys-setup:question", args=[question.pk])
    assert f'href="{edit}#id_text"' in content
    assert [text.text for text in response.context["remarked"]] == ["ggf. jung", HARD]
    assert response.context["to_change"] == 3
    assert response.context["without"] == response.context["total"] - 2


def test_page_says_what_the_check_is_not(manager_client, question):
    content = manager_client.get(page()).content.decode()

    assert "ersetzt keine Prüfung auf Leichte Sprache" in content
    assert "wenn Menschen ihn lesen, für die er gedacht ist" in content


def test_page_without_remarks_says_so(manager_client):
    Question.objects.update(text="Was ist gut?")

    response = manager_client.get(page())

    assert response.context["remarked"] == []
    assert "Kein Hinweis" in response.content.decode()


def test_locked_edition_has_remarks_but_no_links(manager_client, channel, question):
    ResponseFactory(channel=channel, edition=question.edition)

    content = manager_client.get(page()).content.decode()

    assert "Bitte ändern: Konjunktiv" in content
    assert reverse("surveys-setup:question", args=[question.pk]) not in content
    assert "Diese Fassung hat schon Bögen" in content


def test_texts_of_another_process_are_left_out(manager_client):
    QuestionFactory(text=HARD)

    assert manager_client.get(page()).context["to_change"] == 0


def test_both_are_for_the_management(client, stranger_client, evaluator_client):
    assert client.get(page()).status_code == 302
    assert client.post(advice()).status_code == 302
    for visitor in (stranger_client, evaluator_client):
        assert visitor.get(page()).status_code == 403
        assert visitor.post(advice(), {"text": HARD}).status_code == 403


def test_wrong_methods_are_refused(manager_client):
    assert manager_client.post(page()).status_code == 405
    assert manager_client.get(advice()).status_code == 405


def test_page_needs_the_same_number_of_queries(
    manager_client, questionnaire, django_assert_max_num_queries
):
    manager_client.get(page())
    counts = []
    for _ in range(2):
        with django_assert_max_num_queries(20) as queries:
            manager_client.get(page())
        counts.append(len(queries))
        for number in (3, 4):
            QuestionFactory(
                edition=questionnaire.editions.get(), position=number, text=HARD
            )

    assert counts[0] == counts[1]
