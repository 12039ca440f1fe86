"""The template of a café, filled in as people do it, and files as tables save them."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from worldcafe.importing.plan import Plan
from worldcafe.importing.template import write_template

USUAL = {
    "Tisch": "Tisch 1: Wohnen",
    "Runde": "Runde 1",
    "Leitfrage": "probleme",
    "Notiz": "Zu wenig Wohnungen",
}


def workbook(cafe):
    """The empty template, to be changed."""
    return load_workbook(BytesIO(write_template(Plan.of(cafe))))


def saved(book):
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def filled(cafe, notes=(), attendance=()):
    """The template with rows, each by the names of its columns; notes add to USUAL."""
    book = workbook(cafe)
    write_rows(book["Notizen"], [USUAL | note for note in notes])
    places = {row[:2]: n for n, row in enumerate(book["Teilnahme"].values, start=1)}
    for row in attendance:
        place = (row.get("Tisch", USUAL["Tisch"]), row.get("Runde", USUAL["Runde"]))
        number = places.get(place, book["Teilnahme"].max_row + 1)
        write_rows(
            book["Teilnahme"], [dict(zip(USUAL, place, strict=False)) | row], number
        )
    return saved(book)


def write_rows(sheet, rows, first=2):
    columns = {cell.value: cell.column for cell in sheet[1]}
    for number, row in enumerate(rows, start=first):
        for name, value in row.items():
            sheet.cell(number, columns[name], value)


def csv(*rows, head="Kennung;Tisch;Runde;Leitfrage;Notiz"):
    return "\ufeff".encode() + "\r\n".join([head, *rows]).encode()


def upload(table, name="tische.xlsx"):
    return SimpleUploadedFile(name, table)
