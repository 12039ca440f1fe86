"""The zip archive that a workbook is, opened so that no two readers can differ on it.

A file can be built so that one program sees harmless parts and the next one others:
two directories, names that differ in case, sizes that lie. Only archives with one
reading are let through.
"""

from __future__ import annotations

import copy
import os
import struct
import zipfile
from collections.abc import Iterator
from typing import IO

from django.utils.translation import gettext as _

from ilmkreis_integration.tables.problems import UnsafeFileError, unusual

MIB = 1 << 20
MAX_FILE = 25 * MIB
# Unpacked: 100,000 rows of 12 columns are about 60 MiB.
MAX_TOTAL = 192 * MIB
MAX_PART = 8 * MIB
MAX_CONTROL_PART = 1 * MIB
MAX_PARTS = 200
# Real sheets are packed to a tenth or twentieth, bombs to a thousandth.
MAX_RATIO = 100
RATIO_FROM = 1 * MIB
CHUNK = 256 * 1024

# The parts that grow with the number of rows.
_LONG_PARTS = ("xl/worksheets/", "xl/sharedstrings.xml")
# What names the other parts: small, and read as a whole.
CONTROL_PARTS = (
    "[content_types].xml",
    "_rels/.rels",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
)
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_END = struct.Struct("<4s4H2LH")


def open_archive(file: IO[bytes]) -> dict[str, zipfile.ZipInfo]:
    """Return the parts of the workbook `file` by their names in lower case."""
    _check_end(file)
    with zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
        start = archive.start_dir
    _check_directory(file, len(entries), start)
    for entry in entries:
        _check_entry(entry)
    parts = {entry.filename.lower(): entry for entry in entries}
    if len(parts) != len(entries):
        raise UnsafeFileError(_("Die Datei enthält einen Teil doppelt."))
    if sum(entry.file_size for entry in entries) > MAX_TOTAL:
        raise UnsafeFileError(_("Die Datei ist entpackt zu groß."))
    return parts


def _check_end(file: IO[bytes]) -> None:
    size = file.seek(0, os.SEEK_END)
    if size > MAX_FILE:
        limit = MAX_FILE // MIB
        raise UnsafeFileError(
            _("Die Datei ist zu groß; höchstens {} MB.").format(limit)
        )
    if size < _END.size:
        raise UnsafeFileError(_("Die Datei ist beschädigt."))


def _check_directory(file: IO[bytes], entries: int, start: int) -> None:
    """Refuse archives whose directory is not the one thing at their very end."""
    end = file.seek(-_END.size, os.SEEK_END)
    signature, disk, first_disk, here, total, size, offset, comment = _END.unpack(
        file.read(_END.size)
    )
    if (
        signature != b"PK\x05\x06"
        or (disk, first_disk, comment) != (0, 0, 0)
        or not here == total == entries
        or not offset == start == end - size
    ):
        raise unusual()
    if entries > MAX_PARTS:
        raise UnsafeFileError(_("Die Datei besteht aus zu vielen Teilen."))


def _check_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    if entry.flag_bits & _ENCRYPTED:
        raise UnsafeFileError(_("Die Datei ist mit einem Kennwort geschützt."))
    if (
        entry.compress_type not in _METHODS
        or name != entry.orig_filename
        or "\\" in name
        or name.startswith("/")
        or ".." in name.split("/")
    ):
        raise unusual()
    too_packed = entry.file_size > MAX_RATIO * max(entry.compress_size, 1)
    if entry.file_size > _allowed_size(name.lower()) or (
        too_packed and entry.file_size > RATIO_FROM
    ):
        raise UnsafeFileError(_("Die Datei ist entpackt zu groß."))


def _allowed_size(name: str) -> int:
    if name.startswith(_LONG_PARTS):
        return MAX_TOTAL
    return MAX_CONTROL_PART if name in CONTROL_PARTS else MAX_PART


def unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the content of a part in chunks; its size must be the declared one."""
    size = 0
    # zipfile would stop at the declared size, other readers at the end of the stream.
    whole = copy.copy(entry)
    whole.file_size = MAX_TOTAL + CHUNK
    with archive.open(whole) as stream:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > entry.file_size:
                break
            yield chunk
    if size != entry.file_size:
        raise UnsafeFileError(_("Die Datei macht falsche Angaben über ihre Größe."))
