import pytest

from ilmkreis_integration.domain.plain_german import Rule
from ilmkreis_integration.domain.plain_german.word_lists import word_table
from tests.ilmkreis_integration.domain.plain_german.finding import found, marked


@pytest.mark.parametrize("table", ["abbreviations", "acronyms"])
def test_each_abbreviation_is_found(table):
    shorts = word_table(table)

    remarks = [found(f"Das ist {short} hier", Rule.ABBREVIATION) for short in shorts]

    assert remarks == [
        [(short, f"‚{short}‘ ist eine Abkürzung. Schreiben Sie: ‚{full}‘.")]
        for short, full in shorts.items()
    ]


@pytest.mark.parametrize(
    ("text", "shorts"),
    [
        ("Kinder, z.B. Töchter, usw.", ["z.B.", "usw."]),
        ("Vater bzw Mutter", ["bzw"]),
        ("Am 5. Mai kommt Dr. Alt.", []),
        ("Die E-Mail ist max.alt@ilm-kreis.de", []),
        ("Haben Sie einen PC?", []),
    ],
)
def test_abbreviations(text, shorts):
    assert marked(text, Rule.ABBREVIATION) == shorts


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Bitte UNBEDINGT lesen!", ["UNBEDINGT"]),
        ("WAS IST GUT?", ["WAS IST GUT"]),
        ("EU, USA und PC", []),
        ("Waren Sie beim BAMF?", []),
        ("Haben Sie WLAN?", []),
        ("Deutsch A1 oder B1", []),
    ],
)
def test_capitals(text, spans):
    assert marked(text, Rule.CAPITALS) == spans


def test_capitals_are_named():
    assert found("Bitte UNBEDINGT lesen!", Rule.CAPITALS) == [
        (
            "UNBEDINGT",
            "‚UNBEDINGT‘: Wörter nur aus großen Buchstaben sind schwer zu lesen. "
            "Schreiben Sie wie sonst auch.",
        )
    ]


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        ("Nennen Sie drei Wünsche.", [("drei", "Ziffern sind leichter. Besser: ‚3‘.")]),
        (
            "50 % sagen Ja.",
            [
                (
                    "50 %",
                    "Prozent sind schwer. Besser: ‚viele‘, ‚wenige‘ oder ‚10 von 100‘.",
                )
            ],
        ),
        (
            "Hier leben 106.000 Menschen.",
            [
                (
                    "106.000",
                    "Große Zahlen sind schwer. Reicht ‚viele‘ oder ‚sehr viele‘?",
                )
            ],
        ),
        (
            "Ab 08:30 Uhr ist offen.",
            [("08:30", "Besser ohne 0 am Anfang: ‚8:30‘.")],
        ),
        ("18–26 Jahre", [("18–26", "Besser: ‚18 bis 26‘.")]),
        (
            "Bis 05.03.2017 ist Zeit.",
            [("05.03.2017", "Besser mit dem Monat: ‚5. März 2017‘.")],
        ),
        ("Für acht Kinder", [("acht", "Ziffern sind leichter. Besser: ‚8‘.")]),
        ("Geben Sie bitte acht!", []),
        ("Rufen Sie an: 03628 738-0.", []),
        ("Um 9:30 Uhr im Jahr 2017", []),
        ("Das kostet 2,50 Euro.", []),
        ("Nummer 45.99.2017", []),
    ],
)
def test_numbers(text, remarks):
    assert found(text, Rule.NUMBER) == [
        (span, f"‚{span}‘: {advice}") for span, advice in remarks
    ]


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        (
            "Ihr Alter (in Jahren)",
            [("(in Jahren)", "Klammern stören. Machen Sie einen eigenen Satz daraus.")],
        ),
        ("Vater/Mutter", [("/", "Schreiben Sie ‚und‘ oder ‚oder‘.")]),
        ("Schule & Arbeit", [("&", "Schreiben Sie ‚und‘.")]),
        ("nach § 5", [("§", "Schreiben Sie ‚Paragraf‘, oder lassen Sie ihn weg.")]),
        ("Er geht; sie kommt.", [(";", "Machen Sie zwei Sätze daraus.")]),
        (
            "Für Lehrer*innen",
            [("Lehrer*innen", "Schreiben Sie beide Wörter: ‚Lehrerinnen und Lehrer‘.")],
        ),
        (
            "Für Migrant:innen",
            [
                (
                    "Migrant:innen",
                    "Schreiben Sie beide Wörter aus, für Frauen und für Männer.",
                )
            ],
        ),
        ("Für Lehrerinnen", []),
        ("gut :-) sehr gut ;-)", []),
        ("Deutsch B1+", []),
        ("Mehr auf https://www.ilm-kreis.de/a&b;c=d", []),
    ],
)
def test_special_characters(text, remarks):
    assert found(text, Rule.SPECIAL_CHARACTER) == [
        (span, f"‚{span}‘: {advice}") for span, advice in remarks
    ]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Wie alt sind Sie? Wo wohnen Sie? Wer hilft?", ["Wo wohnen Sie?"]),
        ("Ja. Nein.\nGut. Schön.", ["Nein.", "Schön."]),
        ("Wie alt sind Sie?\nWo wohnen Sie?", []),
        ("Zum Beispiel: Bus, Bahn.", []),
        ("Am 5. Mai um 9 Uhr.", []),
    ],
)
def test_each_sentence_has_a_line(text, spans):
    assert marked(text, Rule.NEW_LINE) == spans


def test_shared_line_is_explained():
    assert found("Ja. Nein.", Rule.NEW_LINE) == [
        (
            "Nein.",
            "Hier stehen mehrere Sätze in einer Zeile. "
            "Beginnen Sie jeden Satz in einer neuen Zeile.",
        )
    ]
