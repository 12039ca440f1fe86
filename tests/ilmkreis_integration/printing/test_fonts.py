import pytest

from ilmkreis_integration.printing.fonts import FILES, printable, static_root, unpacked

ARABIC = "أريد أن أتعلم اللغة الألمانية"
TIGRINYA = "ስራሕ ክረክብ ደልየ ኣለኹ።"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Łódź, Straße – „gut“", "Łódź, Straße – „gut“", id="latin"),
        pytest.param(ARABIC, ARABIC, id="arabic"),
        pytest.param(TIGRINYA, TIGRINYA, id="ethiopic"),
        pytest.param("Danke 🙏🏽!", "Danke !", id="emoji"),
        pytest.param("मदद चाहिए", "[…] […]", id="script without a font"),
        pytest.param("5\u202f%", "5\xa0%", id="narrow space"),
    ],
)
def test_what_the_fonts_lack_is_replaced(text, expected):
    assert printable(text) == expected


@pytest.mark.parametrize("name", FILES)
def test_fonts_are_unpacked_once(name):
    file = static_root() / name

    font = unpacked(file)

    assert font[:4] in (b"\x00\x01\x00\x00", b"OTTO")
    assert unpacked(file) is font
