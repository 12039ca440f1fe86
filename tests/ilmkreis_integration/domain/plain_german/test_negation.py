import pytest

from ilmkreis_integration.domain.plain_german import Rule
from tests.ilmkreis_integration.domain.plain_german.finding import found


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Was gefällt Ihnen hier nicht?", "nicht"),
        ("Fehler sind nicht schlimm.", "nicht"),
        ("Haben Sie keine Probleme?", "keine"),
        ("Niemand sieht das.", "Niemand"),
        ("Der Bus kommt nie.", "nie"),
    ],
)
def test_negation(text, word):
    assert found(text, Rule.NEGATION, Rule.DOUBLE_NEGATION) == [
        (word, f"‚{word}‘ verneint. Geht es auch ohne? Sagen Sie lieber, was ist.")
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Wir fragen nicht nach Ihrem Namen.", id="promise"),
        pytest.param("Das weiß ich nicht.", id="of oneself"),
        pytest.param("Schreiben Sie keine Namen.", id="request"),
        pytest.param("Bitte hier nicht rauchen.", id="polite request"),
        pytest.param("Sie müssen nicht antworten.", id="freedom"),
        pytest.param("Hier dürfen Sie nicht parken.", id="prohibition"),
        pytest.param("gar nicht gut", id="answer to choose"),
        pytest.param("Sind Sie zufrieden oder nicht?", id="or not"),
        pytest.param("Nicht nur Kinder lernen Deutsch.", id="not only"),
    ],
)
def test_some_mean_the_no(text):
    assert found(text, Rule.NEGATION, Rule.DOUBLE_NEGATION) == []


@pytest.mark.parametrize(
    ("text", "span", "words"),
    [
        ("Das ist nicht unwichtig.", "nicht unwichtig", "‚nicht‘ und ‚unwichtig‘"),
        ("Niemand hat nichts gesagt.", "Niemand hat nichts", "‚Niemand‘ und ‚nichts‘"),
    ],
)
def test_double_negation(text, span, words):
    assert found(text, Rule.NEGATION, Rule.DOUBLE_NEGATION) == [
        (
            span,
            f"{words}: Zwei Verneinungen sind schwer zu verstehen. Sagen Sie, was ist.",
        )
    ]


def test_two_side_by_side_are_not_double():
    text = "Es gibt keine Busse und keine Bahnen."

    assert [span for span, _message in found(text, Rule.NEGATION)] == ["keine"]
    assert found(text, Rule.DOUBLE_NEGATION) == []
