"""Workbooks and exports as programs write them, and as attackers do."""

import struct
import zipfile
import zlib
from io import BytesIO
from xml.sax.saxutils import escape

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"


def workbook(sheet="", *, strings=(), titles=("Bögen",), **changes):
    """A workbook whose first sheet holds the XML `sheet`, as Excel would pack it.

    `changes` replace, add or (None) leave out parts; "__" in a name means "/".
    """
    parts = workbook_parts(sheet, strings=strings, titles=titles)
    for name, content in changes.items():
        parts[name.replace("__", "/")] = content
    return zipped({name: part for name, part in parts.items() if part is not None})


def workbook_parts(sheet="", *, strings=(), titles=("Bögen",)):
    numbers = range(1, len(titles) + 1)
    sheets = "".join(
        f'<sheet name="{escape(title)}" sheetId="{n}" r:id="rId{n}"/>'
        for n, title in zip(numbers, titles, strict=True)
    )
    parts = {
        "[Content_Types].xml": content_types(
            ("workbook", "sheet.main"),
            ("styles", "styles"),
            ("sharedStrings", "sharedStrings"),
            *[(f"worksheets/sheet{n}", "worksheet") for n in numbers],
        ),
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{TYPES}">'
        f"<sheets>{sheets}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations(
            *[("worksheet", f"worksheets/sheet{n}.xml") for n in numbers],
            ("styles", "styles.xml"),
            ("sharedStrings", "sharedStrings.xml"),
        ),
        # 1 is a date, 2 a time of day with date, 3 a time, 4 a duration.
        "xl/styles.xml": f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId='
        '"164" formatCode="[h]:mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId='
        '"14"/><xf numFmtId="22"/><xf numFmtId="20"/><xf numFmtId="164"/></cellXfs>'
        "</styleSheet>",
        STRINGS: shared_strings(strings),
    }
    for n in numbers:
        parts[f"xl/worksheets/sheet{n}.xml"] = worksheet(sheet if n == 1 else "")
    return parts


def content_types(*parts):
    inner = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{SPREADSHEET}.{kind}+xml"/>'
        for part, kind in parts
    )
    return f'{HEAD}<Types xmlns="{CONTENT_TYPES}">{inner}</Types>'


def relations(*targets):
    inner = "".join(
        f'<Relationship Id="rId{n}" Type="{TYPES}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, start=1)
    )
    return f'{HEAD}<Relationships xmlns="{RELATIONS}">{inner}</Relationships>'


def worksheet(rows):
    return f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def shared_strings(strings):
    inner = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings)
    return f'{HEAD}<sst xmlns="{MAIN}" uniqueCount="{len(strings)}">{inner}</sst>'


def row(*cells, number=1):
    """A row of numbers, and of texts as inline strings."""
    inner = "".join(
        f'<c r="{chr(65 + column)}{number}"><v>{cell}</v></c>'
        if isinstance(cell, int | float)
        else f'<c r="{chr(65 + column)}{number}" t="inlineStr"><is><t '
        f'xml:space="preserve">{escape(cell)}</t></is></c>'
        for column, cell in enumerate(cells)
    )
    return f'<row r="{number}">{inner}</row>'


def row_as_in_excel(number, cells, strings):
    """A row whose texts are shared; `strings` gives each text its number."""
    inner = "".join(
        f'<c r="{chr(65 + column)}{number}"><v>{cell}</v></c>'
        if isinstance(cell, int | float)
        else f'<c r="{chr(65 + column)}{number}" t="s"><v>'
        f"{strings.setdefault(cell, len(strings))}</v></c>"
        for column, cell in enumerate(cells)
    )
    return f'<row r="{number}" spans="1:{len(cells)}">{inner}</row>'


def zipped(parts, method=zipfile.ZIP_DEFLATED):
    file = BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file


def with_lying_size(file, name, declared):
    """Declare that the part is `declared` bytes long, with a checksum to match."""
    with zipfile.ZipFile(file) as archive:
        start = archive.read(name)[:declared]
        entry, directory = archive.getinfo(name), archive.start_dir
    data = bytearray(file.getvalue())
    claim = struct.pack("<LLL", zlib.crc32(start), entry.compress_size, declared)
    data[entry.header_offset + 14 : entry.header_offset + 26] = claim
    record = data.index(name.encode(), directory) - 46
    data[record + 16 : record + 28] = claim
    return BytesIO(data)


def sosci_data(*rows, columns):
    """A data file of SoSci Survey: TABs, CRLF, an empty column at the end."""
    lines = ["\t".join(f'"{name}"' for name in columns)]
    lines += [
        "\t".join(sosci_cell(row.get(name, "")) for name in columns) for row in rows
    ]
    return BytesIO("".join(f"{line}\t\r\n" for line in lines).encode())


def sosci_cell(value):
    if isinstance(value, int) or value in {"", "T", "F"} or value[:3] == "201":
        return str(value)
    return '"{}"'.format(value.replace('"', '""'))


def limesurvey_row(**columns):
    inner = "".join(
        f"    <{name}><![CDATA[{value}]]></{name}>\n" if value else f"    <{name}/>\n"
        for name, value in columns.items()
    )
    return f"   <row>\n{inner}   </row>\n"


def limesurvey_structure(**tables):
    """A .lss file with these rows, each made by `limesurvey_row`."""
    inner = "".join(
        f" <{name}>\n  <fields>\n   <fieldname>qid</fieldname>\n  </fields>\n  <rows>\n"
        f"{''.join(rows)}  </rows>\n </{name}>\n"
        for name, rows in tables.items()
    )
    return BytesIO(
        (
            '<?xml version="1.0" encoding="UTF-8"?>\n<document>\n'
            " <LimeSurveyDocType>Survey</LimeSurveyDocType>\n"
            " <DBVersion>490</DBVersion>\n"
            f" <languages>\n  <language>de</language>\n </languages>\n{inner}</document>\n"
        ).encode()
    )
