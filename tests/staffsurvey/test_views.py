import json
import logging
from datetime import date, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from staffsurvey.attempts import MOST_REFUSED
from staffsurvey.codes import new_code, shown
from staffsurvey.envelopes import LONGEST_ANSWER
from staffsurvey.models import BallotBox, Code, Envelope, FocusArea, StaffSurvey
from tests.factories import OpeningFactory

pytestmark = pytest.mark.django_db

URL = "/mitarbeiterbefragung/"


def shown_steps(response):
    """Keys of the steps that are not hidden."""
    content = response.content.decode()
    keys = ["willkommen", "themen", "thema-konzept", "thema-armut", "pruefen"]
    return [
        key
        for key in keys
        if " hidden" not in content.split(f'data-step="{key}"')[1].split(">")[0]
    ]


def send(client, *, schritt="pruefen", gehe="absenden", **entries):
    values = {name.replace("_", "-"): value for name, value in entries.items()}
    return client.post(URL, values | {"schritt": schritt, "gehe": gehe})


def test_survey_begins_with_welcome_and_zero_percent(client, survey):
    response = client.get(URL)

    assert response.status_code == 200
    assert shown_steps(response) == ["willkommen"]
    assert "0 % ausgefüllt" in response.content.decode()


def test_survey_without_process_is_404(client, db):
    assert client.get(URL).status_code == 404


def test_survey_of_a_process_that_is_not_current_is_404(client, survey):
    survey.process.is_current = False
    survey.process.save()

    assert client.get(URL).status_code == 404


@pytest.mark.parametrize(
    ("dates", "sentence"),
    [
        pytest.param(
            {"closes_on": date(2017, 11, 5)}, "bis zum 5. November 2017", id="over"
        ),
        pytest.param(
            {"opens_on": timezone.localdate() + timedelta(days=2)},
            "noch nicht begonnen",
            id="not begun",
        ),
    ],
)
def test_closed_survey_says_so_and_stores_nothing(client, survey, dates, sentence):
    StaffSurvey.objects.update(**dates)

    response = send(client, themen="konzept", text_konzept_wohnen="Zu teuer")

    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert not Envelope.objects.exists()


@pytest.mark.parametrize("is_opened", [False, True])
def test_closed_survey_says_what_becomes_of_the_answers(client, survey, is_opened):
    StaffSurvey.objects.update(closes_on=date(2017, 11, 5))
    if is_opened:
        OpeningFactory(survey=survey)

    page = client.get(URL).content.decode()

    assert ("wenn mindestens 10 da sind; sonst bleiben sie zu" in page) != is_opened
    assert ("Die Texte werden jetzt gelesen, freigegeben" in page) == is_opened


def test_closed_survey_gives_texts_back_that_came_too_late(client, survey):
    StaffSurvey.objects.update(closes_on=date(2017, 11, 5))

    late = send(client, themen="konzept", text_konzept_wohnen="Zu teuer")
    visit = client.get(URL)

    assert late.context["written"] == {FocusArea.objects.get(slug="wohnen"): "Zu teuer"}
    assert "<dd>Zu teuer</dd>" in late.content.decode()
    assert "nicht gespeichert" in late.content.decode()
    assert visit.context["written"] == {}
    assert "nicht gespeichert" not in visit.content.decode()


def test_the_way_leads_only_through_chosen_topics(client, survey):
    entries = {"themen": "armut", "text_armut_kinder": "Essen"}

    first = send(client, schritt="willkommen", gehe="weiter")
    second = send(client, schritt="themen", gehe="weiter", **entries)
    third = send(client, schritt="thema-armut", gehe="weiter", **entries)
    back = send(client, schritt="thema-armut", gehe="zurueck", **entries)

    assert [shown_steps(r) for r in (first, second, third, back)] == [
        ["themen"],
        ["thema-armut"],
        ["pruefen"],
        ["themen"],
    ]
    assert "50 % ausgefüllt" in second.content.decode()
    assert all("Essen</textarea>" in r.content.decode() for r in (second, third, back))
    assert not Envelope.objects.exists()


def test_forward_without_topic_says_what_to_do(client, survey):
    response = send(client, schritt="themen", gehe="weiter")

    assert shown_steps(response) == ["themen"]
    assert "Bitte wählen Sie mindestens ein Thema." in response.content.decode()


