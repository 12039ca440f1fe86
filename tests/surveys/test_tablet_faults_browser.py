"""A tablet when things go wrong: nothing is lost, nothing doubled, nothing left behind."""

import os
import signal
from pathlib import Path
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from ilmkreis_integration.models import Contribution
from surveys.models import Question, Response
from surveys.services import Arrival, FilledForm, submit_response
from tests.chromium import CHROMIUM_FLAGS, chromium_path
from tests.surveys.tablets import Tablet

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SECRET = "Zitronenfalter"
REFUSE_TO_KEEP = """() => {
  IDBObjectStore.prototype.put = function () {
    this.transaction.abort();
    throw new DOMException("full", "QuotaExceededError");
  };
}"""


def texts():
    return sorted(Contribution.objects.values_list("text", flat=True))


# --- Network and server


def test_lost_receipt_sends_again_and_stores_once(tablet, inbox):
    answers = []

    def lose_first_answer(route):
        answers.append(route.fetch().status)
        route.abort() if len(answers) == 1 else route.continue_()

    tablet.page.route(inbox, lose_first_answer)
    tablet.hand_over()
    tablet.fill_in("Einmal ist genug.")

    tablet.wait_until_sent()

    assert answers[0] == 200
    assert len(answers) > 1
    assert texts() == ["Einmal ist genug."]


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param({"status": 500, "body": "Fehler"}, id="server fails"),
        pytest.param({"status": 503}, id="server is restarted"),
        pytest.param(
            {"status": 200, "content_type": "text/html", "body": "<h1>WLAN</h1>"},
            id="captive portal",
        ),
        pytest.param(
            {"status": 200, "content_type": "application/json", "body": "{}"},
            id="captive portal with JSON",
        ),
        pytest.param(
            {"status": 302, "headers": {"location": "/anmeldung-im-wlan/"}},
            id="captive portal that leads elsewhere",
        ),
    ],
)
def test_only_a_receipt_ends_the_waiting(tablet, inbox, answer):
    tablet.page.route(inbox, lambda route: route.fulfill(**answer))
    tablet.hand_over()
    tablet.fill_in("Noch nicht da")
    tablet.sees("Ihre Antworten sind sicher gespeichert.")
    assert len(tablet.waiting()) == 1
    assert not Response.objects.exists()

    tablet.page.unroute(inbox)

    tablet.wait_until_sent()
    assert texts() == ["Noch nicht da"]


def test_number_that_is_taken_keeps_the_form_on_the_tablet(tablet, channel):
    tablet.page.context.set_offline(True)
    tablet.hand_over()
    tablet.fill_in("Das zweite")
    [waiting] = tablet.waiting()
    submit_response(
        FilledForm(Response.Form.SINGLE, {Question.objects.first(): "Das erste"}),
        response_id=UUID(waiting["id"]),
        edition=channel.questionnaire.editions.get(),
        arrival=Arrival(channel),
    )

    tablet.page.context.set_offline(False)
    tablet.back_to_staff()

    tablet.sees("1 Bogen konnte nicht angenommen werden.")
    assert [form["refused"] for form in tablet.waiting()] == ["conflict"]
    assert texts() == ["Das erste"]


# --- The tablet itself


def test_reload_ends_the_form_and_leaves_what_waits(tablet):
    tablet.page.context.set_offline(True)
    tablet.hand_over()
    tablet.fill_in("Wartet")
    tablet.back_to_staff()
    tablet.hand_over()
    tablet.forward()
    tablet.write(SECRET)

    tablet.page.reload()

    tablet.sees("Für Beratende")
    tablet.holds_nothing_of(SECRET)
    expect(tablet.page.locator("form[data-steps]")).to_have_count(0)
    assert len(tablet.waiting()) == 1


def test_line_that_hangs_does_not_keep_the_tablet_from_opening(tablet):
    settings = f"**{reverse('surveys:device-settings')}"
    tablet.page.route(settings, lambda route: None)  # never answered

    tablet.page.reload()

    tablet.sees("Für Beratende")
    tablet.unlock()
    tablet.sees("Fragebogen ausgeben")


def test_full_tablet_sends_at_once_instead_of_keeping(tablet, full):
    tablet.hand_over()
    tablet.forward()
    tablet.write("Kein Platz mehr")
    tablet.forward(2)
    full()

    tablet.send()

    tablet.sees("Ihre Antworten sind angekommen.")
    assert texts() == ["Kein Platz mehr"]


