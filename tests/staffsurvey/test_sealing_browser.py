"""What leaves the page, and what stays in it, when the browser seals."""

import json
import random
from base64 import b64decode, b64encode
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import expect

from ilmkreis_integration.domain.texts import clean_text
from staffsurvey.attempts import MOST_REFUSED, refused_codes
from staffsurvey.codes import ALPHABET, MESSAGES, CodeError, new_code, read_code, shown
from staffsurvey.envelopes import (
    LONGEST_ANSWER,
    AnswerTooLongError,
    open_envelope,
    write,
)
from staffsurvey.models import Code, Envelope, StaffSurvey
from tests.accessibility import check_page
from tests.factories import BOX_KEY, public_point
from tests.staffsurvey.test_browser import (
    choose_topics,
    press,
    sees_fault,
    sees_heading,
)
from tests.staffsurvey.test_browser import write as write_text

pytestmark = pytest.mark.browser

TEXT = "Wir brauchen eine Wohnungsbörse. 👍🏽 مرحبا"
TAKEN = "Der Code von Ihrem Zettel ist eingetragen."


@pytest.fixture
def url(live_server, survey):
    return f"{live_server.url}/mitarbeiterbefragung/"


@pytest.fixture
def concept(survey):
    return survey.topics.get(slug="konzept").title


@pytest.fixture
def posts(page):
    """Everything that the page sends."""
    sent = []

    def note(request):
        if request.method == "POST":
            sent.append(request)

    page.on("request", note)
    return sent


def fill(page, url, topic, code=""):
    page.goto(url)
    if code:
        page.get_by_label("Ihr Code vom Zettel").fill(code)
    choose_topics(page, topic)
    write_text(page, "Wohnen", TEXT)
    press(page, "weiter")


def sees_alert(page, text):
    expect(page.get_by_role("alert")).to_contain_text(text)


def keeps_everything(page):
    sees_heading(page, "Möchten Sie das so absenden?")
    expect(page.get_by_label("Ihr Text zu „Wohnen“")).to_have_value(TEXT)


# --- Sent


def test_only_the_closed_envelope_leaves_the_page(
    page, url, code, concept, posts, answers
):
    fill(page, url, concept, code)
    press(page, "absenden")
    page.wait_for_url("**/danke/")

    assert len(posts) == 1
    headers = posts[0].all_headers()
    body = json.loads(posts[0].post_data)
    assert posts[0].url == f"{url}umschlag/"
    assert body.keys() == {"code", "umschlag", "versiegelt"}
    assert "Wohnung" not in posts[0].post_data
    assert "cookie" not in headers
    assert not headers.get("referer")
    assert answers() == [{"konzept/wohnen": TEXT}]
    assert Envelope.objects.get().pk == UUID(body["umschlag"])
    assert Code.objects.get().is_spent


def test_mistakes_on_the_way_send_nothing(page, url, code, concept, posts):
    page.goto(url)
    for typed, said in (
        ("", "Bitte geben Sie den Code von Ihrem Zettel ein."),
        (
            "K7QM-2RXD-9VTB",
            "In diesem Code ist ein Tippfehler. Bitte vergleichen Sie ihn.",
        ),
        ("K7QM-2RXD", "Ein Code hat 12 Zeichen, Sie haben 8 eingegeben."),
    ):
        page.get_by_label("Ihr Code vom Zettel").fill(typed)
        press(page, "weiter")
        sees_fault(page, said)
        check_page(page)
    page.get_by_label("Ihr Code vom Zettel").fill(code)
    press(page, "weiter")
    expect(page.get_by_label(concept, exact=True)).to_be_visible()
    expect(page.get_by_role("alert")).to_be_hidden()
    press(page, "weiter")
    sees_fault(page, "Bitte wählen Sie mindestens ein Thema.")
    page.get_by_label(concept, exact=True).check()
    press(page, "weiter")
    write_text(page, "Wohnen", "x" * 5001)
    press(page, "weiter")
    sees_fault(
        page, "Der Text ist zu lang. Er hat 5.001 Zeichen. Möglich sind 5.000 Zeichen."
    )
    check_page(page)
    page.get_by_label("Ihr Text zu „Wohnen“").fill(" ")
    press(page, "weiter")
    press(page, "absenden")
    sees_fault(page, "Bitte schreiben Sie mindestens zu einem Schwerpunkt einen Text.")

    assert posts == []