def test_sending_puts_the_texts_of_chosen_topics_into_one_envelope(
    client, survey, answers
):
    response = client.post(
        URL,
        {
            "schritt": "pruefen",
            "gehe": "absenden",
            "themen": ["konzept"],
            "schwerpunkte-konzept": ["wohnen"],
            "text-konzept-wohnen": " Zu teuer ",
            "text-konzept-sonstiges": "Haken vergessen",
            "text-armut-kinder": "Thema wieder abgewählt",
        },
    )

    assert response.status_code == 302
    assert response.url == reverse("staffsurvey:thanks")
    assert answers() == [
        {"konzept/wohnen": "Zu teuer", "konzept/sonstiges": "Haken vergessen"}
    ]


@pytest.mark.parametrize(
    ("entries", "step", "message"),
    [
        pytest.param({}, "themen", "mindestens ein Thema", id="no topic"),
        pytest.param(
            {"themen": "konzept", "text_konzept_wohnen": " "},
            "pruefen",
            "mindestens zu einem Schwerpunkt",
            id="no text",
        ),
        pytest.param(
            {"themen": "konzept", "text_konzept_wohnen": "x" * 5001},
            "thema-konzept",
            "Er hat 5.001 Zeichen.",
            id="too long",
        ),
        pytest.param({"themen": "hack"}, "themen", "hack", id="unknown topic"),
    ],
)
def test_wrong_entries_are_shown_and_not_stored(client, survey, entries, step, message):
    response = send(client, **entries)

    assert response.status_code == 200
    assert shown_steps(response) == [step]
    assert message in response.content.decode()
    assert not Envelope.objects.exists()


def test_nothing_is_left_behind(client, survey):
    pages = [
        client.get(URL),
        send(client, schritt="willkommen", gehe="weiter"),
        send(client, themen="konzept", text_konzept_wohnen="Zu teuer"),
        client.get(reverse("staffsurvey:thanks")),
    ]

    for page in pages:
        assert not page.cookies
        assert page["Cache-Control"] == "no-store"
        assert page["Referrer-Policy"] == "no-referrer"
    assert not Session.objects.exists()


def test_no_request_leaves_a_line_in_the_log(client, survey, caplog):
    caplog.set_level(logging.DEBUG, logger="django.request")

    client.get(URL)
    send(client, schritt="themen", gehe="weiter")
    send(client, themen="konzept", text_konzept_wohnen="x" * 5001)
    send(client, themen="konzept", text_konzept_wohnen="Zu teuer")
    client.get(reverse("staffsurvey:thanks"))
    StaffSurvey.objects.update(closes_on=date(2017, 11, 5))
    send(client, themen="konzept", text_konzept_wohnen="Zu spät")

    assert caplog.records == []


def test_session_of_somebody_logged_in_is_left_alone(manager_client, survey):
    manager_client.post(reverse("staffsurvey-setup:edit"))  # still logged in
    before = Session.objects.get().session_data

    page = send(manager_client, themen="konzept", text_konzept_wohnen="Zu teuer")
    thanks = manager_client.get(page.url)

    assert not page.cookies
    assert not thanks.cookies
    assert Session.objects.get().session_data == before


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        pytest.param("a\x00b", "ab", id="NUL"),
        pytest.param("lebt\r\nhier", "lebt\nhier", id="line ends of Windows"),
        pytest.param("👍🏽 مرحبا", "👍🏽 مرحبا", id="any script"),
        pytest.param("=1+1", "=1+1", id="looks like a formula"),
        pytest.param("ä" * 5000, "ä" * 5000, id="as long as possible"),
    ],
)
def test_any_text_is_taken_as_it_may_be_stored(client, survey, answers, text, stored):
    response = send(client, themen="konzept", text_konzept_wohnen=text)

    assert response.status_code == 302
    assert answers() == [{"konzept/wohnen": stored}]


def test_text_is_escaped_on_the_check_page(client, survey):
    entries = {"themen": "konzept", "text_konzept_wohnen": "<b>fett</b>"}

    page = send(client, schritt="thema-konzept", gehe="weiter", **entries)

    assert "<b>fett" not in page.content.decode()
    assert "&lt;b&gt;fett&lt;/b&gt;</dd>" in page.content.decode()


