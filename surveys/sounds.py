"""What kind of sound a file is: its own first bytes say it, not its name."""

from __future__ import annotations

# Media types that browsers play, and how their files are called.
EXTENSIONS = {
    "audio/webm": "webm",
    "audio/ogg": "ogg",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/wav": "wav",
}
# Within so many bytes a file says which codec it uses.
_HEAD = 4096


def media_type_of(sound: bytes) -> str | None:
    """The media type, or None for everything that is no sound we know.

    Opus in WebM or Ogg, MP3, MPEG-4 without pictures, WAV.
    """
    head = sound[:_HEAD]
    if head.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in head and b"A_OPUS" in head:
        return "audio/webm"
    if head.startswith(b"OggS") and b"OpusHead" in head:
        return "audio/ogg"
    if head.startswith(b"RIFF") and head[8:16] == b"WAVEfmt ":
        return "audio/wav"
    if head[4:8] == b"ftyp" and b"soun" in sound and b"vide" not in sound:
        return "audio/mp4"
    if head.startswith(b"ID3") or _is_mp3_frame(head):
        return "audio/mpeg"
    return None


def _is_mp3_frame(head: bytes) -> bool:
    """Eleven bits of synchronisation, then MPEG layer III with a bit rate."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    is_layer_3 = head[1] & 0x06 == 0x02
    return is_layer_3 and head[1] & 0x18 != 0x08 and head[2] & 0xF0 not in (0, 0xF0)


def part_of(length: int, wanted: str) -> tuple[int, int] | None:
    """First and last byte that a Range header asks for, or None for the whole.

    Safari asks for sounds in parts and takes nothing else.
    """
    unit, _equals, interval = wanted.partition("=")
    first, _dash, last = interval.partition("-")
    if unit.strip() != "bytes" or not first.isascii() or not first.isdigit():
        return None
    start = int(first)
    is_number = last.isascii() and last.isdigit()
    end = min(int(last), length - 1) if is_number else length - 1
    return (start, end) if start <= end else None
