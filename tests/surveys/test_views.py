import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from ilmkreis_integration.models import Contribution
from surveys.definition import mark_changed
from surveys.models import OptionCount, Questionnaire, Response
from tests.factories import ChannelFactory, TranslationFactory

pytestmark = pytest.mark.django_db


def url_of(channel, name="single"):
    return reverse(f"surveys:{name}", args=[channel.code])


def entries(**values):
    return {"id": str(uuid4()), "gehe": "absenden", "schritt": "pruefen"} | values


def shown_steps(response):
    """Keys of the steps that are not hidden."""
    sections = re.findall(r'<section[^>]* data-step="[^>]*>', response.content.decode())
    return [
        re.search(r'data-step="([^"]*)"', section)[1]
        for section in sections
        if not re.search(r"\shidden\b", section)
    ]


@pytest.mark.parametrize("name", ["single", "group"])
def test_form_ends_with_what_its_steps_wait_for(client, channel, name):
    html = client.get(url_of(channel, name)).content.decode()

    assert re.search(r"<span data-end hidden></span>\s*</form>", html)


@pytest.mark.parametrize("name", ["start", "single", "group", "thanks"])
def test_unknown_or_revoked_link_is_404(client, channel, name):
    assert client.get(reverse(f"surveys:{name}", args=["NIE"])).status_code == 404
    channel.revoked_on = date(2026, 3, 2)
    channel.save()

    assert client.get(url_of(channel, name)).status_code == 404
    assert client.post(url_of(channel), entries()).status_code == 404


@pytest.mark.parametrize("name", ["start", "single", "group"])
def test_closed_questionnaire_says_since_when(client, channel, name):
    Questionnaire.objects.update(closes_on=date(2017, 7, 31))

    response = client.get(url_of(channel, name))

    assert response.status_code == 410
    assert "Der letzte Tag war der 31. Juli 2017." in response.content.decode()


def test_questionnaire_not_yet_open_says_from_when(client, channel):
    Questionnaire.objects.update(opens_on=timezone.localdate() + timedelta(days=1))

    response = client.get(url_of(channel, "start"))

    assert response.status_code == 410
    assert "Der Fragebogen beginnt bald" in response.content.decode()


def test_closed_questionnaire_stores_nothing(client, channel):
    Questionnaire.objects.update(closes_on=date(2017, 7, 31))

    client.post(url_of(channel), entries(**{"frage-gut": "zu spät"}))

    assert not Response.objects.exists()


def test_start_leads_to_both_forms(client, channel):
    content = client.get(url_of(channel, "start")).content.decode()

    assert url_of(channel, "single") in content
    assert url_of(channel, "group") in content


def test_single_form_is_stored(client, channel):
    response = client.post(
        url_of(channel),
        entries(**{"merkmal-alter": "nein", "frage-schwer": " Bus\r\nfehlt "}),
    )

    assert response.status_code == 302
    assert response.url == url_of(channel, "thanks")
    assert list(OptionCount.objects.values_list("option__slug", "count")) == [
        ("nein", 1)
    ]
    assert Contribution.objects.get().text == "Bus\nfehlt"
    assert Response.objects.get().channel == channel


@pytest.mark.parametrize(
    ("numbers", "people", "is_lower_bound"),
    [
        pytest.param({"people_count": "9"}, 9, False, id="counted"),
        pytest.param({"people_unknown": "on"}, 2, True, id="unknown"),
        pytest.param({}, 2, True, id="left out"),
        pytest.param(
            {"people_unknown": "on", "anzahl-alter-jung": "7"}, 7, True, id="unknown, 7"
        ),
        pytest.param(
            {"people_unknown": "on", "people_count": "10"}, 10, True, id="about 10"
        ),
        pytest.param(
            {"people_count": "9", "anzahl-alter-jung": "3"}, 9, False, id="incomplete"
        ),
    ],
)
def test_group_form_is_stored(client, channel, numbers, people, is_lower_bound):
    client.post(
        url_of(channel, "group"), entries(**{"frage-gut": "Wir sind da"} | numbers)
    )

    response = Response.objects.get()
    assert response.form == Response.Form.GROUP
    assert (response.people, response.people_is_lower_bound) == (people, is_lower_bound)


