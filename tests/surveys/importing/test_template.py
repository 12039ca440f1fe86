from io import BytesIO

from openpyxl import load_workbook

from ilmkreis_integration.tables.reading import read_sheets
from tests.factories import ChannelFactory
from tests.surveys.importing.tables import GROUP, SINGLE, template, workbook


def test_template_holds_guide_forms_and_codes(questionnaire):
    book = workbook(questionnaire)

    assert book.sheetnames == ["Anleitung", SINGLE, GROUP, "Codes"]
    assert book.properties.language == "de-DE"
    assert book["Anleitung"]["A1"].value == "So füllen Sie die Tabelle aus"
    assert [cell.value for cell in book["Codes"][1]][:3] == [
        "fragebogen",
        questionnaire.slug,
        1,
    ]


def test_template_says_what_is_asked_above_the_codes(questionnaire):
    sheet = workbook(questionnaire)[SINGLE]

    labels, codes = ([cell.value for cell in sheet[row]] for row in (1, 2))
    question = questionnaire.editions.get().questions.get(slug="gut")
    assert labels[codes.index("frage-gut")] == question.text
    assert sheet.freeze_panes == "B3"


def test_columns_have_the_format_of_what_is_typed(questionnaire):
    sheet = workbook(questionnaire)[GROUP]

    formats = {
        cell.value: sheet.column_dimensions[cell.column_letter].number_format
        for cell in sheet[2]
    }
    assert formats["bogen-nr"] == formats["frage-gut"] == "@"
    assert formats["eingang"] == "DD.MM.YYYY"
    assert formats["personen"] == formats["anzahl-alter-jung"] == "0"


def test_template_offers_the_answers_to_choose_from(questionnaire):
    ChannelFactory(questionnaire=questionnaire, name="Kita")
    book = workbook(questionnaire)

    lists = {}
    for validation in book[SINGLE].data_validations.dataValidation:
        place = validation.formula1.removeprefix("'Codes'!").replace("$", "")
        cells = book["Codes"][place]
        assert (validation.showErrorMessage, validation.errorStyle) == (True, "warning")
        lists[str(validation.sqref)] = [cell.value for (cell,) in cells]

    assert lists["C3:C20002"] == ["Kita"]
    assert lists["E3:E20002"] == ["jung", "alt", "Sag ich nicht"]
    assert lists["D3:D20002"][:2] == ["Deutsch", "Ukrainisch"]


def test_template_passes_our_own_guard(questionnaire):
    ChannelFactory(questionnaire=questionnaire, name="Kita")

    sheets = read_sheets(BytesIO(template(questionnaire)))

    assert [sheet.title for sheet in sheets][1:3] == [SINGLE, GROUP]
    assert [sheet.problems for sheet in sheets] == [()] * 4


def test_texts_are_no_formulas(questionnaire):
    name = '=HYPERLINK("https://example.org")\x07'
    ChannelFactory(questionnaire=questionnaire, name=name)

    book = load_workbook(BytesIO(template(questionnaire)))

    cells = [c for row in book["Codes"].iter_rows() for c in row]
    written = [c for c in cells if str(c.value).startswith("=HYPERLINK")]
    assert {cell.data_type for cell in written} == {"s"}
    assert {cell.value for cell in written} == {name[:-1]}
