import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import get_resolver, path, reverse

from staffsurvey.anonymity import (
    AFTER,
    BEFORE,
    BESIDES,
    PROOFS,
    describe,
    made_of_released_texts,
    untouched,
)
from staffsurvey.meanings import MEANINGS, SENTENCES
from staffsurvey.models import StaffSurvey
from staffsurvey.models.box import ENVELOPE_LENGTH
from staffsurvey.printed_anonymity import _printed
from staffsurvey.urls import public
from staffsurvey.views import anonymity
from tests.accessibility import check_page
from tests.pdf import check_pdf

PAGE = "/mitarbeiterbefragung/anonymitaet/"
PDF = "/mitarbeiterbefragung/anonymitaet.pdf"


def test_each_column_that_an_answer_touches_has_a_meaning():
    columns = {
        f"{model.__name__}.{field.name}"
        for model in BEFORE + AFTER
        for field in model._meta.concrete_fields
    }

    assert columns == set(MEANINGS)


def test_each_table_beside_them_has_a_sentence():
    models = [*BESIDES, *made_of_released_texts()]

    assert {model._meta.label for model in models} == set(SENTENCES)


def test_no_answer_comes_near_the_other_tables():
    """A new model has to be told about, or to be thought through and named here."""
    assert {model.__name__ for model in untouched()} == {
        "StaffSurvey",
        "Topic",
        "FocusArea",
        "Event",
        "Party",
        "Version",
        "Opinion",
        "VersionDocument",
    }


def test_each_proof_is_there():
    assert [p for p in PROOFS if not Path(settings.BASE_DIR, p).exists()] == []


def test_page_shows_every_table_and_a_sample(client, survey):
    survey.with_codes = True
    survey.save()

    response = client.get(PAGE)

    text = response.content.decode()
    for model in [*BEFORE, *AFTER, *BESIDES, *made_of_released_texts()]:
        assert model._meta.db_table in text
    assert "(16.477 Bytes)" in text
    assert len(re.findall(r"<code>[0-9a-f]{64}</code>", text)) == 1
    assert "100 %" not in text
    assert "absolut" not in text


def test_page_leaves_no_trace(client, survey):
    response = client.get(PAGE)

    assert response.cookies == {}
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"


def test_without_codes_the_page_says_what_it_does_not_prevent(client, survey):
    text = client.get(PAGE).content.decode()

    assert "staffsurvey_code" not in text
    assert "dass jemand mehrmals antwortet" in text


def test_sample_is_another_one_each_time(survey):
    first, second = describe(survey).sample, describe(survey).sample

    assert first.length == second.length == ENVELOPE_LENGTH
    assert first.envelope != second.envelope
    assert first.stored_code != second.stored_code


def test_sample_shows_every_column_and_the_whole_content(client, survey):
    survey.with_codes = True
    survey.save()

    response = client.get(PAGE)

    sample = response.context["description"].sample
    rows = [sample.envelope, sample.stored_code]
    assert [[value.name for value in row.values] for row in rows] == [
        ["id", "box_id", "content"],
        ["digest", "box_id", "is_spent"],
    ]
    content = sample.envelope.values[2]
    assert len(bytes.fromhex(content.whole)) == ENVELOPE_LENGTH
    text = response.content.decode()
    assert content.whole in text
    assert all(value.shown in text for row in rows for value in row.values)


def test_addresses_are_those_of_the_survey(survey):
    assert describe(survey).routes == [
        reverse(f"staffsurvey:{route.name}") for route in public.urlpatterns
    ]


def test_new_address_shows_up(survey, monkeypatch):
    new = path("neu/", anonymity.anonymity, name="new")
    _prefix, resolver = get_resolver().namespace_dict["staffsurvey"]
    monkeypatch.setattr(resolver, "url_patterns", [*public.urlpatterns, new])

    assert describe(survey).routes[-1] == "/mitarbeiterbefragung/neu/"


def test_page_warns_while_the_server_breaks_the_promise(client, survey, settings):
    StaffSurvey.objects.update(contact_name="Frau Beispiel")
    assert "kein Zugriffsprotokoll" in client.get(PAGE).content.decode()
    settings.ADMINS = [("IT", "it@example.org")]

    text = client.get(PAGE).content.decode()

    assert "Die Zusage gilt im Moment nicht." in text
    assert "Bei Fehlern gehen E-Mails hinaus" in text
    assert "Bitte ADMINS leer lassen" not in text
    assert "dem Personalrat oder Frau Beispiel" in text
    assert "kein Zugriffsprotokoll" not in text


@pytest.mark.parametrize("address", [PAGE, PDF])
def test_nothing_is_there_without_a_survey(client, db, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", [PAGE, PDF])
def test_nothing_can_be_sent(client, survey, address):
    assert client.post(address).status_code == 405


def test_pdf_is_accessible_and_says_the_same(client, survey, tmp_path):
    survey.with_codes = True
    survey.save()
    file = tmp_path / "anonymitaet.pdf"
    file.write_bytes(client.get(PDF).content)

    text = check_pdf(file)

    assert "staffsurvey_envelope" in text
    assert "Den ganzen Inhalt zeigen" not in text
    assert "Was als Risiko bleibt" in text


def test_pdf_is_made_once_as_long_as_it_says_the_same(client, survey):
    _printed.cache_clear()
    first = client.get(PDF)
    second = client.get(PDF)

    assert first.content == second.content
    assert first["Referrer-Policy"] == "no-referrer"
    assert (_printed.cache_info().misses, _printed.cache_info().hits) == (1, 1)
    survey.title = "Anders"
    survey.save()
    client.get(PDF)
    assert _printed.cache_info().misses == 2


def test_where_the_pdf_fails_the_page_is_shown(client, survey, monkeypatch, caplog):
    _printed.cache_clear()
    monkeypatch.setattr("staffsurvey.printed_anonymity.STYLESHEET", "css/layout.css")

    response = client.get(PDF)

    assert response.status_code == 503
    assert "Das PDF ließ sich nicht herstellen" in response.content.decode()
    assert response.cookies == {}
    assert "printing failed" in caplog.text


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1440])
def test_page_is_accessible(page, live_server, survey, width):
    page.set_viewport_size({"width": width, "height": 900})

    page.goto(live_server.url + PAGE)

    check_page(page)
