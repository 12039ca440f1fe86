import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.formats import localize

from staffsurvey.anonymity import AFTER, BEFORE, PROOFS, describe
from staffsurvey.meanings import MEANINGS
from staffsurvey.models.box import ENVELOPE_LENGTH
from staffsurvey.views.anonymity import _printed
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


def test_each_proof_is_there():
    assert [p for p in PROOFS if not Path(settings.BASE_DIR, p).exists()] == []


def test_page_shows_every_table_and_a_sample(client, survey):
    survey.with_codes = True
    survey.save()

    response = client.get(PAGE)

    text = response.content.decode()
    for model in BEFORE + AFTER:
        assert model._meta.db_table in text
    assert f"Inhalt, {localize(ENVELOPE_LENGTH)} Bytes" in text
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
    assert first.begin != second.begin
    assert first.digest != second.digest


def test_addresses_are_those_of_the_survey(survey):
    routes = describe(survey).routes

    assert reverse("staffsurvey:survey") in routes
    assert PAGE in routes


@pytest.mark.parametrize("path", [PAGE, PDF])
def test_nothing_is_there_without_a_survey(client, db, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", [PAGE, PDF])
def test_nothing_can_be_sent(client, survey, path):
    assert client.post(path).status_code == 405


def test_pdf_is_accessible_and_says_the_same(client, survey, tmp_path):
    survey.with_codes = True
    survey.save()
    file = tmp_path / "anonymitaet.pdf"
    file.write_bytes(client.get(PDF).content)

    text = check_pdf(file)

    assert "staffsurvey_envelope" in text
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
    monkeypatch.setattr("staffsurvey.views.anonymity.STYLESHEET", "css/layout.css")

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
