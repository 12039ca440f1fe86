"""The template, filled in as people do it."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from surveys.definition import definition_of
from surveys.importing.template import CODE_ROW, FIRST_ROW, write_template

SINGLE, GROUP = "Einzelbögen", "Gruppenbögen"


def template(questionnaire):
    names = list(questionnaire.channels.values_list("name", flat=True))
    return write_template(definition_of(questionnaire), names)


def workbook(questionnaire):
    """The empty template, to be changed."""
    return load_workbook(BytesIO(template(questionnaire)))


def saved(book):
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def filled(questionnaire, *, single=(), group=()):
    """The template with rows, each given by the codes of its columns."""
    book = workbook(questionnaire)
    for title, rows in ((SINGLE, single), (GROUP, group)):
        write_rows(book[title], rows)
    return saved(book)


def write_rows(sheet, rows):
    columns = {cell.value: cell.column for cell in sheet[CODE_ROW]}
    for number, row in enumerate(rows, start=FIRST_ROW):
        for code, value in row.items():
            sheet.cell(number, columns[code], value)


def upload(table, name="boegen.xlsx"):
    return SimpleUploadedFile(name, table)
