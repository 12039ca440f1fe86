import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from surveys.forms.recordings import LARGEST_SOUND
from surveys.languages import GERMAN, LANGUAGES
from surveys.models import Recording
from surveys.recordings import keep_recording, spoken_texts
from surveys.translating import key_of
from tests.factories import OptionFactory, RecordingFactory, TranslationFactory
from tests.surveys.sound_files import ogg, wav, webm

UKRAINIAN = LANGUAGES["uk"]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def current(questionnaire):
    questionnaire.process.is_current = True
    questionnaire.process.save()


@pytest.fixture
def edition(questionnaire):
    return questionnaire.editions.get()


@pytest.fixture
def weiter():
    """A text that has words in Ukrainian."""
    return TranslationFactory(language="uk", german="Weiter", text="Далі")


def page(name, *args):
    return reverse(f"surveys-setup:{name}", args=args)


def record_url(german="Weiter", code="uk"):
    return page("record", code, key_of(german))


def upload(content, name="ton.webm"):
    return SimpleUploadedFile(name, content, content_type="audio/webm")


# --- Who may


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("recordings", []),
        ("recordings-in", ["uk"]),
        ("record", ["uk", key_of("Weiter")]),
        ("recording-delete", ["uk", key_of("Weiter")]),
    ],
)
def test_only_managers_see_and_change_recordings(
    client, reader_client, evaluator_client, weiter, name, args
):
    RecordingFactory(language="uk", spoken="Далі")
    url = page(name, *args)
    for send in ("get", "post"):
        assert getattr(client, send)(url).url == f"{reverse('login')}?next={url}"
        assert getattr(reader_client, send)(url).status_code == 403
        assert getattr(evaluator_client, send)(url).status_code == 403
    assert Recording.objects.count() == 1


@pytest.mark.parametrize("args", [["recordings"], ["recordings-in", "uk"]])
def test_lists_are_only_read(manager_client, args):
    assert manager_client.post(page(*args)).status_code == 405


@pytest.mark.parametrize("name", ["recordings-in", "record", "recording-delete"])
def test_unknown_language_is_not_found(manager_client, weiter, name):
    args = ["xx"] if name == "recordings-in" else ["xx", key_of("Weiter")]

    assert manager_client.get(page(name, *args)).status_code == 404


# --- Lists


def test_overview_counts_per_language(manager_client, edition, weiter):
    TranslationFactory(language="uk", german="Zurück", text="Назад")
    RecordingFactory(language="uk", spoken="Далі")
    total = len(spoken_texts(edition, GERMAN))

    lines = manager_client.get(page("recordings")).context["lines"]

    assert lines[0] == (GERMAN, 0, total, 0)
    assert lines[1] == (UKRAINIAN, 1, 1, total - 2)


def test_list_shows_what_is_there_and_what_is_missing(manager_client, weiter):
    TranslationFactory(language="uk", german="Zurück", text="Назад")
    recording = RecordingFactory(language="uk", spoken="Далі")

    response = manager_client.get(page("recordings-in", "uk"))

    content = response.content.decode()
    assert f'href="/fragebogen/ton/{recording.file_name}"' in content
    assert page("recording-delete", "uk", key_of("Weiter")) in content
    assert page("recording-delete", "uk", key_of("Zurück")) not in content
    assert page("translation", "uk", key_of("Absenden")) in content
    assert response.context["first_missing"].german == "Zurück"


def test_list_without_anything_missing_offers_nothing_to_record(manager_client, weiter):
    RecordingFactory(language="uk", spoken="Далі")

    content = manager_client.get(page("recordings-in", "uk")).content.decode()

    assert "Fehlende aufnehmen" not in content


@pytest.mark.parametrize("options", [1, 3])
@pytest.mark.parametrize("args", [["recordings"], ["recordings-in", "de"]])
def test_lists_need_the_same_number_of_queries(
    manager_client, edition, options, args, django_assert_num_queries
):
    for _ in range(options):
        option = OptionFactory(attribute=edition.attributes.get())
        RecordingFactory(language="de", spoken=option.label)
    manager_client.get(page(*args))  # the questions are kept in memory

    with django_assert_num_queries(11):
        manager_client.get(page(*args))


# --- Recording


def test_page_shows_the_words_to_say(manager_client, weiter):
    response = manager_client.get(record_url())

    assert "Далі" in response.content.decode()
    assert "media-src 'self' blob:" in response["Content-Security-Policy"]


def test_only_the_recording_page_plays_from_memory(manager_client, weiter):
    response = manager_client.get(page("recordings-in", "uk"))

    assert "blob:" not in response["Content-Security-Policy"]


@pytest.mark.parametrize(
    "key", [key_of("Zurück"), key_of("Gibt es nicht"), key_of("Vorlesen"), "x"]
)
def test_text_without_words_cannot_be_recorded(manager_client, weiter, key):
    url = page("record", "uk", key)

    assert manager_client.get(url).status_code == 404
    assert manager_client.post(url, {"sound": upload(wav())}).status_code == 404
    assert not Recording.objects.exists()


