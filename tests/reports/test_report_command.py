from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from ilmkreis_integration.models import Source
from tests.factories import ContributionFactory, ProcessFactory, StatementFactory

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


@pytest.mark.parametrize(
    ("extra", "rows"), [pytest.param([], 1, id="usual"), (["--intern"], 2)]
)
def test_table_has_all_statements_only_if_asked_for(tmp_path, process, extra, rows):
    comment = ContributionFactory(process=process, source=Source.STAFF_SURVEY)
    StatementFactory(contribution=comment)
    out = tmp_path / "tabelle.xlsx"

    report("synthese", "--format", "xlsx", *extra, "--out", str(out))

    assert load_workbook(out)["Aussagen"].max_row == rows


def test_report_refuses_to_replace_a_folder(tmp_path, process):
    with pytest.raises(CommandError, match="ist keine Datei"):
        report("synthese", "--out", str(tmp_path))


def test_report_needs_an_existing_folder(tmp_path, process):
    with pytest.raises(CommandError, match="gibt es nicht"):
        report("synthese", "--out", str(tmp_path / "fehlt" / "bericht.pdf"))


def test_report_needs_a_process(tmp_path):
    with pytest.raises(CommandError, match="noch kein Verfahren"):
        report("synthese", "--out", str(tmp_path / "bericht.pdf"))