def test_welcome_shows_contact_as_configured(client, survey):
    StaffSurvey.objects.update(
        contact_name="Alex Muster",
        contact_phone="4711",
        contact_email="befragung@example.org",
    )

    page = client.get(URL).content.decode()

    assert "Alex Muster" in page
    assert "Durchwahl: 4711" in page
    assert 'href="mailto:befragung@example.org"' in page


def test_welcome_without_contact_asks_nobody(client, survey):
    assert "Haben Sie Fragen?" not in client.get(URL).content.decode()


def test_thanks_says_how_long_others_can_answer(client, survey):
    url = reverse("staffsurvey:thanks")

    while_open = client.get(url).content.decode()
    StaffSurvey.objects.update(closes_on=date(2017, 11, 5))
    afterwards = client.get(url).content.decode()

    assert "läuft noch bis zum 1. Januar 2100" in while_open
    assert "läuft noch" not in afterwards


def test_posts_from_other_sites_are_refused(client, survey):
    response = client.post(
        URL,
        {"gehe": "absenden", "themen": "konzept", "text-konzept-wohnen": "x"},
        headers={"sec-fetch-site": "cross-site"},
    )

    assert response.status_code == 403
    assert not Envelope.objects.exists()


def test_thanks_takes_no_post(client, survey):
    assert client.post(reverse("staffsurvey:thanks")).status_code == 405
    assert client.delete(URL).status_code == 405


def test_survey_is_read_in_three_queries(client, survey, django_assert_num_queries):
    with django_assert_num_queries(3):  # survey, topics, focus areas
        client.get(URL)


# --- The code of the slip


def test_welcome_asks_for_the_code_only_where_there_are_codes(client, survey):
    without = client.get(URL).content.decode()
    StaffSurvey.objects.update(with_codes=True)
    with_them = client.get(URL).content.decode()

    assert 'name="code"' not in without
    assert "dass jemand mehrmals antwortet" in without
    assert 'name="code"' in with_them
    assert "dass jemand mehrmals antwortet" not in with_them


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Bitte geben Sie den Code von Ihrem Zettel ein."),
        ("K7QM-2RXD-9VT0", "Ist es vielleicht ein Q oder ein D?"),
        ("K7QM-2RXD-9VTB", "In diesem Code ist ein Tippfehler."),
    ],
)
def test_slips_of_the_finger_are_told_on_the_step_without_asking_for_the_code(
    client, with_codes, typed, message, django_assert_num_queries
):
    with django_assert_num_queries(3):  # survey, topics, focus areas
        response = send(client, schritt="willkommen", gehe="weiter", code=typed)

    assert shown_steps(response) == ["willkommen"]
    assert response.context["messages_here"].keys() == {"code"}
    assert message in response.context["messages_here"]["code"]


def test_well_formed_code_leads_on_and_goes_along(client, with_codes):
    code = shown(new_code()).lower()

    response = send(client, schritt="willkommen", gehe="weiter", code=code)

    assert shown_steps(response) == ["themen"]
    assert f'value="{code}"' in response.content.decode()


def test_sending_spends_the_code(client, code, answers):
    entries = {"themen": "konzept", "text_konzept_wohnen": "Zu teuer", "code": code}

    first = send(client, **entries)
    second = send(client, **entries)
    unknown = send(client, **entries | {"code": new_code()})

    assert first.url == reverse("staffsurvey:thanks")
    assert answers() == [{"konzept/wohnen": "Zu teuer"}]
    assert Code.objects.get().is_spent
    for refused in (second, unknown):
        assert shown_steps(refused) == ["pruefen"]
        assert "gilt nicht oder nicht mehr" in refused.context["messages_here"][""]
        assert "Zu teuer</textarea>" in refused.content.decode()


def test_the_same_page_sent_twice_counts_once(client, code, answers):
    entries = {
        "themen": "konzept",
        "text_konzept_wohnen": "Zu teuer",
        "code": code,
        "umschlag": "c0ffee00-0000-4000-8000-000000000001",
    }

    responses = [send(client, **entries) for _ in range(2)]

    assert [r.status_code for r in responses] == [302, 302]
    assert len(answers()) == 1


