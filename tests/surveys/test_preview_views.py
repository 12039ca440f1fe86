"""The preview shows what people see, and stores nothing."""

from uuid import uuid4

import pytest
from django.urls import reverse

from ilmkreis_integration.models import Contribution
from surveys.editions import begin_draft
from surveys.models import Question, Response
from tests.factories import (
    QuestionFactory,
    ResponseFactory,
    TranslationFactory,
)

pytestmark = pytest.mark.django_db

PAGES = ["preview", "preview-single", "preview-group", "preview-thanks"]
FORMS = {"preview-single": "single", "preview-group": "group"}


@pytest.fixture(autouse=True)
def current(questionnaire):
    questionnaire.process.is_current = True
    questionnaire.process.save()


@pytest.fixture
def draft(questionnaire, channel):
    """A new edition beside one that has forms; it asks something else."""
    ResponseFactory(channel=channel, edition=questionnaire.editions.get())
    draft = begin_draft(questionnaire)
    question = draft.questions.get(slug="gut")
    question.text = "Ganz neu gefragt?"
    question.save()
    return draft


def url_of(name):
    return reverse(f"surveys-setup:{name}")


def sent(**values):
    return {"id": str(uuid4()), "gehe": "absenden", "schritt": "pruefen"} | values


@pytest.mark.parametrize("name", PAGES)
def test_every_page_says_that_it_is_a_preview(manager_client, name):
    response = manager_client.get(url_of(name))

    assert response.status_code == 200
    assert "Vorschau: Es wird nichts gespeichert." in response.content.decode()


@pytest.mark.parametrize(("name", "public"), FORMS.items())
def test_form_is_drawn_like_the_one_for_people(
    manager_client, client, channel, name, public
):
    real = client.get(reverse(f"surveys:{public}", args=[channel.code]))
    preview = manager_client.get(url_of(name))

    assert preview.context["steps"] == real.context["steps"]
    assert preview.context["walk"] == real.context["walk"]


def test_preview_shows_the_draft(manager_client, client, channel, draft):
    preview = manager_client.get(url_of("preview-single")).content.decode()
    real = client.get(reverse("surveys:single", args=[channel.code])).content.decode()

    assert "Ganz neu gefragt?" in preview
    assert "Fassung 2 (Entwurf)" in preview
    assert "Ganz neu gefragt?" not in real


def test_preview_begins_at_a_step(manager_client):
    response = manager_client.get(url_of("preview-single") + "?schritt=frage-schwer")

    assert response.context["walk"].key == "frage-schwer"


def test_preview_has_help_in_other_languages(manager_client):
    TranslationFactory(language="uk", german="Weiter", text="Далі")

    page = manager_client.get(url_of("preview-single") + "?sprache=uk")
    switched = manager_client.post(
        url_of("preview-single"), {"schritt": "frage-gut", "neue-sprache": "uk"}
    )

    assert "Далі" in page.content.decode()
    assert "Далі" in switched.content.decode()
    assert switched.context["walk"].key == "frage-gut"


@pytest.mark.parametrize("name", FORMS)
def test_sent_preview_thanks_and_stores_nothing(manager_client, name):
    response = manager_client.post(
        url_of(name), sent(**{"frage-gut": "Probe", "sprache": "uk"})
    )

    assert response.status_code == 302
    assert response.url == url_of("preview-thanks") + "?sprache=uk"
    assert not Response.objects.exists()
    assert not Contribution.objects.exists()


def test_incomplete_preview_says_what_is_missing(manager_client):
    response = manager_client.post(url_of("preview-single"), sent())

    assert response.status_code == 200
    assert list(response.context["messages_here"].values()) == [
        "Bitte schreiben Sie mindestens zu einer Frage eine Antwort."
    ]


@pytest.mark.parametrize("name", PAGES)
def test_only_pages_of_this_site_may_frame_the_preview(manager_client, name):
    headers = manager_client.get(url_of(name)).headers

    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]


def test_other_pages_stay_closed_to_frames(manager_client, client, channel):
    question = Question.objects.first()
    pages = [
        manager_client.get(url_of("overview")),
        manager_client.get(reverse("surveys-setup:question", args=[question.pk])),
        client.get(reverse("surveys:single", args=[channel.code])),
    ]

    for page in pages:
        assert page.headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    policies = [page.headers["Content-Security-Policy"] for page in pages]
    assert ["frame-src 'self'" in policy for policy in policies] == [False, True, False]


@pytest.mark.parametrize("name", PAGES)
def test_preview_is_for_the_management(client, stranger_client, evaluator_client, name):
    assert client.get(url_of(name)).status_code == 302
    assert stranger_client.get(url_of(name)).status_code == 403
    assert evaluator_client.get(url_of(name)).status_code == 403


@pytest.mark.parametrize("name", ["preview", "preview-thanks"])
def test_pages_without_a_form_take_nothing(manager_client, name):
    assert manager_client.post(url_of(name)).status_code == 405


def test_preview_shows_the_current_process_only(manager_client, questionnaire):
    QuestionFactory(text="Aus einem anderen Verfahren?")

    content = manager_client.get(url_of("preview-single")).content.decode()
    questionnaire.process.is_current = False
    questionnaire.process.save()

    assert "Aus einem anderen Verfahren?" not in content
    assert manager_client.get(url_of("preview-single")).status_code == 404


def test_number_of_queries_does_not_grow(
    manager_client, questionnaire, django_assert_max_num_queries
):
    url = url_of("preview-single")
    counts = []
    for _ in range(2):
        manager_client.get(url)
        with django_assert_max_num_queries(20) as queries:
            manager_client.get(url)
        counts.append(len(queries))
        for number in (3, 4):
            QuestionFactory(edition=questionnaire.editions.get(), position=number)

    assert counts[0] == counts[1]
