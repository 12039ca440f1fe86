from io import BytesIO

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from ilmkreis_integration.models import Source
from reports import pdf
from tests.factories import (
    ActionFieldFactory,
    ContributionFactory,
    MeasureFactory,
    ProcessFactory,
    StatementFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

PAGE = "/auswertung/berichte/"
INTERNAL = "/auswertung/berichte/synthese-intern.xlsx"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def address(extension):
    return f"/auswertung/berichte/synthese.{extension}"


@pytest.fixture
def process():
    return ProcessFactory(is_current=True)


@pytest.fixture
def comment(process):
    """A comment of the staff, coded."""
    contribution = ContributionFactory(
        process=process, source=Source.STAFF_SURVEY, text="Es fehlt Personal."
    )
    theme = ThemeFactory(action_field=ActionFieldFactory(process=process))
    return StatementFactory(contribution=contribution, theme=theme)


def workbook(response):
    return load_workbook(BytesIO(response.content))


def test_addresses():
    assert reverse("evaluation:downloads") == PAGE
    assert reverse("evaluation:download", args=["pdf"]) == address("pdf")
    assert reverse("evaluation:download-internal") == INTERNAL


@pytest.mark.parametrize(
    ("extension", "content_type"), [("pdf", "application/pdf"), ("xlsx", SPREADSHEET)]
)
def test_download_names_county_and_day(reader_client, process, extension, content_type):
    response = reader_client.get(address(extension))

    name = f"integrationskonzept-ilm-kreis-{timezone.localdate()}.{extension}"
    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["Cache-Control"] == "no-store"
    assert response.content


def test_internal_file_says_so_in_its_name(evaluator_client, process):
    response = evaluator_client.get(INTERNAL)

    assert response["Content-Type"] == SPREADSHEET
    assert response["Content-Disposition"].endswith('-intern.xlsx"')


@pytest.mark.parametrize("extension", ["docx", "intern-xlsx", "INTERNAL_XLSX"])
def test_unknown_format_is_not_found(evaluator_client, process, extension):
    assert evaluator_client.get(address(extension)).status_code == 404


@pytest.mark.parametrize(
    ("client_name", "page", "file", "internal"),
    [
        ("client", 302, 302, 302),
        ("stranger_client", 403, 403, 403),
        ("reader_client", 200, 200, 403),
        ("evaluator_client", 200, 200, 200),
        ("manager_client", 200, 200, 200),
    ],
)
def test_who_may_download_what(request, process, client_name, page, file, internal):
    client = request.getfixturevalue(client_name)

    answers = [client.get(url).status_code for url in (PAGE, address("xlsx"), INTERNAL)]

    assert answers == [page, file, internal]


@pytest.mark.parametrize("url", [PAGE, address("pdf"), INTERNAL])
def test_downloads_answer_to_get_only(evaluator_client, process, url):
    assert evaluator_client.post(url).status_code == 405


@pytest.mark.parametrize("url", [PAGE, address("pdf"), INTERNAL])
def test_without_process_there_is_nothing(evaluator_client, url):
    assert evaluator_client.get(url).status_code == 404


def test_only_the_internal_file_has_the_words_of_the_staff(evaluator_client, comment):
    shared = workbook(evaluator_client.get(address("xlsx")))
    internal = workbook(evaluator_client.get(INTERNAL))

    assert shared["Aussagen"].max_row == 1
    assert internal["Aussagen"]["H2"].value == "Es fehlt Personal."


def test_page_offers_the_files_one_may_have(reader_client, evaluator_client, process):
    reader, evaluator = (
        client.get(PAGE).content.decode()
        for client in (reader_client, evaluator_client)
    )

    for url in (address("pdf"), address("xlsx")):
        assert url in reader
        assert url in evaluator
    assert INTERNAL not in reader
    assert INTERNAL in evaluator


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ([False], "1 Maßnahme ist noch nicht veröffentlicht."),
        ([False, False, True], "2 Maßnahmen sind noch nicht veröffentlicht."),
        ([True], None),
        ([], "Der Katalog enthält noch keine Maßnahmen."),
    ],
)
def test_page_says_what_is_a_draft(reader_client, process, published, expected):
    for is_published in published:
        MeasureFactory(goal__action_field__process=process, is_published=is_published)

    html = reader_client.get(PAGE).content.decode()

    assert ("Der Bericht ist ein Entwurf" in html) is (expected is not None)
    assert expected is None or expected in html


def test_page_remembers_how_large_the_last_file_was(reader_client, process):
    cache.clear()
    assert "zuletzt" not in reader_client.get(PAGE).content.decode()

    reader_client.get(address("xlsx"))

    assert "zuletzt" in reader_client.get(PAGE).content.decode()


def test_failed_printing_is_explained_in_german(reader_client, process, monkeypatch):
    # Made for screens: print understands only half of it.
    monkeypatch.setattr(pdf, "STYLESHEET", "css/layout.css")

    response = reader_client.get(address("pdf"), follow=True)

    assert response.redirect_chain == [(PAGE, 302)]
    assert "Das PDF ließ sich nicht herstellen." in response.content.decode()
