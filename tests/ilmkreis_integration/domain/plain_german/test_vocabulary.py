import pytest

from ilmkreis_integration.domain.plain_german import Rule, check
from ilmkreis_integration.domain.plain_german.vocabulary import split_compound
from ilmkreis_integration.domain.plain_german.word_lists import word_choices
from tests.ilmkreis_integration.domain.plain_german.finding import found, marked

HARD_WORDS = word_choices("office") | word_choices("foreign")


def test_office_word_is_named_with_simpler_ones():
    text = "Welche Maßnahmen helfen Ihnen?"

    assert found(text, Rule.OFFICE_WORD) == [
        (
            "Maßnahmen",
            "‚Maßnahmen‘ ist Amtsdeutsch. Einfacher: ‚Hilfe‘ oder ‚was wir tun‘.",
        )
    ]


def test_foreign_word_is_named_with_a_simpler_one():
    assert found("Das ist relevant.", Rule.FOREIGN_WORD) == [
        ("relevant", "‚relevant‘ ist ein schweres Fremdwort. Einfacher: ‚wichtig‘.")
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Wir haben das beantragt.", ["beantragt"]),
        ("Beantragen Sie das heute.", ["Beantragen"]),
        ("Die Papiere sind eingereicht.", ["eingereicht"]),
        ("Reichen Sie die Papiere ein.", ["Reichen Sie die Papiere ein"]),
        ("Das steht Ihnen zur Verfügung.", ["zur Verfügung"]),
        ("Das zuständige Amt hilft.", ["zuständige"]),
        ("Der Vertrag ist befristet.", ["befristet"]),
        ("Sie bekommen einen Bescheid.", ["einen Bescheid"]),
        ("Sagen Sie uns Bescheid.", []),
        ("Wir reichen Ihnen die Hand.", []),
        ("Die Firma Struktur-Bau baut.", []),
    ],
)
def test_words_are_found_with_their_endings(text, words):
    assert marked(text, Rule.OFFICE_WORD, Rule.FOREIGN_WORD) == words


def test_verb_in_two_parts_is_shown_without_what_stands_between():
    [(_span, message)] = found("Reichen Sie die Papiere ein.", Rule.OFFICE_WORD)

    assert message == (
        "‚Reichen … ein‘ ist Amtsdeutsch. Einfacher: ‚abgeben‘ oder ‚schicken‘."
    )


def test_there_are_enough_hard_words():
    assert len(HARD_WORDS) >= 400


def test_each_word_is_found():
    plain = [word.replace("|", "") for word in HARD_WORDS]

    missed = [
        word
        for word in plain
        if marked(f"so {word}", Rule.OFFICE_WORD, Rule.FOREIGN_WORD) != [word]
    ]

    assert missed == []


def test_what_replaces_a_word_is_simple():
    remarks = [check(simple) for better in HARD_WORDS.values() for simple in better]

    assert [remark for remark in remarks if remark] == []


@pytest.mark.parametrize(
    ("noun", "parts"),
    [
        ("Krankenversicherung", ["Kranken", "Versicherung"]),
        ("Krankenversicherungskarten", ["Kranken", "Versicherungs", "Karten"]),
        ("Integrationskonzept", ["Integrations", "Konzept"]),
        ("Kindergartenplätze", ["Kindergarten", "Plätze"]),
        ("Schulabschlüsse", ["Schul", "Abschlüsse"]),
        ("Zahntechnikerin", None),
        ("Kinder", None),
        ("Arbeits" * 20, None),
    ],
)
def test_split_compound(noun, parts):
    assert split_compound(noun) == parts


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        (
            "Haben Sie eine Krankenversicherung?",
            [
                (
                    "Krankenversicherung",
                    "‚Krankenversicherung‘ hat 19 Buchstaben. "
                    "Mit Bindestrich ist es leichter zu lesen: ‚Kranken-Versicherung‘.",
                )
            ],
        ),
        (
            "Sind Sie Zahntechnikerin?",
            [
                (
                    "Zahntechnikerin",
                    "‚Zahntechnikerin‘ hat 15 Buchstaben. Gibt es ein kürzeres Wort?",
                )
            ],
        ),
        ("Haben Sie eine Kranken-Versicherung?", []),
        ("Gehen Ihre Kinder in den Kindergarten?", []),
        ("Haben Sie Schwierigkeiten?", []),
        ("Wohnen Sie in Großbreitenbach?", []),
        ("Internationaler Garten", []),
        ("Das ist selbstverständlich.", []),
    ],
)
def test_long_words(text, remarks):
    assert found(text, Rule.LONG_WORD) == remarks
