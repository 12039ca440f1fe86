from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from surveys.languages import LANGUAGES
from surveys.models import Translation
from surveys.translating import key_of
from tests.factories import TranslationFactory

pytestmark = pytest.mark.django_db

GERMAN = "Weiter"


@pytest.fixture(autouse=True)
def current(questionnaire):
    questionnaire.process.is_current = True
    questionnaire.process.save()


def url_of(name, *args):
    return reverse(f"surveys-setup:{name}", args=args)


def text_url(german=GERMAN, code="uk"):
    return url_of("translation", code, key_of(german))


def test_languages_count_what_is_checked_unchecked_and_missing(manager_client):
    TranslationFactory(language="uk", german="Weiter")
    TranslationFactory(
        language="uk",
        german="Zurück",
        checked_by="Olena",
        checked_on=date(2026, 3, 2),
    )
    TranslationFactory(language="uk", german="Steht in keinem Bogen")

    lines = manager_client.get(url_of("languages")).context["coverage"]

    ukrainian, russian = lines[0], lines[1]
    assert (ukrainian.checked, ukrainian.unchecked) == (1, 1)
    assert ukrainian.missing == ukrainian.texts - 2
    assert (russian.checked, russian.unchecked) == (0, 0)
    assert len(lines) == len(LANGUAGES)


def test_language_lists_every_text_with_its_state(manager_client):
    TranslationFactory(language="uk", german="Weiter", text="Далі")

    content = manager_client.get(url_of("language", "uk")).content.decode()

    assert "Далі" in content
    assert "ungeprüft" in content
    assert "noch keine Hilfe" in content
    assert "Frage " in content


def test_translation_is_written_and_shown_at_once(manager_client, client, channel):
    start = reverse("surveys:start", args=[channel.code]) + "?sprache=uk"
    german = "Ich antworte allein"
    assert "Я сама" not in client.get(start).content.decode()

    manager_client.post(text_url(german), {"text": "Я сама", "checked_by": ""})

    translation = Translation.objects.get(german=german)
    assert (translation.text, translation.checked_on) == ("Я сама", None)
    assert "Я сама" in client.get(start).content.decode()


def test_translation_is_checked_by_somebody_today(manager_client):
    TranslationFactory(language="uk", german=GERMAN, text="Далі")

    manager_client.post(text_url(), {"text": "Далі", "checked_by": "Olena K."})

    translation = Translation.objects.get()
    assert translation.checked_by == "Olena K."
    assert translation.checked_on == timezone.localdate()


def test_empty_translation_is_removed(manager_client):
    TranslationFactory(language="uk", german=GERMAN)

    manager_client.post(text_url(), {"text": "  ", "checked_by": ""})

    assert not Translation.objects.exists()


def test_translation_must_keep_what_is_filled_in(manager_client):
    german = "Schritt {n} von {total}"

    response = manager_client.post(
        text_url(german), {"text": "Крок {n}", "checked_by": ""}
    )

    assert "Diese Zeichen müssen auch" in response.content.decode()
    assert "Крок {n}" in response.content.decode()
    assert not Translation.objects.exists()


def test_whole_language_is_checked_at_once(manager_client):
    TranslationFactory(language="uk", german="Weiter")
    TranslationFactory(language="ru", german="Weiter")
    earlier = TranslationFactory(
        language="uk", german="Zurück", checked_by="A", checked_on=date(2026, 3, 2)
    )

    manager_client.post(url_of("language-check", "uk"), {"checked_by": "Olena"})

    assert Translation.objects.unchecked().get().language == "ru"
    earlier.refresh_from_db()
    assert earlier.checked_by == "A"


def test_checking_needs_a_name(manager_client):
    TranslationFactory(language="uk", german="Weiter")

    response = manager_client.post(
        url_of("language-check", "uk"), {"checked_by": ""}, follow=True
    )

    assert "Bitte nennen Sie, wer geprüft hat." in response.content.decode()
    assert Translation.objects.unchecked().count() == 1


@pytest.mark.parametrize(
    "url",
    [
        pytest.param(url_of("language", "xx"), id="language"),
        pytest.param(url_of("translation", "uk", "0" * 16), id="text"),
        pytest.param(url_of("translation", "de", key_of(GERMAN)), id="German"),
    ],
)
def test_unknown_language_or_text_is_404(manager_client, url):
    assert manager_client.get(url).status_code == 404


@pytest.mark.parametrize(
    "url",
    [url_of("languages"), url_of("language", "uk"), text_url()],
    ids=["languages", "language", "translation"],
)
def test_translations_are_for_the_management(client, evaluator_client, url):
    assert client.get(url).status_code == 302
    assert evaluator_client.get(url).status_code == 403


def test_language_page_needs_the_same_number_of_queries(
    manager_client, django_assert_num_queries
):
    url = url_of("language", "uk")
    manager_client.get(url)
    for number in (1, 3):
        for german in ("Weiter", "Zurück", "Absenden")[:number]:
            Translation.objects.get_or_create(
                language="uk", german=german, defaults={"text": "x"}
            )
        with django_assert_num_queries(9):
            manager_client.get(url)
