"""The fonts of printed documents and what they cannot write.

The files are vendored and complete: subset files that share a family name print wrong
glyphs without any warning. Characters that no file covers would come out as empty boxes
and make the PDF invalid, so they are replaced before printing.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from io import BytesIO
from pathlib import Path

from django.conf import settings

# In the order of css/print/base.css.
FILES = (
    "vendor/kern/2.7.2/fonts/FiraSans-Regular.woff2",
    "vendor/noto-sans-arabic/5.3.0/noto-sans-arabic-arabic-400-normal.woff2",
    "vendor/noto-sans-ethiopic/5.3.0/noto-sans-ethiopic-ethiopic-400-normal.woff2",
)
OMISSION = "[…]"
_NARROW_SPACE, _SPACE = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"


def static_root() -> Path:
    """Where our own static files are as they were written."""
    return Path(settings.BASE_DIR) / "static"


@cache
def _covered() -> frozenset[int]:
    """The code points that at least one of the files has a glyph for."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # noqa: PLC0415 -- slow to import

    covered: set[int] = set()
    for name in FILES:
        with TTFont(static_root() / name) as font:
            covered.update(font.getBestCmap())
    return frozenset(covered)


@cache
def unpacked(file: Path) -> bytes:
    """The font in a WOFF2 file, kept in memory: unpacking takes longer than printing."""
    from fontTools.ttLib import woff2  # noqa: PLC0415 -- slow to import

    font = BytesIO()
    woff2.decompress(file, font)
    return font.getvalue()


def printable(text: str) -> str:
    """Return `text` without what the fonts cannot write.

    Emoji and other symbols are left out; letters become `OMISSION`, once per run.
    """
    text = text.replace(_NARROW_SPACE, _SPACE)
    unknown = {char for char in set(text) if _needs_glyph(char)}
    symbols = {char for char in unknown if unicodedata.category(char)[0] in "SMC"}
    for characters, replacement in ((symbols, ""), (unknown - symbols, OMISSION)):
        if characters:
            run = f"[{re.escape(''.join(characters))}]+"
            text = re.sub(run, replacement, text)
    return text


def _needs_glyph(char: str) -> bool:
    return ord(char) not in _covered() and not char.isspace()