def test_topic_given_up_is_not_sealed(page, url, concept, survey, answers):
    poverty = survey.topics.get(slug="armut").title
    page.goto(url)
    choose_topics(page, concept, poverty)
    write_text(page, "Wohnen", TEXT)
    press(page, "weiter")
    write_text(page, "Kinder", "Mittagessen")
    press(page, "zurueck")
    press(page, "zurueck")
    page.get_by_label(poverty, exact=True).uncheck()
    press(page, "weiter")
    press(page, "weiter")
    press(page, "absenden")
    page.wait_for_url("**/danke/")

    assert answers() == [{"konzept/wohnen": TEXT}]


def test_code_of_the_qr_code_goes_into_the_field_and_out_of_the_address(
    page, url, code, concept, answers
):
    page.goto(f"{url}#{shown(code)}")
    field = page.get_by_label("Ihr Code vom Zettel")

    expect(field).to_have_value(shown(code))
    expect(page.get_by_text(TAKEN)).to_be_visible()
    expect(page).to_have_url(url)
    check_page(page)
    choose_topics(page, concept)
    write_text(page, "Wohnen", TEXT)
    press(page, "weiter")
    expect(page.locator(".sending__code strong")).to_have_text(shown(code))
    press(page, "absenden")
    page.wait_for_url("**/danke/")
    page.go_back()
    expect(page).to_have_url(url)
    expect(field).to_have_value("")
    assert len(answers()) == 1


def test_code_scanned_into_an_open_page_is_taken_too(page, url, code):
    page.goto(url)
    page.evaluate(f"location.hash = '{shown(code)}'")
    page.get_by_text(TAKEN).wait_for()

    expect(page.get_by_label("Ihr Code vom Zettel")).to_have_value(shown(code))
    expect(page).to_have_url(url)


def test_code_in_the_address_means_nothing_where_there_are_no_codes(page, url):
    page.goto(f"{url}#{shown(new_code())}")
    expect(page).to_have_url(url)
    page.evaluate("""new Promise((done) => {
        addEventListener("hashchange", () => done(), { once: true });
        location.hash = "inhalt";
    })""")

    expect(page).to_have_url(f"{url}#inhalt")


# --- Not taken


def test_refused_code_keeps_everything_and_can_be_changed(page, url, code, concept):
    fill(page, url, concept, new_code())
    press(page, "absenden")

    sees_alert(page, "gilt nicht oder nicht mehr")
    keeps_everything(page)
    check_page(page)
    page.get_by_role("button", name="Code ändern").click()
    page.get_by_label("Ihr Code vom Zettel").fill(code)
    for _ in range(3):
        press(page, "weiter")
    press(page, "absenden")
    page.wait_for_url("**/danke/")
    assert Envelope.objects.count() == 1


def test_survey_that_ended_meanwhile_keeps_everything(page, url, concept):
    fill(page, url, concept)
    StaffSurvey.objects.update(opens_on="2017-11-01", closes_on="2017-11-05")
    press(page, "absenden")

    sees_alert(page, "Die Befragung ist beendet.")
    keeps_everything(page)
    assert not Envelope.objects.exists()


def test_slow_down_keeps_everything(page, url, code, concept):
    fill(page, url, concept, code)
    for _ in range(MOST_REFUSED):
        refused_codes.note("127.0.0.1")
    press(page, "absenden")

    sees_alert(page, "warten Sie eine Minute")
    keeps_everything(page)
    refused_codes.forget()
    press(page, "absenden")
    page.wait_for_url("**/danke/")


def test_without_network_everything_stays_and_is_sent_later(
    page, url, concept, answers
):
    fill(page, url, concept)
    page.context.set_offline(True)
    press(page, "absenden")

    alert = page.get_by_role("alert")
    expect(alert.locator(".kern-title")).to_have_text("Noch nicht abgesendet")
    sees_alert(page, "Gerade gibt es keine Verbindung.")
    keeps_everything(page)
    expect(alert).to_be_focused()
    check_page(page, network_failed=True)
    page.context.set_offline(False)
    press(page, "absenden")
    page.wait_for_url("**/danke/")
    assert answers() == [{"konzept/wohnen": TEXT}]


