"""Zip archives that two programs would read differently, and bombs."""

import zipfile
from io import BytesIO
from random import Random

import pytest

from ilmkreis_integration.tables.problems import UnsafeFileError
from ilmkreis_integration.tables.workbook_archive import MAX_FILE, MIB, unpack
from ilmkreis_integration.tables.workbook_guard import check_workbook
from tests.ilmkreis_integration.tables.samples import (
    SHEET,
    row,
    with_lying_size,
    workbook,
    workbook_parts,
    worksheet,
    zipped,
)

GOOD = workbook(row("Alter", 42)).getvalue()
LONG_SHEET = worksheet("".join(row("Bus", number=n) for n in range(1, 20_000)))


def refusal(content):
    with pytest.raises(UnsafeFileError) as refused:
        check_workbook(BytesIO(content))
    return refused.value.reason


def test_a_usual_workbook_passes():
    assert check_workbook(BytesIO(GOOD)) == []


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_parts_are_unpacked_whole(method):
    content = LONG_SHEET.encode()
    file = zipped({SHEET: content}, method)

    with zipfile.ZipFile(file) as archive:
        entry = archive.getinfo(SHEET)
        assert b"".join(unpack(archive, entry)) == content
        assert entry.file_size == len(content)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"PK\x03\x04", "Die Datei ist beschädigt.", id="start only"),
        pytest.param(GOOD[: len(GOOD) // 2], "Die Datei ist beschädigt.", id="cut off"),
        pytest.param(
            GOOD[:60] + b"\0\0\0\0" + GOOD[64:],
            "Die Datei ist beschädigt.",
            id="wrong bytes",
        ),
        pytest.param(
            b"PK\x03\x04" + b"x" * MAX_FILE,
            "Die Datei ist zu groß; höchstens 25 MB.",
            id="too large",
        ),
        pytest.param(
            zipped({f"x{n}": "" for n in range(201)}).getvalue(),
            "Die Datei besteht aus zu vielen Teilen.",
            id="too many parts",
        ),
    ],
)
def test_broken_and_large_archives_are_refused(content, reason):
    assert refusal(content) == reason


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"PK\x03\x04" + GOOD, id="something before"),
        pytest.param(GOOD + b"x", id="something behind"),
        pytest.param(GOOD[:-2] + b"\x01\0x", id="comment"),
        pytest.param(GOOD[:-2] + b"\x01\0", id="comment announced"),
        pytest.param(GOOD[:-18] + b"\x01\0" + GOOD[-16:], id="part of several disks"),
        pytest.param(GOOD + GOOD, id="two archives"),
        pytest.param(
            GOOD[:-14] + b"\x01\0\x01\0" + GOOD[-10:], id="fewer entries announced"
        ),
    ],
)
def test_archives_with_two_readings_are_refused(content):
    assert refusal(content).startswith("Die Datei ist ungewöhnlich aufgebaut.")


@pytest.mark.parametrize(
    "name", ["xl\\worksheets\\sheet1.xml", "/xl/x.xml", "xl/../x.xml", "xl/x.xml\0.png"]
)
def test_strange_names_are_refused(name):
    placeholder = b"p" * len(name)
    content = workbook(row("x"), **{placeholder.decode(): ""}).getvalue()

    reason = refusal(content.replace(placeholder, name.encode()))

    assert reason.startswith("Die Datei ist ungewöhnlich aufgebaut.")


@pytest.mark.parametrize("name", [SHEET, SHEET.upper()])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_doubled_parts_are_refused(name):
    file = BytesIO(GOOD)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(name, worksheet(row("other")))

    assert refusal(file.getvalue()) == "Die Datei enthält einen Teil doppelt."


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_unusual_compression_is_refused(method):
    file = zipped(workbook_parts(row("x")), method)

    assert refusal(file.getvalue()).startswith("Die Datei ist ungewöhnlich")


def test_password_is_named():
    content = bytearray(GOOD)
    content[6] |= 1
    record = content.index(b"PK\x01\x02")
    content[record + 8] |= 1

    assert refusal(bytes(content)) == "Die Datei ist mit einem Kennwort geschützt."


def test_bomb_is_refused_by_what_it_declares():
    bomb = workbook(worksheet(""), **{SHEET: b" " * (20 * MIB)})

    assert len(bomb.getvalue()) < 50_000
    assert refusal(bomb.getvalue()) == "Die Datei ist entpackt zu groß."


def test_bomb_that_declares_too_much_is_refused():
    file = with_lying_size(workbook(**{SHEET: LONG_SHEET}), SHEET, 10_000_000)

    assert refusal(file.getvalue()) == (
        "Die Datei macht falsche Angaben über ihre Größe."
    )


def test_lie_is_seen_although_the_checksum_fits():
    """zipfile alone stops at the declared size and finds everything in order."""
    file = with_lying_size(workbook(**{SHEET: LONG_SHEET}), SHEET, 1_000)
    with zipfile.ZipFile(file) as archive:
        assert len(archive.read(SHEET)) == 1_000

    assert refusal(file.getvalue()) == (
        "Die Datei macht falsche Angaben über ihre Größe."
    )


def test_parts_are_limited_by_what_they_are_for():
    picture = Random(1).randbytes(8 * MIB + 1)
    file = workbook(row("x"), **{"xl/media/image1.png": picture})

    assert refusal(file.getvalue()) == "Die Datei ist entpackt zu groß."


def test_all_parts_together_are_limited(monkeypatch):
    monkeypatch.setattr("ilmkreis_integration.tables.workbook_archive.MAX_TOTAL", MIB)
    half = worksheet("").ljust(MIB // 2)
    file = workbook(**{SHEET: half, "xl/worksheets/sheet2.xml": half})

    assert refusal(file.getvalue()) == "Die Datei ist entpackt zu groß."
