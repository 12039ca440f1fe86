import hashlib

import pytest
from django.utils import timezone

from surveys.languages import GERMAN, LANGUAGES
from surveys.models import Questionnaire, Recording
from surveys.recordings import (
    all_languages,
    keep_recording,
    spoken_texts,
    spoken_texts_by_language,
)
from tests.factories import RecordingFactory, TranslationFactory
from tests.surveys.sound_files import ogg, wav

UKRAINIAN = LANGUAGES["uk"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(questionnaire):
    return questionnaire.editions.get()


def text(edition, german, language=UKRAINIAN):
    return next(t for t in spoken_texts(edition, language) if t.german == german)


def test_german_needs_no_translation(edition):
    assert text(edition, "Weiter", GERMAN).words == "Weiter"
    assert text(edition, "Weiter", GERMAN).is_missing


def test_text_without_translation_is_not_missing_a_recording(edition):
    found = text(edition, "Weiter")

    assert (found.words, found.recording, found.is_missing) == ("", None, False)


def test_translated_text_misses_its_recording(edition):
    TranslationFactory(language="uk", german="Weiter", text="Далі")

    assert text(edition, "Weiter").is_missing


def test_recording_of_the_words_is_found(edition):
    TranslationFactory(language="uk", german="Weiter", text="Далі")
    recording = RecordingFactory(language="uk", spoken="Далі")
    RecordingFactory(language="ru", spoken="Далі")

    found = text(edition, "Weiter")

    assert (found.recording, found.is_missing) == (recording, False)


def test_texts_of_the_edition_are_read_aloud(edition):
    german = [t.german for t in spoken_texts(edition, GERMAN)]

    assert {"jung", "alt", "Sag ich nicht", "Weiter"} <= set(german)
    assert edition.questions.first().text in german


def test_headings_and_texts_with_gaps_are_not_read_aloud(edition):
    german = [t.german for t in spoken_texts(edition, GERMAN)]

    assert edition.attributes.get().title not in german
    assert "Schritt {n} von {total}" not in german
    assert "Vorlesen" not in german


def test_number_of_queries_does_not_grow_with_languages(
    edition, django_assert_num_queries
):
    spoken_texts(edition, GERMAN)  # the questions are kept in memory
    for languages in ([UKRAINIAN], all_languages()):
        with django_assert_num_queries(3):  # translations, recordings, headings
            spoken_texts_by_language(edition, languages)


def test_recording_is_kept_with_its_digest(questionnaire):
    kept = keep_recording(UKRAINIAN, "Далі", sound=wav(), media_type="audio/wav")

    kept.refresh_from_db()
    assert bytes(kept.sound) == wav()
    assert kept.digest == hashlib.sha256(wav()).hexdigest()
    assert kept.file_name == f"{kept.digest[:16]}.wav"
    assert kept.recorded_on == timezone.localdate()


def test_new_recording_takes_the_place_of_the_old(questionnaire):
    old = keep_recording(UKRAINIAN, "Далі", sound=wav(), media_type="audio/wav")
    new = keep_recording(UKRAINIAN, "Далі", sound=ogg(), media_type="audio/ogg")

    recording = Recording.objects.get()
    assert recording.pk == old.pk
    assert bytes(recording.sound) == ogg()
    assert new.file_name != old.file_name


def test_recording_is_announced_to_every_questionnaire(questionnaire):
    before = Questionnaire.objects.get().changed_at

    keep_recording(UKRAINIAN, "Далі", sound=wav(), media_type="audio/wav")

    assert Questionnaire.objects.get().changed_at > before
