"""A tablet reads aloud, also without network."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from surveys.languages import GERMAN, LANGUAGES
from surveys.recordings import keep_recording
from tests.accessibility import check_page
from tests.factories import TranslationFactory
from tests.surveys.sound_files import wav
from tests.surveys.tablets import Tablet

pytestmark = pytest.mark.django_db(transaction=True)

COUNT_SOUNDS = """
window.heard = 0;
const play = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function () {
  this.addEventListener("ended", () => { window.heard += 1; }, { once: true });
  return play.call(this);
};
"""


def keep(german, words="", seconds=0.2):
    language = GERMAN
    if words:
        language = LANGUAGES["ar"]
        TranslationFactory(language="ar", german=german, text=words)
    pitch = 300 + 7 * len(german) + 100 * bool(words)
    return keep_recording(
        language,
        words or german,
        sound=wav(seconds, pitch=pitch),
        media_type="audio/wav",
    )


def test_settings_name_every_sound_once(client, token):
    german = keep("Weiter")
    arabic = keep("Weiter", "التالي")
    TranslationFactory(language="ar", german="Los geht es", text="التالي")

    settings = client.get(
        reverse("surveys:device-settings"), headers={"X-Device-Token": token}
    ).json()

    files = [file for file in settings["files"] if "/ton/" in file]
    address = "/fragebogen/ton/{}".format
    assert sorted(files) == sorted(map(address, [german.file_name, arabic.file_name]))
    sounds = {
        language["code"]: language["sounds"] for language in settings["languages"]
    }
    assert sounds["de"] == {"Weiter": address(german.file_name)}
    assert sounds["ar"]["Los geht es"] == address(arabic.file_name)
    assert sounds["uk"] == {}


def test_settings_change_with_a_recording(client, token):
    def version():
        response = client.get(
            reverse("surveys:device-settings"), headers={"X-Device-Token": token}
        )
        return response.json()["version"]

    before = version()
    keep("Weiter")

    assert version() != before


@pytest.fixture
def tablet(page, live_server, token):
    page.add_init_script(COUNT_SOUNDS)
    page.set_viewport_size({"width": 820, "height": 1180})
    return Tablet(page, live_server.url)


def wait_until_heard(page, times):
    page.wait_for_function("times => window.heard === times", arg=times)


@pytest.mark.browser
def test_form_and_thanks_are_read_without_network(tablet, token):
    keep("jung", "شاب")
    keep("Danke!", "شكرا")
    tablet.set_up(token)
    page = tablet.page
    page.context.set_offline(True)

    tablet.hand_over("العربية")
    page.get_by_role("button", name="Vorlesen: jung").click()
    wait_until_heard(page, 1)
    check_page(page)

    tablet.fill_in("Alles gut")
    page.locator("[data-view=thanks] .reading:visible").click()
    wait_until_heard(page, 2)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("bytes=0-1", [206, 2, "bytes 0-1/{}"]),
        ("bytes=4-", [206, -4, "bytes 4-{last}/{}"]),
        ("", [200, 0, None]),
    ],
)
def test_kept_sound_is_given_in_parts(tablet, token, wanted, expected):
    recording = keep("Weiter")
    size = len(recording.sound)
    tablet.set_up(token)
    page = tablet.page
    page.reload()  # from now on the worker answers
    page.context.set_offline(True)

    answer = page.evaluate(
        """async ([address, range]) => {
          const answer = await fetch(address, { headers: range ? { range } : {} });
          const sound = await answer.blob();
          return [answer.status, sound.size, answer.headers.get("content-range")];
        }""",
        [f"/fragebogen/ton/{recording.file_name}", wanted],
    )

    status, length, interval = expected
    assert answer[0] == status
    assert answer[1] == (length if length > 0 else size + length)
    assert answer[2] == (interval and interval.format(size, last=size - 1))


@pytest.mark.browser
def test_reading_stops_when_the_form_is_handed_back(tablet, token):
    keep("Absenden", seconds=20)
    keep("Danke!")
    tablet.set_up(token)
    page = tablet.page
    tablet.hand_over()
    tablet.forward()
    tablet.write("Alles gut")
    tablet.forward(2)
    page.locator(".readings:visible .reading").click()
    page.locator(".is-read").wait_for()

    tablet.send()

    expect(page.locator(".is-read")).to_have_count(0)
    expect(page.locator("[data-form]")).to_have_js_property("innerHTML", "")
    page.locator("[data-view=thanks] .reading:visible").wait_for()
    check_page(page)


@pytest.mark.browser
def test_buttons_change_with_the_language(tablet, token):
    keep("jung", "شاب")
    tablet.set_up(token)
    page = tablet.page
    tablet.hand_over()
    expect(page.locator(".reading:visible")).to_have_count(0)

    page.locator(".languages summary").click()
    page.get_by_role("button", name="العربية").click()

    page.get_by_role("button", name="Vorlesen: jung").wait_for()
