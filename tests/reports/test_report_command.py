from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from ilmkreis_integration.models import Source
from tests.factories import (
    ActionFieldFactory,
    ContributionFactory,
    MeasureFactory,
    ProcessFactory,
    StatementFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def process():
    return ProcessFactory(is_current=True)


def report(*args):
    output = StringIO()
    call_command("report", *args, stdout=output)
    return output.getvalue()


@pytest.mark.parametrize(
    ("file_format", "start"), [("pdf", b"%PDF-1.7"), ("xlsx", b"PK\x03\x04")]
)
def test_report_writes_a_file(tmp_path, process, file_format, start):
    out = tmp_path / "bericht"
    out.write_text("alt")

    output = report("synthese", "--format", file_format, "--out", str(out))

    assert out.read_bytes().startswith(start)
    assert output == f"Geschrieben: {out}\n"


@pytest.mark.parametrize(
    ("args", "message"),
    [
        pytest.param(["leitbild"], "Diesen Bericht gibt es nicht: leitbild", id="name"),
        pytest.param(
            ["synthese", "--format", "docx"],
            "Dieses Format gibt es nicht: docx. Möglich: pdf, xlsx.",
            id="format",
        ),
    ],
)
def test_report_refuses_what_it_does_not_know(tmp_path, process, args, message):
    out = tmp_path / "bericht"

    with pytest.raises(CommandError, match=message):
        report(*args, "--out", str(out))

    assert not out.exists()


def test_report_refuses_to_replace_a_folder(tmp_path, process):
    with pytest.raises(CommandError, match="ist keine Datei"):
        report("synthese", "--out", str(tmp_path))


def test_report_needs_an_existing_folder(tmp_path, process):
    with pytest.raises(CommandError, match="gibt es nicht"):
        report("synthese", "--out", str(tmp_path / "fehlt" / "bericht.pdf"))


def test_report_needs_a_process(tmp_path):
    with pytest.raises(CommandError, match="noch kein Verfahren"):
        report("synthese", "--out", str(tmp_path / "bericht.pdf"))


# --- Herunterladen


def download(client, extension):
    return client.get(reverse("evaluation:download", args=[extension]))


@pytest.mark.parametrize(
    ("extension", "content_type"),
    [
        ("pdf", "application/pdf"),
        (
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
    ],
)
def test_download_names_county_and_day(reader_client, process, extension, content_type):
    response = download(reader_client, extension)

    name = f"integrationskonzept-ilm-kreis-{timezone.localdate()}.{extension}"
    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["Cache-Control"] == "no-store"
    assert response.content


def test_download_of_an_unknown_format_is_not_found(reader_client, process):
    assert download(reader_client, "docx").status_code == 404


def test_download_needs_a_role(client, stranger_client, process):
    assert download(client, "pdf").url.startswith(reverse("login"))
    assert download(stranger_client, "pdf").status_code == 403


def test_download_answers_to_get_only(reader_client, process):
    address = reverse("evaluation:download", args=["pdf"])

    assert reader_client.post(address).status_code == 405


def test_readers_get_no_wording_of_staff(reader_client, evaluator_client, process):
    comment = ContributionFactory(
        process=process, source=Source.STAFF_SURVEY, text="Es fehlt Personal."
    )
    theme = ThemeFactory(action_field=ActionFieldFactory(process=process))
    StatementFactory(contribution=comment, theme=theme)

    def wording(client):
        workbook = load_workbook(BytesIO(download(client, "xlsx").content))
        return workbook["Aussagen"]["G2"].value

    assert wording(reader_client) is None
    assert wording(evaluator_client) == "Es fehlt Personal."


def test_page_offers_both_files_and_says_what_is_a_draft(reader_client, process):
    MeasureFactory(goal__action_field__process=process)

    html = reader_client.get(reverse("evaluation:downloads")).content.decode()

    assert reverse("evaluation:download", args=["pdf"]) in html
    assert reverse("evaluation:download", args=["xlsx"]) in html
    assert "1 Maßnahme ist noch nicht veröffentlicht." in html
