import re
from types import SimpleNamespace

import pytest
from django.template import Context, Template

from surveys.definition import mark_all_changed
from surveys.languages import GERMAN, LANGUAGES
from surveys.models import Questionnaire, Recording
from surveys.reading_aids import ReadingAid, aid_in
from surveys.recordings import keep_recording
from tests.factories import QuestionnaireFactory, TranslationFactory
from tests.surveys.sound_files import wav

UKRAINIAN = LANGUAGES["uk"]
ARABIC = LANGUAGES["ar"]


def drawn(tag, aid, **context):
    template = Template("{% load reading_aids %}" + tag)
    return template.render(Context({"aid": aid} | context))


def aid(language, translations=None, sounds=None, german_sounds=None):
    return ReadingAid(language, translations or {}, sounds or {}, german_sounds or {})


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(aid(GERMAN), "Weiter", id="German"),
        pytest.param(
            aid(GERMAN, german_sounds={"Weiter": "ab.ogg"}),
            '<span data-sound="/fragebogen/ton/ab.ogg">Weiter</span>',
            id="German with sound",
        ),
        pytest.param(aid(UKRAINIAN), "Weiter", id="no help"),
        pytest.param(
            aid(ARABIC, {"Weiter": "التالي"}),
            'Weiter<span class="help" lang="ar" dir="rtl">التالي</span>',
            id="help",
        ),
        pytest.param(
            aid(UKRAINIAN, {"Weiter": "Далі"}, {"Weiter": "cd.webm"}),
            'Weiter<span class="help" lang="uk" dir="ltr"'
            ' data-sound="/fragebogen/ton/cd.webm">Далі</span>',
            id="help with sound",
        ),
        pytest.param(
            aid(UKRAINIAN, {"Weiter": "Далі"}, {}, {"Weiter": "ab.ogg"}),
            '<span data-sound="/fragebogen/ton/ab.ogg">Weiter</span>'
            '<span class="help" lang="uk" dir="ltr">Далі</span>',
            id="help, sound of the German",
        ),
    ],
)
def test_text_is_drawn_with_its_help_and_sounds(given, expected):
    assert drawn('{% said "Weiter" %}', given) == expected


@pytest.mark.parametrize(
    ("translations", "expected"),
    [
        ({}, "Alter: jung"),
        ({"Alter": "Вік"}, "Alter: jung"),
        (
            {"Alter": "Вік", "jung": "молодий"},
            'Alter: jung<span class="help" lang="uk" dir="ltr">Вік: молодий</span>',
        ),
    ],
)
def test_text_under_a_heading_has_help_only_if_both_have(translations, expected):
    given = aid(UKRAINIAN, translations)

    assert drawn('{% said_under "Alter" "jung" %}', given) == expected


@pytest.mark.parametrize("tag", ["{% said text %}", "{% said_under text text %}"])
def test_texts_are_escaped(tag):
    given = aid(UKRAINIAN, {"<b>": "<i>"}, {"<b>": "x.ogg"}, {"<b>": "y.ogg"})

    content = drawn(tag, given, text="<b>")

    assert "&lt;b&gt;" in content
    assert "&lt;i&gt;" in content
    assert re.search("<[bi]>", content) is None


def test_text_of_a_template_is_no_better_than_others():
    given = aid(UKRAINIAN, {"<b>": "Далі"})

    assert "<b>" not in drawn('{% said "<b>" %}', given)
    assert "<b>" not in drawn("{% said text %}", given, text="<b>")


def test_only_known_texts_are_kept_as_they_are_drawn():
    given = aid(UKRAINIAN, {"Weiter": "Далі"}, german_sounds={"Zurück": "ab.ogg"})
    for text in ("Weiter", "Zurück", "Der Text hat 5.001 Zeichen.", "Weiter"):
        drawn("{% said text %}", given, text=text)

    assert given.drawn.keys() == {"Weiter", "Zurück"}


@pytest.fixture
def questionnaire(db):
    return QuestionnaireFactory()


def sounds_in(code):
    result = aid_in(code, Questionnaire.objects.get())
    return SimpleNamespace(help=result.sounds, german=result.german_sounds)


def test_sound_belongs_to_the_words_that_are_shown(questionnaire):
    TranslationFactory(language="uk", german="Weiter", text="Далі")
    kept = keep_recording(UKRAINIAN, "Далі", sound=wav(), media_type="audio/wav")
    german = keep_recording(GERMAN, "Weiter", sound=wav(1), media_type="audio/wav")

    assert sounds_in("uk").help == {"Weiter": kept.file_name}
    assert sounds_in("uk").german == {"Weiter": german.file_name}
    assert sounds_in("ru").help == {}
    assert sounds_in("de").german == {"Weiter": german.file_name}


def test_sound_falls_silent_when_the_translation_changes(questionnaire):
    translation = TranslationFactory(language="uk", german="Weiter", text="Далі")
    keep_recording(UKRAINIAN, "Далі", sound=wav(), media_type="audio/wav")
    assert sounds_in("uk").help

    translation.text = "Продовжити"
    translation.save()
    mark_all_changed()

    assert sounds_in("uk").help == {}


def test_new_and_deleted_recordings_are_heard_at_once(questionnaire):
    TranslationFactory(language="uk", german="Weiter", text="Далі")
    assert sounds_in("uk").help == {}

    keep_recording(UKRAINIAN, "Далі", sound=wav(), media_type="audio/wav")
    assert list(sounds_in("uk").help) == ["Weiter"]

    Recording.objects.all().delete()
    mark_all_changed()
    assert sounds_in("uk").help == {}


def test_help_is_read_once_for_all_pages(questionnaire, django_assert_num_queries):
    row = Questionnaire.objects.get()
    with django_assert_num_queries(3):  # German sounds, translations, sounds
        aid_in("uk", row)
    with django_assert_num_queries(0):
        aid_in("uk", row)