def test_group_cannot_count_more_people_than_it_has(client, channel):
    response = client.post(
        url_of(channel, "group"),
        entries(
            **{
                "people_count": "5",
                "anzahl-alter-jung": "4",
                "anzahl-alter-alt": "2",
                "frage-gut": "Ruhe",
            }
        ),
    )

    assert response.status_code == 200
    assert shown_steps(response) == ["merkmal-alter"]
    content = response.content.decode()
    assert "Zusammen sind es mehr Personen als in der Gruppe." in content
    assert "Ruhe" in content
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    ("values", "step", "message"),
    [
        pytest.param({}, "pruefen", "mindestens zu einer Frage", id="no answer"),
        pytest.param({"frage-gut": " \n "}, "pruefen", "mindestens", id="only blanks"),
        pytest.param({"frage-gut": "\x00"}, "pruefen", "mindestens", id="only NUL"),
        pytest.param(
            {"frage-gut": "x" * 5001}, "frage-gut", "Er hat 5.001 Zeichen", id="long"
        ),
        pytest.param(
            {"frage-gut": "x", "merkmal-alter": "uralt"},
            "merkmal-alter",
            "Bitte wählen Sie noch einmal.",
            id="unknown option",
        ),
        pytest.param(
            {"frage-gut": "x", "id": "123"}, "pruefen", "laden Sie die Seite", id="id"
        ),
    ],
)
def test_wrong_entries_are_shown_and_not_stored(client, channel, values, step, message):
    response = client.post(url_of(channel), entries(**values))

    assert response.status_code == 200
    assert shown_steps(response) == [step]
    content = response.content.decode()
    assert message in content
    assert "<title>Fehler: Schritt" in content.replace("\n", "")
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "x" * 5000,
        "أهلا",
        "ሰላም",
        "👨‍👩‍👧‍👦",
        "a\x00b",
        "<script>alert(1)</script>",
        "{{ 7 }}",
    ],
)
def test_any_text_is_taken_and_kept(client, channel, text):
    response = client.post(url_of(channel), entries(**{"frage-gut": text}))

    assert response.status_code == 302
    assert Contribution.objects.get().text == text.replace("\x00", "")


def test_sending_twice_stores_once(client, channel):
    values = entries(**{"frage-gut": "Ruhe"})

    first = client.post(url_of(channel), values)
    second = client.post(url_of(channel), values)

    assert (first.status_code, second.status_code) == (302, 302)
    assert Response.objects.count() == 1


def test_other_answers_under_the_same_id_are_kept_and_can_be_sent_anew(client, channel):
    values = entries(**{"frage-gut": "Ruhe"})
    client.post(url_of(channel), values)

    response = client.post(url_of(channel), values | {"frage-gut": "Lärm"})

    assert "ist schon ein anderer Bogen da" in response.content.decode()
    new_id = response.context["form"].shown_id
    assert new_id != values["id"]
    again = client.post(url_of(channel), values | {"frage-gut": "Lärm", "id": new_id})
    assert again.status_code == 302
    assert Response.objects.count() == 2


def test_forward_and_back_keep_everything_and_store_nothing(client, channel):
    values = {"id": str(uuid4()), "merkmal-alter": "jung", "frage-gut": "Ru<he"}

    forward = client.post(
        url_of(channel), values | {"schritt": "merkmal-alter", "gehe": "weiter"}
    )
    back = client.post(
        url_of(channel), values | {"schritt": "frage-gut", "gehe": "zurueck"}
    )

    assert shown_steps(forward) == ["frage-gut"]
    assert shown_steps(back) == ["merkmal-alter"]
    for response in (forward, back):
        content = response.content.decode()
        assert 'value="jung" checked' in content
        assert "Ru&lt;he</textarea>" in content
        assert f'value="{values["id"]}"' in content
        assert "kern-alert--danger" not in content
    assert not Response.objects.exists()


def test_forward_stays_where_something_is_wrong(client, channel):
    response = client.post(
        url_of(channel, "group"),
        {"id": str(uuid4()), "schritt": "personen", "gehe": "weiter"}
        | {"people_count": "viele"},
    )

    assert shown_steps(response) == ["personen"]
    assert "Bitte schreiben Sie eine Zahl." in response.content.decode()


def test_check_page_repeats_the_answers(client, channel):
    response = client.post(
        url_of(channel),
        {"id": str(uuid4()), "schritt": "frage-schwer", "gehe": "weiter"}
        | {"merkmal-alter": "alt", "frage-gut": "Der Wald"},
    )

    assert shown_steps(response) == ["pruefen"]
    lines = response.context["steps"][-1].lines
    assert [(line.name, line.value) for line in lines] == [
        ("merkmal-alter", "alt"),
        ("frage-gut", "Der Wald"),
        ("frage-schwer", ""),
    ]


