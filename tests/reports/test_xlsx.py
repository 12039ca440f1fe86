from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from ilmkreis_integration.models import Source
from reports.document import assemble_report
from reports.xlsx import storable, write_workbook
from tests.factories import (
    ActionFieldFactory,
    ContributionFactory,
    GoalFactory,
    MeasureFactory,
    ProcessFactory,
    StatementFactory,
    ThemeFactory,
)

SHEETS = ["Lies mich", "Aussagen", "Synthese", "Katalog", "Rücklauf"]


@pytest.fixture
def process(db):
    return ProcessFactory(title="Integrationskonzept", is_example=True)


@pytest.fixture
def theme(process):
    field = ActionFieldFactory(process=process, title="Wohnen", position=4)
    return ThemeFactory(action_field=field, title="Wohnungssuche")


def read(process, *, with_staff_texts=False):
    report = assemble_report(process, as_of=date(2026, 11, 24))
    content = write_workbook(report, with_staff_texts=with_staff_texts)
    return load_workbook(BytesIO(content))


def rows(sheet):
    head, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in body]


def state(theme, code, text, source=Source.QUESTIONNAIRE, **contribution):
    return StatementFactory(
        theme=theme,
        contribution=ContributionFactory(
            process=theme.action_field.process,
            code=code,
            text=text,
            source=source,
            **contribution,
        ),
    )


def test_workbook_has_all_sheets_and_says_what_it_is(process):
    workbook = read(process)

    assert workbook.sheetnames == SHEETS
    assert workbook.properties.title == "Integrationskonzept"
    assert workbook.properties.language == "de-DE"
    readme = {row["Thema"]: row["Erklärung"] for row in rows(workbook["Lies mich"])}
    assert readme["Stand"] == "24. November 2026"
    assert "unter 5" in readme["Kleine Anzahlen"]
    assert "erfunden" in readme["Beispieldaten"]


def test_every_sheet_can_be_filtered_and_keeps_its_head(process):
    for sheet in read(process):
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert not sheet.merged_cells.ranges
        assert sheet.column_dimensions["A"].width > 5
        assert all(cell.font.bold for cell in sheet[1])


def test_statements_come_with_their_coding(process, theme):
    state(theme, "F-0001-1", "Ev arıyorum", language="tr", translation="Ich suche.")

    assert rows(read(process)["Aussagen"]) == [
        {
            "Beleg-Nr.": "F-0001-1",
            "Weg": "Fragebogen",
            "Handlungsfelder": "Wohnen",
            "Art": "Bedarf",
            "Thema": "Wohnungssuche",
            "Selten, aber schwerwiegend": "nein",
            "Wortlaut": "Ev arıyorum",
            "Sprache": "tr",
            "Übersetzung": "Ich suche.",
        }
    ]


@pytest.mark.parametrize(
    ("with_staff_texts", "expected"), [(True, "Es fehlt Personal."), (False, None)]
)
def test_wording_of_staff_is_in_the_internal_file_only(
    process, theme, with_staff_texts, expected
):
    state(theme, "M-0088", "Es fehlt Personal.", Source.STAFF_SURVEY)

    workbook = read(process, with_staff_texts=with_staff_texts)

    assert [row["Wortlaut"] for row in rows(workbook["Aussagen"])] == [expected]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+49 3628", "-5 Grad", "@alle", "＝SUMME(A1)", ' =HYPERLINK("http://x")'],
)
def test_what_looks_like_a_formula_stays_text(process, theme, text):
    state(theme, "F-0001-1", text)

    cell = read(process)["Aussagen"]["G2"]

    assert cell.data_type == "s"
    assert cell.value == text
    assert cell.quotePrefix


def test_catalogue_has_dates_evidence_and_reason(process, theme):
    statement = state(theme, "F-0001-1", "Wir suchen eine Wohnung.")
    MeasureFactory(
        goal=GoalFactory(action_field=theme.action_field, position=1),
        position=2,
        title="Wohnlotsen",
        due_on=date(2027, 12, 31),
        themes=[theme],
        statements=[statement],
        justification="Auch fachlich nötig.",
    )

    sheet = read(process)["Katalog"]

    (row,) = rows(sheet)
    assert row["Nr."] == "4.1.2"
    assert row["Maßnahme"] == "Wohnlotsen"
    assert row["Termin"].date() == date(2027, 12, 31)
    assert row["Belege: Themen"] == "Wohnungssuche"
    assert row["Belege: Aussagen"] == "F-0001-1"
    assert row["Fachliche Ergänzung"] == "Auch fachlich nötig."
    assert row["Veröffentlicht"] == "nein"


def test_small_numbers_are_hidden_in_the_matrix(process, theme):
    state(theme, "F-0001-1", "Wir suchen eine Wohnung.")

    figures = rows(read(process)["Synthese"])

    assert [row["Thema"] for row in figures] == ["Wohnungssuche", "alle Aussagen"]
    for row in figures:
        people = [value for key, value in row.items() if "Personen" in key]
        forms = [value for key, value in row.items() if "Bögen" in key]
        assert set(people) <= {"–", "nein"}
        assert set(forms) == {"–"}


def test_return_of_an_empty_process_shows_no_number(process):
    counts = {row["Anzahl"] for row in rows(read(process)["Rücklauf"])}

    assert counts == {"–"}


@given(st.text(alphabet=st.characters(), max_size=200))
def test_storable_text_has_nothing_that_breaks_the_file(text):
    stored = storable(text)

    stored.encode("utf-8")
    assert not ILLEGAL_CHARACTERS_RE.search(stored)


def test_storable_text_fits_into_a_cell():
    assert len(storable("a" * 40_000)) == 32_767
