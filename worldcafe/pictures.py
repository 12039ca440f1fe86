"""Photographs that were sent: what is taken, and how it is drawn anew.

The device has made the picture small and free of metadata. Whoever posts something else
gets the same: only the pixels are kept, in a JPEG of our own.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

LARGEST_FILE = 6 << 20  # bytes; what a device sends has about one
LONGEST_SIDE = 2000  # pixels
MOST_PIXELS = 16_000_000  # before it is made smaller
_FORMATS = ("JPEG", "PNG", "WEBP")
_JPEG, _PNG, _WEBP = b"\xff\xd8\xff", b"\x89PNG", b"RIFF"  # how they begin
_QUALITY = 85
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
# What the decoders raise at broken data, beside their own UnidentifiedImageError.
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, struct.error)


class PictureError(Exception):
    """The picture is not taken; says why in words for whoever sent it."""


@dataclass(frozen=True)
class Picture:
    jpeg: bytes
    width: int
    height: int


def draw_anew(sent: bytes) -> Picture:
    """Return the pixels of `sent` and nothing else of it. Raises `PictureError`."""
    if len(sent) > LARGEST_FILE:
        raise PictureError(_too_large())
    _refuse_other_files(sent)
    if not _has_end(sent):
        raise PictureError(_damaged())
    try:
        return _draw(sent)
    except _BOMBS:
        raise PictureError(_too_many_pixels()) from None
    except _BROKEN:
        raise PictureError(_damaged()) from None


def _has_end(sent: bytes) -> bool:
    """Whether a JPEG or PNG goes on to its end.

    Pillow would tell, but WeasyPrint has it pass over missing ends in the whole process.
    """
    if sent.startswith(_JPEG):
        return sent.rfind(b"\xff\xd9") > sent.rfind(b"\xff\xda")
    return b"IEND" in sent or not sent.startswith(_PNG)


def _draw(sent: bytes) -> Picture:
    with Image.open(BytesIO(sent), formats=_FORMATS) as image:
        # Only the head has been read so far.
        if image.width * image.height > MOST_PIXELS:
            raise PictureError(_too_many_pixels())
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(image).convert("RGBA")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # A picture made from nothing: comments and profiles of the old one stay behind.
    drawn = Image.new("RGB", upright.size, "white")
    drawn.paste(upright, mask=upright)
    file = BytesIO()
    drawn.save(file, "JPEG", quality=_QUALITY)
    return Picture(file.getvalue(), drawn.width, drawn.height)


def _refuse_other_files(sent: bytes) -> None:
    """Say of well-known other files what they are. Raises `PictureError`."""
    if not sent:
        raise PictureError(_("Die Datei ist leer."))
    if sent.startswith(b"%PDF"):
        raise PictureError(
            _(
                "Das ist ein PDF. Bitte fotografieren Sie das Blatt oder tippen Sie es ab."
            )
        )
    if sent[4:8] == b"ftyp":
        raise PictureError(
            _(
                "Dieses Bildformat (HEIC) kann die Seite nicht lesen. Bitte nehmen Sie das "
                "Foto mit dem Knopf „Foto aufnehmen“ auf, oder stellen Sie die Kamera auf "
                "„Maximale Kompatibilität“ (JPEG)."
            )
        )
    if not sent.startswith((_JPEG, _PNG, _WEBP)):
        raise PictureError(_("Das ist kein Bild. Möglich sind JPEG, PNG und WebP."))


def _damaged() -> str:
    return _("Das Bild ist beschädigt. Bitte fotografieren Sie das Blatt noch einmal.")


def _too_large() -> str:
    return _("Das Bild ist zu groß; höchstens {} MB.").format(LARGEST_FILE >> 20)


def _too_many_pixels() -> str:
    return _("Das Bild hat zu viele Bildpunkte; höchstens {} Millionen.").format(
        MOST_PIXELS // 1_000_000
    )