def test_full_tablet_without_network_says_so_and_keeps_the_text(tablet, full):
    tablet.page.context.set_offline(True)
    tablet.hand_over()
    tablet.forward()
    tablet.write("Kein Platz mehr")
    tablet.forward(2)
    full()

    tablet.step().locator("button[value=absenden]").click()

    tablet.sees("Ihre Antworten sind noch hier.")
    expect(tablet.page.locator("textarea").first).to_have_value("Kein Platz mehr")


@pytest.fixture
def full(tablet):
    """Call it to have a storage that refuses to keep more, as a full tablet does."""
    return lambda: tablet.page.evaluate(REFUSE_TO_KEEP)


def test_wrong_clock_does_not_move_the_day_of_receipt(tablet):
    tablet.page.clock.set_fixed_time("1999-12-31T23:59:00")
    tablet.hand_over()
    tablet.fill_in("Falsche Uhr")

    tablet.wait_until_sent()

    assert Response.objects.get().received_on == timezone.localdate()


# --- Power cut and what stays on the disk


@pytest.fixture
def boot(browser, tmp_path):
    """Start the same tablet (one profile on disk) as often as it is called."""
    contexts = []

    def boot():
        context = browser.browser_type.launch_persistent_context(
            tmp_path / "profile",
            executable_path=chromium_path(),
            args=CHROMIUM_FLAGS,
            locale="de-DE",
            viewport={"width": 820, "height": 1180},
        )
        contexts.append(context)
        return context

    yield boot
    for context in contexts:
        context.close()


def cut_the_power(profile):
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes()
        except OSError:  # ended meanwhile
            continue
        if str(profile).encode() in command:
            os.kill(int(process.name), signal.SIGKILL)


def test_form_survives_a_power_cut_and_arrives_once(boot, live_server, token, tmp_path):
    context = boot()
    before = Tablet(context.pages[0], live_server.url)
    before.set_up(token)
    context.set_offline(True)
    before.hand_over()
    before.fill_in("Übersteht alles")
    assert len(before.waiting()) == 1

    cut_the_power(tmp_path / "profile")
    context = boot()
    after = Tablet(context.pages[0], live_server.url)
    after.page.goto(after.address)

    after.sees("Für Beratende")
    after.wait_until_sent()
    assert texts() == ["Übersteht alles"]


def test_nothing_that_was_entered_is_on_the_disk(boot, live_server, token, tmp_path):
    context = boot()
    tablet = Tablet(context.pages[0], live_server.url)
    tablet.set_up(token)
    tablet.hand_over()
    tablet.fill_in(SECRET)
    context.set_offline(True)
    tablet.back_to_staff()
    tablet.hand_over()
    tablet.fill_in(f"{SECRET}, der wartet")
    # Only to see that this search would find what is there.
    tablet.page.evaluate("localStorage.setItem('control', 'Kaisermantel')")
    context.close()

    assert found_in(tmp_path / "profile", "Kaisermantel")
    assert found_in(tmp_path / "profile", SECRET) == []


def found_in(profile, word):
    """The files of a profile that hold `word` in one of the encodings of Chromium."""
    codings = [word.encode(), word.encode("utf-16-le")]
    return [
        str(file)
        for file in profile.rglob("*")
        if file.is_file() and any(coded in file.read_bytes() for coded in codings)
    ]


# --- People


def test_double_tap_on_send_stores_once(tablet):
    tablet.hold_the_clock()
    tablet.hand_over()
    tablet.forward()
    tablet.write("Doppelt getippt")
    tablet.forward(2)

    tablet.step().locator("button[value=absenden]").dblclick()

    tablet.sees("Ihre Antworten sind angekommen.")
    assert texts() == ["Doppelt getippt"]


@pytest.mark.parametrize(
    ("entered", "message"),
    [
        (" \n ", "Bitte schreiben Sie mindestens zu einer Frage eine Antwort."),
        ("Lärm " * 20_000, "Der Text ist zu lang."),
    ],
    ids=["only spaces", "100,000 characters"],
)
def test_what_cannot_be_sent_is_said_and_stays(tablet, entered, message):
    tablet.hand_over()
    tablet.forward()
    tablet.write(entered)
    tablet.forward(2)

    tablet.step().locator("button[value=absenden]").click()

    tablet.sees(message)
    expect(tablet.page.locator("textarea").first).to_have_value(entered)
    assert not Response.objects.exists()
    assert tablet.waiting() == []
