import pytest

from ilmkreis_integration.domain.plain_german import Rule
from tests.ilmkreis_integration.domain.plain_german.finding import found


@pytest.mark.parametrize(
    ("text", "span", "better"),
    [
        ("Der Name des Kindes", "des Kindes", "von dem Kind"),
        ("Die Farbe des Autos", "des Autos", "von dem Auto"),
        ("Das Ende des Kurses", "des Kurses", "von dem Kurs"),
        ("Der Eingang des Gebäudes", "des Gebäudes", "von dem Gebäude"),
        ("Die Noten des Zeugnisses", "des Zeugnisses", "von dem Zeugnis"),
        ("Die Fahrt des Schulbusses", "des Schulbusses", "von dem Schulbus"),
        ("Der Tag des neuen Jahres", "des neuen Jahres", "von dem neuen Jahr"),
        ("Das Recht des Menschen", "des Menschen", "von dem Menschen"),
        ("Das Zimmer meines Bruders", "meines Bruders", "von meinem Bruder"),
        ("Der Name Ihres Kindes", "Ihres Kindes", "von Ihrem Kind"),
        ("Ende dieses Jahres", "dieses Jahres", "von diesem Jahr"),
        ("Die Qualität der Beratung", "der Beratung", "von der Beratung"),
        ("Anzahl der Kinder", "der Kinder", "von den Kindern"),
        ("Die Wünsche der Menschen", "der Menschen", "von den Menschen"),
        ("Die Meinung Ihrer Kinder", "Ihrer Kinder", "von Ihren Kindern"),
        ("Die Fragen aller Frauen", "aller Frauen", "von allen Frauen"),
        ("Der Besuch einer Schule", "einer Schule", "von einer Schule"),
    ],
)
def test_genitive_is_named_with_its_form_after_von(text, span, better):
    assert found(text, Rule.GENITIVE) == [
        (span, f"‚{span}‘ ist Genitiv. Besser: ‚{better}‘.")
    ]


def test_where_the_form_is_not_certain_none_is_given():
    text = "Eine Liste der freien Plätze"

    assert found(text, Rule.GENITIVE) == [
        ("der freien Plätze", "‚der freien Plätze‘ ist Genitiv. Besser mit ‚von‘.")
    ]


def test_prepositions_have_a_way_out_of_their_own():
    text = "Wegen des Umzugs ist das Büro geschlossen."

    assert found(text, Rule.GENITIVE) == [
        (
            "Wegen des Umzugs",
            "‚Wegen des Umzugs‘ ist Genitiv. "
            "Sagen Sie es anders, zum Beispiel mit ‚Darum …‘.",
        )
    ]


@pytest.mark.parametrize(
    "text",
    [
        "bei der Arbeit",
        "Bei der Arbeit spreche ich Deutsch.",
        "Was ist schwer in der Gruppe?",
        "Die Lehrerin hilft der Schülerin.",
        "Geben Sie der Schule das Blatt.",
        "Geben Sie das Blatt der Beratung.",
        "Sagen Sie der Familie Danke.",
        "Heute ist in Ilmenau der Markt.",
        "Wo ist in der Stadt der Kindergarten?",
        "Am Montag hat der Arzt Zeit.",
        "Ist Frau Alt der Chef?",
        "Haben Sie dieses Haus gesehen?",
        "Eines Tages finde ich Arbeit.",
        "Ist das Ihres?",
        "Das ist der Bus, der Kinder fährt.",
    ],
)
def test_other_cases_look_alike(text):
    assert found(text, Rule.GENITIVE) == []
