from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from ilmkreis_integration.models import Source
from ilmkreis_integration.tables.spreadsheet import storable
from reports.document import assemble_report
from reports.xlsx import write_workbook
from tests.factories import (
    ActionFieldFactory,
    ContributionFactory,
    GoalFactory,
    MeasureFactory,
    NoteFactory,
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


def read(process, *, is_internal=True):
    report = assemble_report(process, as_of=date(2026, 11, 24))
    content = write_workbook(report, is_internal=is_internal)
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


def test_every_sheet_keeps_its_head_and_fits_on_paper(process):
    for sheet in read(process):
        assert sheet.freeze_panes in {"A2", "B2", "C2"}
        assert not sheet.merged_cells.ranges
        assert sheet.column_dimensions["A"].width > 5
        assert all(cell.font.bold and cell.alignment.wrap_text for cell in sheet[1])
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_every_sheet_of_data_can_be_filtered(process):
    filters = {sheet.title: sheet.auto_filter.ref for sheet in read(process)}

    assert filters.pop("Lies mich") is None
    assert all(ref.startswith("A1:") for ref in filters.values())


def test_statements_come_with_their_coding(process, theme):
    state(theme, "F-0001-1", "Ev arıyorum", language="tr", translation="Ich suche.")

    assert rows(read(process)["Aussagen"]) == [
        {
            "Beleg-Nr.": "F-0001-1",
            "Weg": "Fragebogen",
            "Wer spricht": "Zugewanderte",
            "Handlungsfelder": "Wohnen",
            "Art": "Bedarf",
            "Thema": "Wohnungssuche",
            "Selten, aber schwerwiegend": "nein",
            "Wortlaut": "Ev arıyorum",
            "Sprache": "Türkisch",
            "Übersetzung": "Ich suche.",
            "Stand der Übersetzung": "Übersetzung aus dem Türkischen, ungeprüft",
        }
    ]


def test_notes_name_the_target_group(process, theme):
    note = NoteFactory(
        sitting__table__cafe__process=process,
        sitting__table__cafe__target_group__title="Ehrenamt",
        sitting__table__cafe__state="closed",
    )
    StatementFactory(contribution=note.contribution, theme=theme)

    for is_internal in (True, False):
        [row] = rows(read(process, is_internal=is_internal)["Aussagen"])
        assert row["Wer spricht"] == "Ehrenamt"


def test_wording_of_staff_is_in_the_internal_file_only(process, theme):
    state(theme, "M-0088", "Es fehlt Personal.", Source.STAFF_SURVEY)

    internal, shared = (
        rows(read(process, is_internal=is_internal)["Aussagen"])
        for is_internal in (True, False)
    )

    assert [row["Wortlaut"] for row in internal] == ["Es fehlt Personal."]
    # Nor its code: a list of codes would tell how many they are.
    assert shared == []


def test_file_to_pass_on_has_of_the_forms_what_the_report_prints(process, theme):
    """Four of them are quoted or named, whatever was said besides."""
    for number in range(9):
        state(theme, f"F-{number:04}-1", "Ein Satz, der lang genug ist zum Zitieren.")
    cited = state(theme, "F-0100-1", "Ja.")
    MeasureFactory(
        goal=GoalFactory(action_field=theme.action_field), statements=[cited]
    )

    assert len(rows(read(process)["Aussagen"])) == 10
    shared = rows(read(process, is_internal=False)["Aussagen"])
    assert [row["Beleg-Nr."] for row in shared] == [
        "F-0000-1",
        "F-0001-1",
        "F-0002-1",
        "F-0100-1",
    ]
    assert {row["Thema"] for row in shared} == {"Wohnungssuche"}


def test_file_to_pass_on_names_no_theme_of_which_few_forms_speak(process, theme):
    for number in range(4):
        state(theme, f"F-{number:04}-1", "Ein Satz, der lang genug ist zum Zitieren.")

    [row] = rows(read(process, is_internal=False)["Aussagen"])

    assert row["Thema"] == "–"


def test_readme_tells_the_two_files_apart(process):
    uses = [
        {row["Thema"]: row["Erklärung"] for row in rows(workbook["Lies mich"])}
        for workbook in (read(process), read(process, is_internal=False))
    ]

    assert uses[0]["Verwendung"].startswith("Nur für die Auswertung")
    assert uses[1]["Verwendung"].startswith("Zum Weitergeben")


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+49 3628", "-5 Grad", "@alle", "＝SUMME(A1)", ' =HYPERLINK("http://x")'],
)
def test_what_looks_like_a_formula_stays_text(process, theme, text):
    state(theme, "F-0001-1", text)

    cell = read(process)["Aussagen"]["H2"]

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


def test_catalogue_lists_only_the_statements_that_were_chosen(process, theme):
    """Those behind a theme would tell how many forms speak of it."""
    state(theme, "F-0001-1", "Wir suchen eine Wohnung.")
    goal = GoalFactory(action_field=theme.action_field)
    MeasureFactory(goal=goal, themes=[theme])

    [row] = rows(read(process)["Katalog"])

    assert row["Belege: Themen"] == "Wohnungssuche"
    assert row["Belege: Aussagen"] is None


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


@pytest.mark.parametrize(
    ("text", "length"), [("a" * 40_000, 32_767), ("🙏" * 20_000, 16_383)]
)
def test_storable_text_fits_into_a_cell(text, length):
    assert len(storable(text)) == length
