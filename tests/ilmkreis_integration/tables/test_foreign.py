import pytest

from ilmkreis_integration.tables.foreign import plain_label


@pytest.mark.parametrize(
    ("html", "label"),
    [
        pytest.param("Alter", "Alter", id="plain"),
        pytest.param(
            "<p>Wie <b>alt</b> sind Sie?</p>\n", "Wie alt sind Sie?", id="tags"
        ),
        pytest.param("Zeile 1<br />Zeile 2", "Zeile 1 Zeile 2", id="line break"),
        pytest.param("<ul><li>a</li><li>b</li></ul>", "a b", id="list"),
        pytest.param("Ja &amp; Nein &lt;3", "Ja & Nein <3", id="entities"),
        pytest.param("<20", "<20", id="less than"),
        pytest.param("<3>", "<3>", id="heart"),
        pytest.param("a<script>alert(1)</script>b", "a b", id="script"),
        pytest.param("<style>p {color: red}</style>Farbe", "Farbe", id="style"),
        pytest.param('<img src="x" onerror="alert(1)">Bild', "Bild", id="attributes"),
        pytest.param("Name: {TOKEN:FIRSTNAME}", "Name: {TOKEN:FIRSTNAME}", id="place"),
        pytest.param("<p>offen", "offen", id="not closed"),
        pytest.param("", "", id="empty"),
    ],
)
def test_plain_label(html, label):
    assert plain_label(html) == label


def test_endless_labels_are_cut():
    assert len(plain_label("<b>" + "x" * 1_000_000)) < 5_000
