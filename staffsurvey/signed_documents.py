"""The scanned PDF with signatures: what is taken, and why something is not.

It is kept byte for byte, because it may be signed electronically, too. So nothing that
could act in somebody's viewer is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from pikepdf import Pdf

LARGEST_FILE = 15 << 20  # bytes; forty pages scanned in colour
MOST_PAGES = 200
_BEGINNING = b"%PDF-"
# Actions that run something or reach out, and whatever carries files or programs.
_ACTIONS = {
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/GoToR",
    "/GoToE",
    "/Movie",
    "/Sound",
    "/Rendition",
    "/RichMediaExecute",
}
_CARRIERS = {"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/RF", "/XFA"}
_ANNOTATIONS = {"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}


class PdfError(Exception):
    """The file is not taken; says why in words for whoever sent it."""


def check_signed(sent: bytes) -> None:
    """Raises `PdfError`."""
    import pikepdf  # noqa: PLC0415 -- slow to import

    if len(sent) > LARGEST_FILE:
        message = _("Die Datei ist zu groß; höchstens {} MB.")
        raise PdfError(message.format(LARGEST_FILE >> 20))
    if not sent.startswith(_BEGINNING):
        raise PdfError(_("Das ist kein PDF. Bitte scannen Sie die Fassung als PDF."))
    try:
        with pikepdf.open(BytesIO(sent)) as pdf:
            _check(pdf)
    except pikepdf.PasswordError:
        message = _("Das PDF ist mit einem Passwort geschützt. Bitte ohne speichern.")
        raise PdfError(message) from None
    except (pikepdf.PdfError, ValueError, RecursionError):
        message = _("Das PDF ist beschädigt. Bitte scannen Sie noch einmal.")
        raise PdfError(message) from None


def _check(pdf: Pdf) -> None:
    if pdf.is_encrypted:
        raise PdfError(_("Das PDF ist verschlüsselt. Bitte ohne Schutz speichern."))
    if not 1 <= len(pdf.pages) <= MOST_PAGES:
        message = _("Das PDF muss zwischen 1 und {} Seiten haben.")
        raise PdfError(message.format(MOST_PAGES))
    if any(_acts(dictionary) for item in pdf.objects for dictionary in _inside(item)):
        raise PdfError(
            _(
                "In diesem PDF stecken Programme oder angehängte Dateien. Bitte drucken "
                "und scannen Sie es, dann ist beides weg."
            )
        )


def _inside(item: Any) -> Iterator[Any]:
    """Each dictionary in an object; what it only refers to comes by itself."""
    from pikepdf import Array, Dictionary, Stream  # noqa: PLC0415

    if isinstance(item, Stream):
        item = item.stream_dict
    if isinstance(item, Dictionary):
        yield item
        parts: list[Any] = list(item.values())
    elif isinstance(item, Array):
        parts = list(item)
    else:
        return
    for part in parts:
        if isinstance(part, Dictionary | Array) and not part.is_indirect:
            yield from _inside(part)


def _acts(dictionary: Any) -> bool:
    return (
        bool(_CARRIERS & set(dictionary.keys()))
        or str(dictionary.get("/S", "")) in _ACTIONS
        or str(dictionary.get("/Subtype", "")) in _ANNOTATIONS
    )
