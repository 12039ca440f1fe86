import pytest

from surveys.sounds import EXTENSIONS, media_type_of, part_of
from tests.surveys import sound_files as sounds


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        pytest.param(sounds.webm(), "audio/webm", id="WebM with Opus"),
        pytest.param(sounds.ogg(), "audio/ogg", id="Ogg with Opus"),
        pytest.param(sounds.wav(), "audio/wav", id="WAV"),
        pytest.param(sounds.m4a(), "audio/mp4", id="M4A"),
        pytest.param(sounds.mp3(), "audio/mpeg", id="MP3"),
        pytest.param(sounds.mp3(b"\xff\xf3\x40\xc0"), "audio/mpeg", id="MP3, low rate"),
        pytest.param(b"ID3\x04" + bytes(20), "audio/mpeg", id="MP3 with a title"),
        pytest.param(b"", None, id="nothing"),
        pytest.param(b"\xff", None, id="one byte"),
        pytest.param(b"<html><script>", None, id="page"),
        pytest.param(b"MZ\x90\x00" + bytes(90), None, id="program"),
        pytest.param(b"PK\x03\x04", None, id="archive"),
        pytest.param(b"\xff\xd8\xff\xe0" + bytes(20), None, id="JPEG"),
        pytest.param(b"\xff\xfe<\x00h\x00", None, id="UTF-16"),
        pytest.param(b"\xff\xeb\x90\x00", None, id="MPEG of no version"),
        pytest.param(b"\xff\xfb\x00\x00", None, id="MPEG without a bit rate"),
        pytest.param(b"RIFF\x00\x00\x00\x00WEBPVP8 ", None, id="WebP"),
        pytest.param(b"RIFF\x00\x00\x00\x00AVI LIST", None, id="AVI"),
        pytest.param(sounds.webm(codec=b"V_VP8"), None, id="WebM with pictures"),
        pytest.param(sounds.m4a(b"vide"), None, id="MPEG-4 with pictures"),
        pytest.param(sounds.m4a() + b"vide", None, id="MPEG-4 with sound and pictures"),
        pytest.param(b"OggS" + bytes(24) + b"\x01vorbis", None, id="Ogg with Vorbis"),
        pytest.param(b"x" + sounds.wav(), None, id="not at the beginning"),
    ],
)
def test_media_type_is_read_from_the_content(content, media_type):
    assert media_type_of(content) == media_type


def test_every_media_type_has_an_extension_of_its_own():
    assert len(set(EXTENSIONS.values())) == len(EXTENSIONS)


@pytest.mark.parametrize(
    ("wanted", "part"),
    [
        pytest.param("", None, id="everything"),
        pytest.param("bytes=0-", (0, 9), id="from the beginning"),
        pytest.param("bytes=0-1", (0, 1), id="two bytes"),
        pytest.param("bytes=4-99", (4, 9), id="more than there is"),
        pytest.param("bytes=9-9", (9, 9), id="last byte"),
        pytest.param("bytes=10-", None, id="behind the end"),
        pytest.param("bytes=5-2", None, id="backwards"),
        pytest.param("bytes=-4", None, id="from the end"),
        pytest.param("bytes=²-", None, id="no digit"),
        pytest.param("lines=1-2", None, id="other unit"),
        pytest.param("bytes", None, id="nonsense"),
    ],
)
def test_part_of_a_sound(wanted, part):
    assert part_of(10, wanted) == part