@pytest.mark.parametrize("name", ["start", "single", "group", "thanks"])
def test_no_cookie_is_set_and_nothing_is_cached(client, channel, name):
    response = client.get(url_of(channel, name))

    assert response.status_code == 200
    assert not response.cookies
    assert response["Cache-Control"] == "no-store"


def test_posts_from_other_sites_are_refused(client, channel):
    for headers in (
        {"sec-fetch-site": "cross-site"},
        {"origin": "https://evil.example"},
    ):
        response = client.post(
            url_of(channel), entries(**{"frage-gut": "x"}), headers=headers
        )
        assert response.status_code == 403
    assert not Response.objects.exists()


@pytest.mark.parametrize("name", ["start", "thanks"])
def test_pages_without_form_take_no_post(client, channel, name):
    assert client.post(url_of(channel, name)).status_code == 405


@pytest.mark.parametrize("name", ["single", "group"])
def test_form_is_read_in_one_query_once_it_is_known(
    client, channel, name, django_assert_num_queries
):
    client.get(url_of(channel, name))

    with django_assert_num_queries(1):
        client.get(url_of(channel, name))


def test_edited_questions_are_shown_at_once(client, channel):
    client.get(url_of(channel))
    question = channel.questionnaire.editions.get().questions.first()
    question.text = "Ganz neu?"
    question.save()
    mark_changed(channel.questionnaire)

    assert "Ganz neu?" in client.get(url_of(channel)).content.decode()


def test_edited_process_is_shown_at_once(client, channel):
    client.get(url_of(channel))
    channel.questionnaire.process.authority = "Landratsamt Neukreis"
    channel.questionnaire.process.save()

    assert "Landratsamt Neukreis" in client.get(url_of(channel)).content.decode()


def test_link_is_dead_as_soon_as_it_is_revoked(client, channel):
    client.get(url_of(channel))
    channel.revoked_on = date(2026, 3, 2)
    channel.save()

    assert client.get(url_of(channel)).status_code == 404


def test_every_visitor_gets_an_id_of_their_own(client, channel):
    pages = [client.get(url_of(channel)).content.decode() for _ in range(2)]

    first, second = (
        re.findall(r'name="id" value="([0-9a-f-]{36})"', page) for page in pages
    )
    assert (len(first), len(second)) == (1, 1)
    assert first != second


def test_channel_of_another_questionnaire_stores_into_its_own(client, channel):
    other = ChannelFactory()

    client.post(url_of(channel), entries(**{"frage-gut": "Ruhe"}))

    assert Response.objects.get().questionnaire == channel.questionnaire
    assert not other.responses.exists()


def test_help_stands_under_the_german_in_the_language_asked_for(client, channel):
    TranslationFactory(language="ar", german="Weiter", text="التالي")
    mark_changed(channel.questionnaire)

    german = client.get(url_of(channel)).content.decode()
    arabic = client.get(url_of(channel) + "?sprache=ar").content.decode()

    help_text = 'Weiter<span class="help" lang="ar" dir="rtl"'
    assert "التالي" not in german
    assert help_text in arabic


def test_language_changes_without_losing_anything(client, channel):
    response = client.post(
        url_of(channel),
        {
            "id": str(uuid4()),
            "schritt": "frage-gut",
            "sprache": "de",
            "neue-sprache": "uk",
            "frage-gut": "Der Wald",
            "merkmal-alter": "alt",
        },
    )

    assert shown_steps(response) == ["frage-gut"]
    content = response.content.decode()
    assert "Der Wald" in content
    assert 'name="sprache" value="uk"' in content
    assert not Response.objects.exists()


def test_language_is_stored_and_goes_on_to_the_thanks(client, channel):
    response = client.post(
        url_of(channel), entries(sprache="uk", **{"frage-gut": "Тут гарно і тихо"})
    )

    assert response.url == url_of(channel, "thanks") + "?sprache=uk"
    assert Response.objects.get().language == "uk"
    assert Contribution.objects.get().language == "uk"


def test_unknown_language_is_taken_for_german(client, channel):
    assert client.get(url_of(channel) + "?sprache=<b>").status_code == 200
    client.post(url_of(channel), entries(sprache="xx", **{"frage-gut": "Ruhe"}))

    assert Response.objects.get().language == "de"


def test_group_says_who_helped(client, channel):
    client.post(
        url_of(channel, "group"),
        entries(**{"frage-gut": "Ruhe", "geholfen": "interpreter"}),
    )

    assert Response.objects.get().helped_by == "interpreter"
