from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFile

from tests.worldcafe import pictures
from worldcafe.pictures import LARGEST_FILE, LONGEST_SIDE, PictureError, draw_anew

GOOD = {
    "JPEG": pictures.jpeg(120, 90),
    "PNG": pictures.encoded(pictures.sheet(120, 90), "PNG"),
    "WEBP": pictures.encoded(pictures.sheet(120, 90), "WEBP"),
}


@pytest.fixture(params=[False, True], ids=["strict", "lenient"], autouse=True)
def leniency(request, monkeypatch):
    """WeasyPrint makes Pillow lenient once something was printed."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", request.param)


def opened(picture):
    return Image.open(BytesIO(picture.jpeg))


@pytest.mark.parametrize("kind", GOOD)
def test_pictures_of_three_kinds_become_jpeg(kind):
    picture = draw_anew(GOOD[kind])

    image = opened(picture)
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (120, 90))
    assert (picture.width, picture.height) == (120, 90)
    blue, white = image.getpixel((40, 30)), image.getpixel((110, 80))
    assert all(abs(a - b) < 12 for a, b in zip(blue, (20, 40, 120), strict=True))
    assert min(white) > 240


def test_nothing_of_camera_and_place_is_left():
    sent = pictures.jpeg_with_traces()
    assert all(trace in sent for trace in pictures.SECRETS[:1] + pictures.SECRETS[2:])

    picture = draw_anew(sent)

    assert not any(trace in picture.jpeg for trace in pictures.SECRETS)
    assert dict(opened(picture).getexif()) == {}
    assert opened(picture).info.keys() <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
    }


def test_a_picture_taken_on_its_side_stands_upright():
    picture = draw_anew(pictures.jpeg_with_traces())

    assert (picture.width, picture.height) == (900, 1200)
    # What was at the upper left is at the upper right now.
    assert opened(picture).getpixel((700, 300))[0] < 60


def test_what_is_transparent_becomes_paper():
    empty = pictures.encoded(Image.new("RGBA", (50, 50), (0, 0, 0, 0)), "PNG")

    assert min(opened(draw_anew(empty)).getpixel((25, 25))) > 250


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_unusual_colours_are_drawn_or_refused(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    sent = pictures.encoded(Image.new(mode, (40, 30)), kind)

    try:
        picture = draw_anew(sent)
    except PictureError as error:
        assert mode == "I;16", error
    else:
        assert opened(picture).mode == "RGB"


def test_large_pictures_become_smaller_and_keep_their_shape():
    picture = draw_anew(pictures.jpeg(4000, 3000))

    assert (picture.width, picture.height) == (LONGEST_SIDE, 1500)


def test_narrow_pictures_keep_a_pixel():
    picture = draw_anew(pictures.encoded(Image.new("RGB", (15_000, 1)), "PNG"))

    assert (picture.width, picture.height) == (LONGEST_SIDE, 1)


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        pytest.param(pictures.PDF, "Das ist ein PDF", id="pdf"),
        pytest.param(pictures.HEIC, "HEIC", id="heic"),
        pytest.param(pictures.TEXT, "Das ist kein Bild", id="text"),
        pytest.param(b"", "leer", id="empty"),
        pytest.param(GOOD["JPEG"][:-400], "beschädigt", id="cut off"),
        pytest.param(GOOD["PNG"][:-40], "beschädigt", id="cut off png"),
        pytest.param(GOOD["WEBP"][:-40], "beschädigt", id="cut off webp"),
        pytest.param(b"\xff\xd8\xff" + bytes(500), "beschädigt", id="only a start"),
        pytest.param(b"GIF89a" + bytes(50), "Das ist kein Bild", id="gif"),
        pytest.param(bytes(LARGEST_FILE + 1), "höchstens 6 MB", id="heavy"),
        pytest.param(pictures.bomb(), "zu viele Bildpunkte", id="bomb"),
        pytest.param(
            pictures.encoded(Image.new("L", (4001, 4000)), "PNG"),
            "höchstens 16 Millionen",
            id="pixels",
        ),
    ],
)
def test_what_is_no_good_picture_is_refused_in_words(sent, says):
    with pytest.raises(PictureError, match=says):
        draw_anew(sent)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(list(GOOD.values())), st.data())
def test_damaged_pictures_never_break_anything(content, data):
    broken = bytearray(content)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(broken) - 1))
        broken[place] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(1, len(broken)))

    try:
        picture = draw_anew(bytes(broken[:end]))
    except PictureError:
        return
    assert opened(picture).format == "JPEG"
