import pytest

from ilmkreis_integration.domain.plain_german import Rule
from ilmkreis_integration.domain.plain_german.verb_forms import is_participle
from tests.ilmkreis_integration.domain.plain_german.finding import found, marked


def test_passive_is_named_with_a_way_out():
    text = "Der Antrag wird im Amt geprüft."

    assert found(text, Rule.PASSIVE) == [
        (
            "wird im Amt geprüft",
            "‚wird … geprüft‘ ist Passiv. Sagen Sie, wer das tut, "
            "zum Beispiel mit ‚Wir …‘ oder ‚Das Amt …‘.",
        )
    ]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Der Antrag kann gestellt werden.", ["gestellt werden"]),
        ("Wir warten, bis der Antrag geprüft wird.", ["geprüft wird"]),
        ("Die Daten sind gelöscht worden.", ["gelöscht worden"]),
        ("Werden Ihre Fragen beantwortet?", ["Werden Ihre Fragen beantwortet"]),
        ("Die Zettel werden gesammelt und gezählt.", ["werden gesammelt"]),
        ("Die Fragen wurden besprochen.", ["wurden besprochen"]),
        ("Sie werden informiert.", ["werden informiert"]),
        ("Das Formular wird anerkannt.", ["wird anerkannt"]),
        ("Wir werden Ihre Antworten lesen.", []),
        ("Sie werden Geld bekommen.", []),
        ("Das wird Ihnen gefallen.", []),
        ("Wir werden das gemacht haben.", []),
        ("Mein Sohn will Koch werden.", []),
        ("Er ist Arzt geworden.", []),
        ("Was muss besser werden?", []),
        ("Das wird bestimmt gut.", []),
        ("Der Sänger wird bekannt.", []),
        ("Die Frage ist beantwortet.", []),
        ("Wir werden Freunde und haben viel gelacht.", []),
    ],
)
def test_passive(text, spans):
    assert marked(text, Rule.PASSIVE) == spans


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("gemacht", True),
        ("aufgeschrieben", True),
        ("besprochen", True),
        ("vorbereitet", True),
        ("organisiert", True),
        ("zurückgegeben", True),
        ("bekommen", False),
        ("gerecht", False),
        ("gesund", False),
        ("machen", False),
        ("gut", False),
    ],
)
def test_is_participle(word, expected):
    assert is_participle(word) is expected


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        ("Was könnte besser sein?",)
        + ([("könnte", "‚könnte‘ ist Konjunktiv. Besser: ‚kann‘.")],),
        ("Hätten Sie Zeit?", [("Hätten", "‚Hätten‘ ist Konjunktiv. Besser: ‚haben‘.")]),
        (
            "Ich hätte Zeit.",
            [("hätte", "‚hätte‘ ist Konjunktiv. Besser: ‚hat‘ oder ‚habe‘.")],
        ),
        (
            "Was würden Sie tun?",
            [
                (
                    "würden",
                    "‚würden‘ ist Konjunktiv. Besser mit ‚möchten‘ oder ‚sollen‘, "
                    "oder sagen Sie einfach, was ist.",
                )
            ],
        ),
        ("Was möchten Sie?", []),
        ("Sei leise!", []),
        ("Seien Sie bitte leise.", []),
        ("Die Wolle ist warm.", []),
    ],
)
def test_subjunctive(text, remarks):
    assert found(text, Rule.SUBJUNCTIVE) == remarks


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        ("Er kam aus Syrien.",)
        + ([("kam", "‚kam‘ ist Präteritum. Besser: ‚ist gekommen‘.")],),
        ("Kamen Sie allein?",)
        + ([("Kamen", "‚Kamen‘ ist Präteritum. Besser: ‚sind gekommen‘.")],),
        ("Wo wohnten Sie?",)
        + ([("wohnten", "‚wohnten‘ ist Präteritum. Besser: ‚haben gewohnt‘.")],),
        ("Sie waren krank und hatten Angst.", []),
        ("Wir wollten kommen und konnten nicht.", []),
        ("Gab es Probleme?", []),
        ("Stand: 5. März", []),
        ("Der Stand ist klein.", []),
        ("Das Gesetz heißt LAG.", []),
        ("Sie haben das entschieden.", []),
        ("Die besuchte Schule ist gut.", []),
    ],
)
def test_preterite(text, remarks):
    assert found(text, Rule.PRETERITE) == remarks