def test_after_a_lost_answer_the_same_envelope_is_sent(page, url, code, concept, posts):
    fill(page, url, concept, code)

    def lose(route):
        route.fetch()  # it arrives
        route.abort()  # and the answer does not

    page.route("**/umschlag/", lose)
    press(page, "absenden")
    sees_alert(page, "keine Verbindung")
    assert Envelope.objects.count() == 1
    page.unroute("**/umschlag/")
    press(page, "absenden")
    page.wait_for_url("**/danke/")

    assert Envelope.objects.count() == 1
    assert len({json.loads(post.post_data)["umschlag"] for post in posts}) == 1


@pytest.mark.parametrize(
    ("status", "body"), [(500, "<h1>Fehler</h1>"), (200, "<h1>Anmeldung</h1>")]
)
def test_error_of_the_server_keeps_everything(page, url, concept, status, body):
    fill(page, url, concept)
    page.route("**/umschlag/", lambda route: route.fulfill(status=status, body=body))
    press(page, "absenden")

    sees_alert(page, "Das Absenden hat nicht geklappt.")
    keeps_everything(page)


def test_while_it_is_sent_it_says_so_and_a_second_click_does_nothing(
    page, url, concept, posts
):
    fill(page, url, concept)
    waiting = []
    page.route("**/umschlag/", lambda route: waiting.append(route))
    button = page.get_by_role("button", name="Absenden")
    with page.expect_request("**/umschlag/"):
        button.click()
    page.get_by_text("Ihre Antwort wird versiegelt und gesendet …").wait_for()
    button.click(force=True)
    check_page(page)

    expect(button).to_have_attribute("aria-disabled", "true")
    assert len(waiting) == 1
    waiting[0].continue_()
    page.wait_for_url("**/danke/")
    assert len(posts) == 1
    assert Envelope.objects.count() == 1


def test_too_long_answer_is_told_before_sealing(page, url, survey, posts):
    topics = [topic.title for topic in survey.topics.all()]
    page.goto(url)
    choose_topics(page, *topics)
    write_text(page, "Wohnen", "€" * 5000)
    write_text(page, "Sonstiges", "€" * 400)
    press(page, "weiter")
    write_text(page, "Kinder", "x" * 500)
    press(page, "weiter")
    answer = {
        "konzept/wohnen": "€" * 5000,
        "konzept/sonstiges": "€" * 400,
        "armut/kinder": "x" * 500,
    }
    with pytest.raises(AnswerTooLongError) as caught:
        write(answer)
    shown_excess = f"um etwa {caught.value.excess} Zeichen"

    expect(page.get_by_text(shown_excess)).to_be_visible()
    check_page(page)
    press(page, "absenden")
    sees_alert(page, shown_excess)
    assert posts == []
    press(page, "zurueck")
    page.get_by_label("Ihr Text zu „Kinder“").fill("")
    press(page, "weiter")
    expect(page.get_by_text("passen nicht in einen Umschlag")).to_be_visible(
        visible=caught.value.excess > 500
    )


# --- Without the means to seal


def test_where_a_browser_cannot_seal_the_server_does(page, url, code, concept, answers):
    page.add_init_script(
        "Object.defineProperty(window, 'isSecureContext', {value: false})"
    )
    fill(page, url, concept, code)
    expect(page.get_by_text("Der Server versiegelt Ihre Antwort")).to_be_visible()
    press(page, "absenden")
    page.wait_for_url("**/danke/")

    assert answers() == [{"konzept/wohnen": TEXT}]
    assert Code.objects.get().is_spent


def test_without_script_the_code_goes_along(
    page_without_script, url, code, answers, concept
):
    page = page_without_script
    page.goto(url)
    page.get_by_label("Ihr Code vom Zettel").fill("K7QM")
    press(page, "weiter")
    sees_fault(page, "Ein Code hat 12 Zeichen, Sie haben 4 eingegeben.")
    page.get_by_label("Ihr Code vom Zettel").fill(code)
    choose_topics(page, concept)
    write_text(page, "Wohnen", TEXT)
    press(page, "weiter")
    press(page, "absenden")
    page.wait_for_url("**/danke/")

    assert answers() == [{"konzept/wohnen": TEXT}]


