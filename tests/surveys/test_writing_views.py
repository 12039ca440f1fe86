"""Forms of texts: advice, preview of what is not stored, and what storing does."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from surveys.languages import LANGUAGES
from surveys.models import (
    Attribute,
    Edition,
    Option,
    Question,
    Questionnaire,
)
from tests.factories import TranslationFactory

pytestmark = pytest.mark.django_db

HARD = "Was würde geändert werden?"


@pytest.fixture(autouse=True)
def current(questionnaire):
    questionnaire.process.is_current = True
    questionnaire.process.save()


@pytest.fixture
def question(questionnaire):
    return Question.objects.get(slug="gut")


def url_of(name, *args):
    return reverse(f"surveys-setup:{name}", args=args)


def entries(**values):
    return {
        "text": "Was ist gut?",
        "group_text": "",
        "hint": "",
        "kind": "need",
    } | values


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def rows():
    """Everything that the editor could change."""
    models = (Questionnaire, Edition, Question, Attribute, Option)
    return [list(model.objects.order_by("pk").values()) for model in models]


def cases():
    """Each form: its address, what is typed, the page, and what that page then shows."""
    question, attribute = Question.objects.first(), Attribute.objects.get()
    text = entries(text="Ganz neu?")
    about = {"title": "Neu", "text": "Ganz neu?", "group_text": "", "hint": ""}
    option = attribute.options.first()
    texts = {"introduction": "Ganz neu?", "privacy_note": "", "thanks": "Ganz neu?"}
    head = {"title": "Ganz neu?", "opens_on": "2026-01-01", "closes_on": "2026-02-01"}
    return {
        "question": (url_of("question", question.pk), text, "einzeln"),
        "new question": (url_of("question-add"), text, "gruppe"),
        "attribute": (url_of("attribute", attribute.pk), about, "einzeln"),
        "new attribute": (url_of("attribute-add"), about, "gruppe"),
        "option": (url_of("option", option.pk), {"label": "Ganz neu?"}, "einzeln"),
        "new option": (
            url_of("option-add", attribute.pk),
            {"label": "Ganz neu?"},
            "gruppe",
        ),
        "welcome": (url_of("texts"), texts, "anfang"),
        "thanks": (url_of("texts"), texts, "danke"),
        "title": (url_of("edit"), head, "anfang"),
    }


CASES = [
    "question",
    "new question",
    "attribute",
    "new attribute",
    "option",
    "new option",
    "welcome",
    "thanks",
    "title",
]


@pytest.mark.parametrize("case", CASES)
def test_preview_shows_what_is_typed_and_stores_nothing(manager_client, case):
    url, typed, page = cases()[case]
    before = rows()

    response = manager_client.post(url, typed | {"vorschau": page})

    assert response.status_code == 200
    assert "Ganz neu?" in response.content.decode()
    assert "Es wird nichts gespeichert" in response.content.decode()
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert rows() == before


@pytest.mark.parametrize("case", CASES)
def test_checking_shows_the_form_again_and_stores_nothing(manager_client, case):
    url, typed, _page = cases()[case]
    before = rows()

    response = manager_client.post(url, typed | {"pruefen": ""})

    assert response.status_code == 200
    assert "Noch nicht gespeichert." in response.content.decode()
    assert "Ganz neu?" in response.content.decode()
    assert response.headers["X-Frame-Options"] == "DENY"
    assert rows() == before


def test_preview_begins_where_the_text_is_seen(manager_client, question, option):
    attribute = option("alt").attribute
    asked = manager_client.post(
        url_of("question", question.pk), entries(vorschau="einzeln")
    )
    chosen = manager_client.post(
        url_of("option", option("alt").pk), {"label": "alt", "vorschau": "gruppe"}
    )

    assert asked.context["walk"].key == "frage-gut"
    assert chosen.context["walk"].key == f"merkmal-{attribute.slug}"


def test_preview_carries_what_is_typed_through_its_steps(manager_client, question):
    url = url_of("question", question.pk)
    typed = entries(text="Ganz neu?", vorschau="einzeln")

    content = manager_client.post(url, typed).content.decode()
    next_step = manager_client.post(
        url, typed | {"schritt": "merkmal-alter", "gehe": "weiter", "sprache": "de"}
    )

    assert '<input type="hidden" name="text" value="Ganz neu?">' in content
    assert '<input type="hidden" name="vorschau" value="einzeln">' in content
    assert next_step.context["walk"].key == "frage-gut"
    assert "Ganz neu?" in next_step.content.decode()


def test_preview_keeps_what_is_stored_where_entries_are_wrong(manager_client, question):
    response = manager_client.post(
        url_of("question", question.pk), entries(text="", vorschau="einzeln")
    )

    assert question.text in response.content.decode()


def test_unknown_page_of_the_preview_is_the_first(manager_client, question):
    response = manager_client.post(
        url_of("question", question.pk), entries(vorschau="danke")
    )

    assert response.context["is_group"] is False


def test_form_advises_on_stored_texts(manager_client, question):
    Question.objects.update(text=HARD)

    content = manager_client.get(url_of("question", question.pk)).content.decode()

    assert "Bitte ändern: Konjunktiv" in content
    assert "Zu diesem Wortlaut fehlt die Hilfe in 10 Sprachen." in content
    step = url_of("preview-single") + "?schritt=frage-gut"
    assert f'src="{step}"' in content


def test_remarks_never_keep_anybody_from_storing(manager_client, question):
    response = manager_client.post(
        url_of("question", question.pk), entries(text=HARD, speichern="")
    )

    assert response.url == url_of("overview")
    question.refresh_from_db()
    assert question.text == HARD


def test_new_wording_without_help_is_pointed_out(manager_client, question):
    for code in list(LANGUAGES)[:3]:
        TranslationFactory(language=code, german="Was fehlt?")

    response = manager_client.post(
        url_of("question", question.pk), entries(text="Was fehlt?")
    )

    assert said(response) == [
        "Gespeichert.",
        "Zum neuen Wortlaut fehlt die Hilfe in 7 Sprachen.",
    ]


def test_old_wording_is_not_pointed_out(manager_client, question):
    response = manager_client.post(
        url_of("question", question.pk),
        entries(text=question.text, kind="problem"),
    )

    assert said(response) == ["Gespeichert."]


def test_line_ends_of_a_browser_do_not_lose_the_help(manager_client):
    Edition.objects.update(introduction="Guten Tag!\nSie leben hier.")
    for code in LANGUAGES:
        TranslationFactory(language=code, german="Guten Tag!\nSie leben hier.")

    response = manager_client.post(
        url_of("texts"),
        {"introduction": "Guten Tag!\r\nSie leben hier.", "thanks": ""},
    )

    assert said(response) == ["Gespeichert."]
    assert Edition.objects.get().introduction == "Guten Tag!\nSie leben hier."


def test_only_storing_makes_the_questions_be_read_anew(manager_client, question):
    url = url_of("question", question.pk)
    before = Questionnaire.objects.get().changed_at

    manager_client.post(url, entries(pruefen=""))
    manager_client.post(url, entries(vorschau="einzeln"))
    manager_client.post(url, entries(text=""))
    assert Questionnaire.objects.get().changed_at == before
    manager_client.post(url, entries())

    assert Questionnaire.objects.get().changed_at > before
