import pytest

from ilmkreis_integration.printing.fonts import printable

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
