import pytest

from ilmkreis_integration.domain.plain_german.sentences import split_sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param("Ja! Nein? Gut.", ["Ja!", "Nein?", "Gut."], id="marks"),
        pytest.param("Ja\n\nNein\r\nGut", ["Ja", "Nein", "Gut"], id="lines"),
        pytest.param(
            "Sie können\nauf Deutsch schreiben.",
            ["Sie können\nauf Deutsch schreiben."],
            id="goes on in a new line",
        ),
        pytest.param(
            "Wir helfen,\nWenn Sie fragen.",
            ["Wir helfen,\nWenn Sie fragen."],
            id="goes on after a comma",
        ),
        pytest.param("- gut\n- schlecht", ["gut", "schlecht"], id="list"),
        pytest.param(
            "Der Plan heißt: Konzept.", ["Der Plan heißt:", "Konzept."], id="colon"
        ),
        pytest.param("Um 9:30 Uhr.", ["Um 9:30 Uhr."], id="colon in a time"),
        pytest.param("Am 5. Mai ist ein Fest.", ["Am 5. Mai ist ein Fest."], id="day"),
        pytest.param("Im 2. Stock.", ["Im 2. Stock."], id="ordinal"),
        pytest.param(
            "Sie sind 18. Dann dürfen Sie.",
            ["Sie sind 18.", "Dann dürfen Sie."],
            id="number at the end",
        ),
        pytest.param(
            "Das war 2017. Heute ist es so.",
            ["Das war 2017.", "Heute ist es so."],
            id="year at the end",
        ),
        pytest.param("Herr A. Müller.", ["Herr A. Müller."], id="initial"),
        pytest.param("Frau Dr. Alt.", ["Frau Dr. Alt."], id="title"),
        pytest.param(
            "Zum Beispiel z. B. Kinder und z.B. Eltern.",
            ["Zum Beispiel z. B. Kinder und z.B. Eltern."],
            id="abbreviation",
        ),
        pytest.param(
            "Bus, Bahn usw. Wir helfen.",
            ["Bus, Bahn usw.", "Wir helfen."],
            id="abbreviation at the end",
        ),
        pytest.param(
            "Seite www.ilm-kreis.de. Danke.",
            ["Seite o" + " " * 15 + ".", "Danke."],
            id="address",
        ),
        pytest.param("Was?! Wie...", ["Was?!", "Wie..."], id="several marks"),
        pytest.param("„Ja.“ Er geht.", ["„Ja.“", "Er geht."], id="quotes"),
        pytest.param(" \n\t\n", [], id="nothing"),
    ],
)
def test_split_sentences(text, sentences):
    assert [sentence.text for sentence in split_sentences(text)] == sentences


def test_words_know_where_they_stand():
    text = "Hallo.\nKommen Sie, bitte um 9:30 Uhr zum E-Mail-Kurs."

    words = split_sentences(text)[1].words

    assert [
        (text[word.start : word.end], word.before, word.first) for word in words
    ] == [
        ("Kommen", "", True),
        ("Sie", " ", False),
        ("bitte", ", ", False),
        ("um", " ", False),
        ("9:30", " ", False),
        ("Uhr", " ", False),
        ("zum", " ", False),
        ("E-Mail-Kurs", " ", False),
    ]


def test_words_in_parts_are_read_as_one():
    words = split_sentences("Ma\u00adßna\u00adhme fu\u0308r Grund·schule")[0].words

    assert [word.plain for word in words] == ["Maßnahme", "für", "Grund·schule"]


@pytest.mark.parametrize(
    ("text", "shares_line"),
    [
        pytest.param("Ja. Nein.\nGut.", [False, True, False], id="lines"),
        pytest.param("Wir fragen: Wer? Wo?", [False, False, True], id="colon"),
        pytest.param("Gut. So: Ja.", [False, True, True], id="colon in a full line"),
    ],
)
def test_sentences_share_a_line(text, shares_line):
    assert [part.shares_line for part in split_sentences(text)] == shares_line


def test_clauses_are_cut_at_marks():
    sentence = split_sentences("Wir helfen, wenn Sie (und Ihre Kinder) fragen.")[0]

    assert [" ".join(word.text for word in clause) for clause in sentence.clauses] == [
        "Wir helfen",
        "wenn Sie",
        "und Ihre Kinder",
        "fragen",
    ]