def test_check_step_leads_to_the_code_and_back_to_nothing_else(client, with_codes):
    entries = {"themen": "konzept", "code": new_code()}

    back = send(client, schritt="pruefen", gehe="willkommen", **entries)
    unknown = send(client, schritt="pruefen", gehe="unsinn", **entries)

    assert shown_steps(back) == ["willkommen"]
    assert shown_steps(unknown) == ["pruefen"]


def test_after_many_wrong_codes_nobody_asks_the_database(
    client, code, django_assert_num_queries, answers
):
    entries = {"themen": "konzept", "text_konzept_wohnen": "Zu teuer"}
    for _ in range(MOST_REFUSED):
        send(client, code=new_code(), **entries)

    with django_assert_num_queries(3):  # survey, topics, focus areas
        slowed = send(client, code=code, **entries)
    elsewhere = client.post(
        URL,
        {"schritt": "pruefen", "gehe": "absenden", "themen": "konzept", "code": code}
        | {"text-konzept-wohnen": "Zu teuer"},
        REMOTE_ADDR="198.51.100.7",
    )

    assert "warten Sie eine Minute" in slowed.context["messages_here"][""]
    assert "Zu teuer</textarea>" in slowed.content.decode()
    assert elsewhere.status_code == 302
    assert len(answers()) == 1


# --- Too long


def long_entries(excess):
    """Texts of which none is too long, but all together, by `excess` bytes."""
    keys = ["konzept/wohnen", "konzept/sonstiges", "armut/kinder"]
    room = LONGEST_ANSWER - len(
        json.dumps(dict.fromkeys(keys, ""), separators=(",", ":"))
    )
    texts = ["ä" * 5000, "€" * ((room - 10_100 + excess) // 3)]
    texts.append("x" * (room + excess - sum(len(t.encode()) for t in texts)))
    names = [f"text-{key.replace('/', '-')}" for key in keys]
    return {"themen": ["konzept", "armut"]} | dict(zip(names, texts, strict=True))


def test_longest_answer_fits(client, survey, answers):
    response = client.post(URL, long_entries(0) | {"gehe": "absenden"})

    assert response.status_code == 302
    assert len(answers()) == 1


@pytest.mark.parametrize("excess", [1, 1200])
def test_too_long_answer_is_told_before_it_is_sealed(client, survey, excess):
    entries = long_entries(excess) | {"schritt": "thema-armut"}
    shown_excess = f"um etwa {excess:,} Zeichen".replace(",", ".")

    before = client.post(URL, entries | {"gehe": "weiter"})
    sent = client.post(URL, entries | {"schritt": "pruefen", "gehe": "absenden"})

    assert shown_steps(before) == shown_steps(sent) == ["pruefen"]
    assert shown_excess in before.context["caution"]
    assert before.context["messages_here"] == {}
    assert shown_excess in sent.context["messages_here"][""]
    assert not Envelope.objects.exists()


# --- Phases


def test_survey_that_ended_early_names_that_day(client, survey):
    BallotBox.objects.update(ended_on=date(2017, 11, 3))

    page = client.get(URL).content.decode()

    assert "Sie lief bis zum 3. November 2017." in page


def test_opened_survey_is_over(client, survey):
    BallotBox.objects.all().delete()
    OpeningFactory(survey=survey)

    page = client.get(URL).content.decode()

    assert "Die Mitarbeiterbefragung ist beendet" in page
    assert "lief bis" not in page


def test_survey_that_was_not_started_is_being_prepared(client, draft):
    page = client.get(URL).content.decode()

    assert "Sie wird noch vorbereitet." in page
    assert "2100" not in page


def test_thanks_says_when_there_are_results(client, survey):
    url = reverse("staffsurvey:thanks")

    without = client.get(url).content.decode()
    StaffSurvey.objects.update(results_on=date(2100, 3, 1))
    with_day = client.get(url).content.decode()

    assert "Wann die Ergebnisse vorliegen, steht noch nicht fest." in without
    assert "bis zum 1. März 2100 vorliegen" in with_day


def test_form_works_without_https_and_without_referrer(client, survey):
    """Browsers then say nothing but that the origin is hidden."""
    response = client.post(
        URL,
        {"gehe": "absenden", "themen": "konzept", "text-konzept-wohnen": "x"},
        headers={"origin": "null"},
    )

    assert response.status_code == 302
