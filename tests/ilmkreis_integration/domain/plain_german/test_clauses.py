import pytest

from ilmkreis_integration.domain.plain_german import Rule
from tests.ilmkreis_integration.domain.plain_german.finding import found, marked

TEN = "Heute kommen viele nette Menschen mit dem Bus nach Ilmenau."


def test_ten_words_are_not_too_many():
    assert found(TEN, Rule.LONG_SENTENCE, Rule.VERY_LONG_SENTENCE) == []


def test_more_than_ten_words_are_a_long_sentence():
    text = "Aber " + TEN

    assert found(text, Rule.LONG_SENTENCE, Rule.VERY_LONG_SENTENCE) == [
        (
            text,
            "Der Satz hat 11 Wörter. Geht es kürzer? "
            "Bis 10 Wörter sind gut zu verstehen.",
        )
    ]


def test_more_than_fifteen_words_are_a_very_long_sentence():
    text = "Aber auch oft und gern sogar " + TEN

    assert found(text, Rule.LONG_SENTENCE, Rule.VERY_LONG_SENTENCE) == [
        (
            text,
            "Der Satz hat 16 Wörter. Teilen Sie ihn: "
            "höchstens 10 Wörter sind gut zu verstehen.",
        )
    ]


def test_words_after_a_colon_are_counted_anew():
    assert found(f"{TEN[:-1]}: {TEN}", Rule.LONG_SENTENCE) == []


def test_subordinate_clause_is_named_with_a_way_out():
    text = "Wir fragen Sie, weil Sie hier leben."

    assert found(text, Rule.SUBORDINATE_CLAUSE) == [
        (
            "weil Sie hier leben",
            "‚weil Sie hier leben‘ ist ein Nebensatz. "
            "Machen Sie daraus einen eigenen Satz. Zum Beispiel mit ‚Darum …‘.",
        )
    ]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("Wenn Sie wollen, helfen wir.", ["Wenn Sie wollen"]),
        ("Wir helfen gern wenn Sie fragen.", ["wenn Sie fragen"]),
        ("Wir helfen, und wenn Sie fragen, sofort.", ["und wenn Sie fragen"]),
        ("Sagen Sie, was gut ist.", ["was gut ist"]),
        ("Sagen Sie, welche Kurse oder Treffen Sie suchen.",)
        + (["welche Kurse oder Treffen Sie suchen"],),
        ("Wer Hilfe braucht, kommt zu uns.", ["Wer Hilfe braucht"]),
        ("Bis das Amt antwortet, warten Sie.", ["Bis das Amt antwortet"]),
        ("Weil Sie hier leben.", []),
        ("Wenn Sie Hilfe brauchen:", []),
        ("Damit können Sie lesen, schreiben und rechnen.", []),
        ("Was ist gut, was ist schlecht?", []),
        ("Wer kocht, wer putzt, wer kauft ein?", []),
        ("Menschen wie Sie, wie ich, wie wir.", []),
        ("Ich lerne Deutsch, denn ich möchte arbeiten.", []),
        ("Bis Montag, dann sehen wir uns.", []),
    ],
)
def test_subordinate_clauses(text, clauses):
    assert marked(text, Rule.SUBORDINATE_CLAUSE) == clauses


def test_relative_clause_is_named():
    text = "Der Kurs, den Sie besuchen, kostet Geld."

    assert found(text, Rule.RELATIVE_CLAUSE) == [
        (
            "den Sie besuchen",
            "‚den Sie besuchen‘ ist ein Relativsatz. "
            "Machen Sie daraus einen eigenen Satz.",
        )
    ]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("Das ist ein Ort, an dem Sie lernen.", ["an dem Sie lernen"]),
        ("Ein Amt, in dessen Haus wir gehen.", ["in dessen Haus wir gehen"]),
        ("Menschen, die Arbeit suchen.", ["die Arbeit suchen"]),
        ("Menschen, die helfen und kochen.", ["die helfen und kochen"]),
        (
            "Kinder, die in die Schule und Kita gehen.",
            ["die in die Schule und Kita gehen"],
        ),
        ("Die Schule ist gut, die Lehrer helfen.", []),
        ("Das Essen ist gut, das Wetter ist schlecht.", []),
        ("Ich muss raus, der Vermieter hat gekündigt.", []),
        ("Ich gehe zum Arzt, der spricht Arabisch.", []),
        ("Der Kreis, die Stadt und die Vereine helfen.", []),
        ("Ich kaufe Brot, die Zeitung und Eier ein.", []),
        ("Müll, Heizen, bei den Nachbarn klingeln.", []),
        ("Gut sind, die sozialen und kulturellen Treffen zu besuchen.", []),
    ],
)
def test_relative_clauses(text, clauses):
    assert marked(text, Rule.RELATIVE_CLAUSE) == clauses