def test_preview_sends_nothing(page, live_server, log_in, manager, draft, posts):
    log_in(manager)
    page.goto(f"{live_server.url}/verfahren/mitarbeiterbefragung/vorschau/")
    check_page(page)
    choose_topics(page, draft.topics.get(slug="konzept").title)
    write_text(page, "Wohnen", TEXT)
    press(page, "weiter")
    press(page, "absenden")
    page.wait_for_url("**/vorschau/danke/")

    check_page(page)
    assert posts == []
    assert not Envelope.objects.exists()


# --- Both halves agree

SEAL = """async ({ answers, publicKey, ids }) => {
  const { cleanText, excessOf, putIntoEnvelope } = await import("/static/js/staff-sealing.js");
  const all = [];
  for (const [number, texts] of answers.entries()) {
    const cleaned = Object.entries(texts).map(([place, text]) => [place, cleanText(text)]);
    const answer = Object.fromEntries(cleaned);
    const excess = excessOf(answer);
    const how = { id: ids[number], publicKey };
    all.push({ excess, envelope: excess ? "" : await putIntoEnvelope(answer, how) });
  }
  return all;
}"""
ODDS = [
    *["", "abc", "äöü", "ﬁ", "e\u0301", "\r\n", "\r", "\t", "\x00", "\x1f", "\x7f"],
    *["\x85", "\xa0", "\ufeff", "\u200b", "\u2028", "\u3000", '"', "\\", "</script>"],
    *[
        "👍🏽",
        "👩‍👩‍👧",
        "مرحبا",
        "שלום",
        "\u202e",
        "ሰላም",
        "\ud800",
        "\udfff",
        "{}",
        "=1+1",
    ],
]


def random_text(chance):
    return "".join(chance.choice(ODDS) for _ in range(chance.randrange(12)))


def test_python_opens_what_the_browser_sealed(page, url):
    chance = random.Random(5)
    answers = [
        {f"t/a{n}": random_text(chance) for n in range(chance.randrange(5))}
        for _ in range(60)
    ]
    room = LONGEST_ANSWER - len('{"t/a":""}')
    for sign, size in (("x", 1), ("ä", 2), ("€", 3), ("😀", 4)):
        for excess in (-1, 0, 1):
            count = (room + excess) // size
            rest = "x" * (room + excess - count * size)
            answers.append({"t/a": sign * count + rest})
    ids = [str(uuid4()) for _ in answers]
    page.goto(url)

    results = page.evaluate(
        SEAL, {"answers": answers, "ids": ids, "publicKey": encoded_key()}
    )

    for answer, envelope_id, result in zip(answers, ids, results, strict=True):
        cleaned = {place: clean_text(text) for place, text in answer.items()}
        assert result["excess"] == excess_of(cleaned)
        if not result["excess"]:
            content = b64decode(result["envelope"])
            opened = open_envelope(content, envelope_id=UUID(envelope_id), key=BOX_KEY)
            assert opened == cleaned


def encoded_key():
    return b64encode(public_point(BOX_KEY)).decode()


def excess_of(answer):
    try:
        write(answer)
    except AnswerTooLongError as error:
        return error.excess
    return 0


COMPLAIN = """async ({ typed, messages }) => {
  const { complaintAbout } = await import("/static/js/staff-code.js");
  return typed.map((one) => complaintAbout(one, messages));
}"""


def test_both_say_the_same_of_every_code(page, url):
    chance = random.Random(7)
    typed = [
        "",
        " - ",
        "K7QM-2RXD-9VTA",
        "k7qm 2rxd 9vta",
        "K7QM-2RXD-9V?0",
        "ß",
        "ﬁ",
        "😀\uffff",
    ]
    for _ in range(300):
        code = list(shown(new_code()))
        for _ in range(chance.randrange(3)):
            signs = f"{ALPHABET}0O1ILU?ä -–\u00a0😀"
            code[chance.randrange(len(code))] = chance.choice(signs)
        typed.append("".join(code)[: chance.choice([14, 14, 14, 9])])
    page.goto(url)
    messages = {kind: str(message) for kind, message in MESSAGES.items()}

    said = page.evaluate(COMPLAIN, {"typed": typed, "messages": messages})

    assert said == [complaint(one) for one in typed]


def complaint(typed):
    try:
        read_code(typed)
    except CodeError as error:
        return str(error)
    return ""
