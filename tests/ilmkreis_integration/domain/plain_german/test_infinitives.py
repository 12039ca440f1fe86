import pytest

from ilmkreis_integration.domain.plain_german import Rule
from tests.ilmkreis_integration.domain.plain_german.finding import found, marked


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        pytest.param(
            "Um eine Wohnung zu finden, brauchen Sie Hilfe.",
            (
                "Um eine Wohnung zu finden",
                "‚Um eine Wohnung zu finden‘ ist mit ‚zu‘ gebaut. "
                "Machen Sie zwei Sätze, zum Beispiel mit ‚So …‘ oder ‚Dann …‘.",
            ),
            id="um zu",
        ),
        pytest.param(
            "Der Antrag ist am Montag einzureichen.",
            (
                "einzureichen",
                "‚einzureichen‘ ist mit ‚zu‘ gebaut. "
                "Sagen Sie, wer etwas tut: ‚Bitte …‘ oder ‚Sie müssen …‘.",
            ),
            id="ist zu",
        ),
        pytest.param(
            "Es ist schwer, Arbeit zu finden.",
            (
                "Arbeit zu finden",
                "‚Arbeit zu finden‘ ist mit ‚zu‘ gebaut. "
                "Machen Sie zwei Sätze, zum Beispiel mit ‚können‘ oder ‚wollen‘.",
            ),
            id="after a comma",
        ),
    ],
)
def test_infinitive_is_named_with_a_way_out(text, remark):
    assert found(text, Rule.INFINITIVE_CLAUSE) == [remark]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Haben Sie Zeit zu helfen?", ["zu helfen"]),
        ("Kommen Sie, ohne zu warten.", ["ohne zu warten"]),
        ("Erlauben Sie uns, etwas für Sie zu tun.", ["etwas für Sie zu tun"]),
        ("Versuchen Sie, das Amt anzurufen.", ["das Amt anzurufen"]),
        ("Die Wohnung ist zu klein.", []),
        ("Wir zahlen zu hohe Mieten.", []),
        ("Das liegt an zu hohen Mieten.", []),
        ("Der Bus kommt zu selten.", []),
        ("Hier gibt es viel zu tun.", []),
        ("Sagen Sie, was zu tun ist.", []),
        ("Zu Hause spreche ich Türkisch.", []),
        ("Gehen Sie zu den Nachbarn.", []),
        ("Wo sind die vorzulegenden Papiere?", []),
        ("Sie können etwas hinzufügen.", []),
    ],
)
def test_infinitives(text, spans):
    assert marked(text, Rule.INFINITIVE_CLAUSE) == spans
