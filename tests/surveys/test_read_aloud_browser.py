"""Reading aloud in a real browser: with recordings, with a voice, and with neither."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from surveys.languages import GERMAN, LANGUAGES
from surveys.models import Option
from surveys.recordings import keep_recording
from tests.accessibility import check_page
from tests.factories import TranslationFactory
from tests.surveys.sound_files import ogg, wav

pytestmark = pytest.mark.browser

ARABIC = {"jung": "شاب", "Weiter": "التالي", "Vorlesen": "قراءة"}
# A device with a voice of its own, and one that would send texts away.
VOICES = """
const spoken = [];
window.spoken = spoken;
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => [
    { lang: "de-DE", localService: %s, name: "eins" },
    { lang: "ar-SA", localService: false, name: "zwei" },
  ],
  speak(utterance) {
    spoken.push([utterance.lang, utterance.text]);
    this.current = utterance;
    setTimeout(() => utterance.onend(), window.pace ?? 20);
  },
  cancel() { this.current?.onerror(); },
  addEventListener() {},
}});
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
Object.defineProperty(window.SpeechSynthesisUtterance.prototype, "voice", { set() {} });
"""


@pytest.fixture
def url_of(live_server, channel):
    def build(name="single", language="de"):
        path = reverse(f"surveys:{name}", args=[channel.code])
        return f"{live_server.url}{path}?sprache={language}"

    return build


@pytest.fixture
def record(channel):
    """Keep a sound for German words and, where they are given, for their help."""

    def record(german, words="", *, sound=None, language="ar"):
        spoken = LANGUAGES[language] if words else GERMAN
        if words:
            TranslationFactory(language=language, german=german, text=words)
        content = sound or wav(0.3, pitch=300 + len(german) + 100 * bool(words))
        media_type = "audio/ogg" if content.startswith(b"OggS") else "audio/wav"
        return keep_recording(
            spoken, words or german, sound=content, media_type=media_type
        )

    return record


@pytest.fixture
def title(channel):
    attribute = channel.questionnaire.editions.get().attributes.get()
    return attribute.text


@pytest.fixture
def heard(page):
    """Names of the sounds that the page fetched, in their order."""
    names = []

    def note(request):
        if "/ton/" in request.url:
            names.append(request.url.rpartition("/")[2])

    page.on("request", note)
    return names


def buttons(page):
    return page.locator(".reading:visible")


def step(page):
    return page.locator("[data-step]:visible")


def sees_names_in_row(page, *names):
    row = step(page).locator(".readings .reading")
    expect(row).to_have_text(list(names), use_inner_text=True)


def forward(page):
    step(page).locator("button[value=weiter]").click()


def wait_until_quiet(page):
    page.locator(".reading [data-while=reading]:visible").wait_for(state="hidden")


def test_without_recording_and_voice_there_is_no_button(page, url_of):
    for name in ("start", "single", "group", "thanks"):
        page.goto(url_of(name))
        expect(buttons(page)).to_have_count(0)


def test_without_script_there_is_no_button(browser, url_of, record):
    record("Weiter")
    page = browser.new_page(java_script_enabled=False)

    page.goto(url_of())

    expect(buttons(page)).to_have_count(0)
    page.close()


def test_step_is_read_from_title_to_buttons(page, url_of, record, title, heard):
    expected = [record(text).file_name for text in (title, "jung", "Weiter")]
    page.goto(url_of())

    step(page).get_by_role("button", name="Vorlesen", exact=True).click()
    wait_until_quiet(page)

    assert heard == expected
    expect(page.locator(".is-read")).to_have_count(0)


@pytest.mark.parametrize(
    ("german", "place"),
    [("jung", "label .is-read"), ("Weiter", ".kern-btn .is-read")],
)
def test_what_is_being_read_is_marked(page, url_of, record, german, place):
    record(german, sound=wav(20))
    page.goto(url_of())

    step(page).get_by_role("button", name="Vorlesen", exact=True).click()

    expect(page.locator(place)).to_have_text(german)
    expect(page.locator(".is-read")).to_have_count(1)


def test_answer_has_a_button_of_its_own(page, url_of, record, heard):
    name = record("jung", sound=ogg()).file_name
    page.goto(url_of())

    page.get_by_role("button", name="Vorlesen: jung").click()
    wait_until_quiet(page)

    assert heard == [name]
    expect(page.get_by_role("button", name="Vorlesen: alt")).to_have_count(0)
    expect(page.get_by_label("jung", exact=True)).not_to_be_checked()


def test_pressing_again_stops(page, url_of, record, heard):
    record("jung", sound=wav(5))
    record("Weiter")
    page.goto(url_of())
    button = step(page).locator(".readings .reading")

    button.click()
    page.locator(".is-read").wait_for()
    expect(button).to_have_text("Stopp", use_inner_text=True)
    button.click()

    expect(button).to_have_text("Vorlesen", use_inner_text=True)
    expect(page.locator(".is-read")).to_have_count(0)
    page.wait_for_timeout(300)
    assert len(heard) == 1


@pytest.mark.parametrize("way", ["button", "Enter"])
def test_next_step_stops_reading(page, url_of, record, heard, way):
    record("Anzahl", sound=wav(5))
    page.goto(url_of("group"))
    page.get_by_role("button", name="Vorlesen: Anzahl").click()
    page.locator(".is-read").wait_for()

    if way == "button":
        forward(page)
    else:
        page.locator("#id_people_count").press("Enter")

    expect(page.get_by_text("Schritt 2 von")).to_be_visible()
    expect(page.locator(".is-read")).to_have_count(0)


def test_choosing_an_answer_does_not_stop_reading(page, url_of, record):
    record("jung", sound=wav(20))
    page.goto(url_of())
    page.get_by_role("button", name="Vorlesen: jung").click()

    page.get_by_label("alt", exact=True).check()

    expect(page.locator(".is-read")).to_have_count(1)


def test_help_and_german_have_a_button_each(page, url_of, record, heard):
    TranslationFactory(language="ar", german="Vorlesen", text="قراءة")
    arabic = record("jung", "شاب").file_name
    german = record("jung").file_name
    page.goto(url_of(language="ar"))

    sees_names_in_row(page, "Vorlesen قراءة", "Vorlesen: Deutsch")
    page.get_by_role("button", name="Vorlesen: jung").click()
    wait_until_quiet(page)
    page.get_by_role("button", name="Vorlesen: Deutsch").click()
    wait_until_quiet(page)

    assert heard == [arabic, german]


def test_german_is_offered_where_the_help_is_not_recorded(page, url_of, record, heard):
    TranslationFactory(language="ar", german="jung", text="شاب")
    german = record("jung").file_name
    page.goto(url_of(language="ar"))

    sees_names_in_row(page, "Vorlesen: Deutsch")
    page.get_by_role("button", name="Vorlesen: jung").click()
    wait_until_quiet(page)

    assert heard == [german]


def test_sound_that_cannot_be_fetched_is_passed_over(page, url_of, record):
    record("jung")
    record("Weiter")
    page.route("**/ton/*", lambda route: route.abort())
    page.goto(url_of())

    step(page).locator(".readings .reading").click()
    wait_until_quiet(page)

    expect(page.locator(".is-read")).to_have_count(0)


def test_voice_of_the_device_reads_where_nothing_is_recorded(
    page, url_of, record, title, heard
):
    record("jung")
    page.add_init_script(VOICES % "true")
    page.goto(url_of())

    step(page).get_by_role("button", name="Vorlesen", exact=True).click()
    wait_until_quiet(page)

    assert page.evaluate("spoken") == [
        ["de-DE", text] for text in (title, "alt", "Sag ich nicht", "Weiter", "Zurück")
    ]
    assert len(heard) == 1


def test_voice_stops_at_once(page, url_of, title):
    page.add_init_script("window.pace = 5000;" + VOICES % "true")
    page.goto(url_of())

    step(page).get_by_role("button", name="Vorlesen", exact=True).click()
    page.locator(".is-read").wait_for()
    forward(page)

    expect(page.get_by_text("Schritt 2 von")).to_be_visible()
    expect(page.locator(".is-read")).to_have_count(0)
    assert page.evaluate("spoken") == [["de-DE", title]]


def test_voice_that_sends_texts_away_is_not_used(page, url_of):
    page.add_init_script(VOICES % "false")

    page.goto(url_of())

    expect(buttons(page)).to_have_count(0)


def test_voice_of_another_language_does_not_read_the_help(page, url_of):
    TranslationFactory(language="ar", german="jung", text="شاب")
    page.add_init_script(VOICES % "true")

    page.goto(url_of(language="ar"))

    sees_names_in_row(page, "Vorlesen: Deutsch")


def test_reading_works_by_keyboard(page, url_of, record, heard):
    record("jung")
    page.goto(url_of())

    page.get_by_role("button", name="Vorlesen: jung").press("Enter")
    wait_until_quiet(page)
    page.get_by_role("button", name="Vorlesen: jung").press("Space")
    wait_until_quiet(page)

    expect(page.get_by_text("Schritt 1 von")).to_be_visible()
    assert len(heard) == 1  # the second time it is in memory


@pytest.mark.parametrize("name", ["single", "group"])
@pytest.mark.parametrize("language", ["de", "ar"])
def test_forms_with_buttons_are_accessible(page, url_of, record, name, language):
    Option.objects.filter(slug="jung").update(pictogram="young-people")
    Option.objects.filter(slug="alt").update(pictogram="older-people")
    for german, words in ARABIC.items():
        record(german, words, sound=wav(20))
    record("Weiter", sound=wav(20))
    page.goto(url_of(name, language))
    if name == "group":
        forward(page)
    check_page(page)

    buttons(page).first.click()
    page.locator(".is-read").wait_for()
    check_page(page)


def test_other_pages_with_buttons_are_accessible(page, url_of, record):
    record("Ich antworte allein")
    record("Danke!")
    for name in ("start", "thanks"):
        page.goto(url_of(name))
        expect(buttons(page)).to_have_count(1)
        check_page(page)
