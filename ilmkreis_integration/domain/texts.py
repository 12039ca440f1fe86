"""Free text as people type, paste and speak it."""

import re
import unicodedata

_LONE_SURROGATES = re.compile("[\ud800-\udfff]")
# Everything below space except tab and line feed; databases refuse NUL.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def clean_text(text: str) -> str:
    """Return `text` as it may be stored: NFC, LF line ends, no unstorable characters.

    Wording is not touched: spelling, emoji and every script stay as they are.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _LONE_SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)
    text = _CONTROLS.sub("", text)
    return unicodedata.normalize("NFC", text).strip()
