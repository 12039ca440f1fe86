"""Recording a text in the browser, with a microphone that Chromium only pretends to have."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from surveys.models import Recording
from surveys.sounds import media_type_of
from surveys.translating import key_of
from tests.accessibility import check_page, watch_console
from tests.chromium import CHROMIUM_FLAGS, chromium_path
from tests.conftest import PATIENCE, logged_in
from tests.factories import RecordingFactory, TranslationFactory
from tests.surveys.sound_files import wav

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MICROPHONE = [
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
]


@pytest.fixture
def url_of(live_server, questionnaire):
    questionnaire.process.is_current = True
    questionnaire.process.save()
    for german, words in (("Weiter", "التالي"), ("Zurück", "رجوع")):
        TranslationFactory(language="ar", german=german, text=words)

    def build(name, *args):
        return live_server.url + reverse(f"surveys-setup:{name}", args=args)

    return build


@pytest.fixture
def record_url(url_of):
    return url_of("record", "ar", key_of("Weiter"))


@pytest.fixture
def page_with_microphone(browser, live_server, manager):
    other = browser.browser_type.launch(
        executable_path=chromium_path(), args=CHROMIUM_FLAGS + MICROPHONE
    )
    context = other.new_context(locale="de-DE")
    context.set_default_timeout(PATIENCE)
    session = logged_in(manager).cookies["sessionid"].value
    context.add_cookies(
        [{"name": "sessionid", "value": session, "url": live_server.url}]
    )
    page = context.new_page()
    watch_console(page)
    yield page
    other.close()


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def listen(page, name):
    """Press the button and wait until all was heard."""
    page.evaluate(
        """() => { window.heard = 0;
        const play = HTMLMediaElement.prototype.play;
        HTMLMediaElement.prototype.play = function () {
          this.addEventListener("ended", () => { window.heard += 1; }, { once: true });
          return play.call(this);
        }; }"""
    )
    press(page, name)
    page.wait_for_function("() => window.heard === 1")
    button = page.get_by_role("button", name=name)
    expect(button).to_have_attribute("aria-pressed", "false")


def record(page):
    press(page, "Aufnehmen")
    page.get_by_text("Die Aufnahme läuft.").wait_for()
    expect(page.locator("[data-time]")).not_to_have_text("0:00")
    press(page, "Fertig")
    page.get_by_text("Hören Sie die Aufnahme an").wait_for()


def test_text_is_recorded_heard_and_saved(page_with_microphone, record_url, url_of):
    page = page_with_microphone
    page.goto(record_url)
    record(page)

    listen(page, "Neue Aufnahme anhören")
    press(page, "Speichern und weiter")
    page.wait_for_url(url_of("record", "ar", key_of("Zurück")))

    recording = Recording.objects.get()
    assert (recording.language, recording.spoken) == ("ar", "التالي")
    assert recording.media_type == "audio/webm"
    assert media_type_of(bytes(recording.sound)) == "audio/webm"


def test_second_recording_takes_the_place_of_the_first(
    page_with_microphone, record_url
):
    page = page_with_microphone
    page.goto(record_url)
    for _ in range(2):
        record(page)
    press(page, "Speichern")
    page.get_by_text("Die Aufnahme ist gespeichert.").wait_for()

    assert Recording.objects.count() == 1


def test_recording_page_is_accessible_before_during_and_after(
    page_with_microphone, record_url
):
    page = page_with_microphone
    page.goto(record_url)
    check_page(page)
    press(page, "Aufnehmen")
    page.get_by_text("Die Aufnahme läuft.").wait_for()
    check_page(page)
    press(page, "Fertig")
    page.get_by_role("button", name="Neue Aufnahme anhören").wait_for()
    check_page(page)


def test_without_microphone_a_file_can_be_chosen(page, record_url, log_in, manager):
    log_in(manager)
    page.goto(record_url)
    press(page, "Aufnehmen")
    page.get_by_text("Der Browser gibt das Mikrofon nicht frei.").wait_for()

    page.get_by_label("Tondatei").set_input_files(
        {"name": "ton.wav", "mimeType": "audio/wav", "buffer": wav()}
    )
    press(page, "Speichern")
    page.get_by_text("Die Aufnahme ist gespeichert.").wait_for()

    assert Recording.objects.get().media_type == "audio/wav"


def test_recordings_are_heard_in_the_list(page, url_of, log_in, manager):
    log_in(manager)
    RecordingFactory(language="ar", spoken="رجوع", sound=wav(), media_type="audio/wav")
    page.goto(url_of("recordings-in", "ar"))

    listen(page, "Anhören : Zurück")


def test_error_and_lists_are_accessible(page, url_of, record_url, log_in, manager):
    log_in(manager)
    RecordingFactory(language="ar", spoken="رجوع", sound=wav(), media_type="audio/wav")
    page.goto(record_url)
    press(page, "Speichern")
    page.get_by_text("Bitte nehmen Sie etwas auf").first.wait_for()
    check_page(page)
    for address in (url_of("recordings"), url_of("recordings-in", "ar")):
        page.goto(address)
        check_page(page)
    page.goto(url_of("record", "ar", key_of("Zurück")))
    check_page(page)
