"""Small sound files of every kind, made from nothing."""

import io
import math
import struct
import wave

RATE = 8000  # samples per second
SILENCE = b"\xf8\xff\xfe"  # 20 milliseconds of Opus


def wav(seconds=0.2, pitch=440):
    content = io.BytesIO()
    with wave.open(content, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(RATE)
        file.writeframes(
            bytes(
                int(128 + 60 * math.sin(2 * math.pi * pitch * n / RATE))
                for n in range(int(seconds * RATE))
            )
        )
    return content.getvalue()


def ogg(packets=10):
    """Opus in Ogg: two pages about the sound, one with silence."""
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 312, 48000, 0, 0)
    tags = b"OpusTags" + struct.pack("<I4sI", 4, b"Test", 0)
    return b"".join(
        [
            _page(0, 2, 0, [head]),
            _page(1, 0, 0, [tags]),
            _page(2, 4, 960 * packets, [SILENCE] * packets),
        ]
    )


def _page(number, flags, position, packets):
    sizes = bytes(len(packet) for packet in packets)
    head = struct.pack("<4sBBqIII", b"OggS", 0, flags, position, 1, number, 0)
    page = bytearray(head + bytes([len(sizes)]) + sizes + b"".join(packets))
    struct.pack_into("<I", page, 22, _checksum(page))
    return bytes(page)


def _checksum(page):
    checksum = 0
    for byte in page:
        checksum ^= byte << 24
        for _ in range(8):
            carry = checksum & 0x80000000
            checksum = (checksum << 1) & 0xFFFFFFFF ^ (0x04C11DB7 if carry else 0)
    return checksum


def webm(codec=b"A_OPUS"):
    """How a recording of Chromium begins."""
    return b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm" + bytes(60) + b"\x86\x86" + codec


def mp3(first=b"\xff\xfb\x90\x00"):
    return first + bytes(400)


def m4a(handler=b"soun"):
    return b"\x00\x00\x00\x20ftypM4A " + bytes(40) + b"hdlr" + bytes(8) + handler