def test_upload_is_kept_under_what_it_is(manager_client, weiter):
    response = manager_client.post(record_url(), {"sound": upload(ogg(), "ton.exe")})

    assert response.url == page("recordings-in", "uk")
    recording = Recording.objects.get()
    assert (recording.language, recording.spoken) == ("uk", "Далі")
    assert recording.media_type == "audio/ogg"


def test_german_is_recorded_as_it_stands(manager_client):
    manager_client.post(record_url(code="de"), {"sound": upload(wav())})

    assert Recording.objects.get().spoken == "Weiter"


def test_saving_goes_on_to_the_next_missing_text(manager_client, weiter):
    TranslationFactory(language="uk", german="Zurück", text="Назад")
    RecordingFactory(language="uk", spoken="Назад")
    TranslationFactory(language="uk", german="Absenden", text="Надіслати")
    entries = {"sound": upload(wav()), "danach": "naechste"}

    response = manager_client.post(record_url(), entries)

    assert response.url == record_url("Absenden")


def test_saving_goes_round_to_missing_texts_further_up(manager_client, weiter):
    TranslationFactory(language="uk", german="Absenden", text="Надіслати")
    entries = {"sound": upload(wav()), "danach": "naechste"}

    response = manager_client.post(record_url("Absenden"), entries)

    assert response.url == record_url("Weiter")


def test_saving_the_last_missing_text_goes_to_the_list(manager_client, weiter):
    entries = {"sound": upload(wav()), "danach": "naechste"}

    response = manager_client.post(record_url(), entries)

    assert response.url == page("recordings-in", "uk")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(None, "Bitte nehmen Sie etwas auf", id="nothing"),
        pytest.param(b"", "Die Datei ist leer", id="empty"),
        pytest.param(b"<html><script>", "keine Tondatei", id="page"),
        pytest.param(webm(codec=b"V_VP8"), "keine Tondatei", id="film"),
        pytest.param(
            wav() + bytes(LARGEST_SOUND), "Die Datei ist größer als 1 MB", id="large"
        ),
    ],
)
def test_other_files_are_refused(manager_client, weiter, content, message):
    entries = {} if content is None else {"sound": upload(content)}

    response = manager_client.post(record_url(), entries)

    assert response.status_code == 200
    assert message in response.content.decode()
    assert "<title>Fehler:" in response.content.decode()
    assert not Recording.objects.exists()


def test_largest_sound_is_taken(manager_client, weiter):
    sound = wav()
    sound += bytes(LARGEST_SOUND - len(sound))

    manager_client.post(record_url(), {"sound": upload(sound)})

    assert len(Recording.objects.get().sound) == LARGEST_SOUND


# --- Deleting


def test_deleting_asks_first(manager_client, weiter):
    RecordingFactory(language="uk", spoken="Далі")
    url = page("recording-delete", "uk", key_of("Weiter"))

    response = manager_client.get(url)

    assert "„Ukrainisch: Далі“ löschen?" in response.content.decode()
    assert Recording.objects.exists()

    assert manager_client.post(url).url == page("recordings-in", "uk")
    assert not Recording.objects.exists()


def test_deleted_recording_is_not_heard_any_more(
    client, manager_client, channel, weiter
):
    keep_recording(UKRAINIAN, "Далі", sound=wav(), media_type="audio/wav")
    form = reverse("surveys:single", args=[channel.code]) + "?sprache=uk"
    assert "data-sound" in client.get(form).content.decode()

    manager_client.post(page("recording-delete", "uk", key_of("Weiter")))

    assert "data-sound" not in client.get(form).content.decode()


def test_what_is_not_recorded_cannot_be_deleted(manager_client, weiter):
    url = page("recording-delete", "uk", key_of("Weiter"))

    assert manager_client.get(url).status_code == 404
    assert manager_client.post(url).status_code == 404


# --- The sounds


def sound_url(recording):
    return reverse("surveys:sound", args=[recording.file_name])


@pytest.fixture
def recording(questionnaire):
    return keep_recording(UKRAINIAN, "Далі", sound=ogg(), media_type="audio/ogg")


def test_sound_is_served_to_everybody_for_ever(client, recording):
    response = client.get(sound_url(recording))

    assert response.content == ogg()
    assert response["Content-Type"] == "audio/ogg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["Accept-Ranges"] == "bytes"
    assert client.cookies == {}


def test_sound_is_served_in_parts(client, recording):
    response = client.get(sound_url(recording), headers={"Range": "bytes=4-9"})

    assert response.status_code == 206
    assert response.content == ogg()[4:10]
    assert response["Content-Range"] == f"bytes 4-9/{len(ogg())}"
    assert response["Content-Length"] == "6"


@pytest.mark.parametrize(
    "name", ["gibtesnicht.ogg", "{digest}.wav", "{digest}", ".ogg", "{digest}.ogg.ogg"]
)
def test_other_names_are_not_found(client, recording, name):
    name = name.format(digest=recording.digest[:16])

    assert client.get(reverse("surveys:sound", args=[name])).status_code == 404


def test_sound_is_only_read(client, recording):
    assert client.post(sound_url(recording)).status_code == 405
