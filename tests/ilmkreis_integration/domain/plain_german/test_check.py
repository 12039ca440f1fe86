import tomllib
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from ilmkreis_integration.domain.plain_german import Remark, Rule, Severity, check

LABELLED = tomllib.loads(
    Path(__file__).with_name("labelled.toml").read_text(encoding="utf-8")
)
CONTENT = Path(settings.BASE_DIR) / "ilmkreis_integration/content/ilm-kreis.toml"
# Where our own questionnaire does break a rule.
KNOWN = {
    ("keine", Rule.NEGATION),  # Sie haben dann keine Nachteile.
    ("nicht", Rule.NEGATION),  # Die Ausländer-Behörde sieht Ihre Antwort nicht.
}
PIECES = st.sampled_from(
    [
        *(
            "der",
            "des Kindes",
            "die",
            "Frau",
            "zu",
            "helfen",
            "wird",
            "gemacht",
            "nicht",
        ),
        *(
            "dass",
            "wenn",
            "Wer",
            "z. B.",
            "usw.",
            "5.",
            "März",
            "50 %",
            "(",
            ")",
            "„",
            "“",
        ),
        *(", ", ". ", "? ", ": ", "\n", "\r\n", " ", "-", "Lehrer*innen", "§", "NEIN"),
        *("Krankenversicherung", "reichen", "ein", "www.ilm-kreis.de", "a@b.de", "🙂"),
        *("\x00", "\u00ad", "u\u0308", "مرحبا", "Привіт", "ሰላም", "您好", "\u2028"),
    ]
)
TEXTS = st.text(st.characters()) | st.lists(PIECES, max_size=40).map("".join)


@pytest.mark.parametrize("text", LABELLED["plain"])
def test_plain_sentences_give_no_remark(text):
    assert check(text) == []


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=case["text"]) for case in LABELLED["office"]]
)
def test_office_sentences_break_these_rules(case):
    expected = set(case["rules"])

    rules = {str(remark.rule) for remark in check(case["text"])}

    assert rules == expected
    assert not expected & set(case.get("missed", []))


def test_own_questionnaire_is_plain():
    questionnaire = tomllib.loads(CONTENT.read_text(encoding="utf-8"))["questionnaire"]

    found = {
        (text[remark.start : remark.end], remark.rule)
        for text in texts_in(questionnaire)
        for remark in check(text)
    }

    assert found == KNOWN


def texts_in(section):
    if isinstance(section, str):
        yield section
    elif isinstance(section, list):
        for part in section:
            yield from texts_in(part)
    elif isinstance(section, dict):
        for name, part in section.items():
            if name not in {"slug", "kind", "pictogram"}:
                yield from texts_in(part)


def test_remarks_stand_in_the_order_of_the_text():
    text = "Ihre Daten werden nicht an Dritte weitergegeben.\nNennen Sie ggf. drei Wünsche."

    remarks = check(text)

    assert remarks == [
        Remark(
            11,
            47,
            Rule.PASSIVE,
            "‚werden … weitergegeben‘ ist Passiv. Sagen Sie, wer das tut, "
            "zum Beispiel mit ‚Wir …‘ oder ‚Das Amt …‘.",
        ),
        Remark(
            18,
            23,
            Rule.NEGATION,
            "‚nicht‘ verneint. Geht es auch ohne? Sagen Sie lieber, was ist.",
        ),
        Remark(
            60,
            64,
            Rule.ABBREVIATION,
            "‚ggf.‘ ist eine Abkürzung. Schreiben Sie: ‚vielleicht‘.",
        ),
        Remark(
            65,
            69,
            Rule.NUMBER,
            "‚drei‘: Ziffern sind leichter. Besser: ‚3‘.",
        ),
    ]


def test_remarks_cannot_be_changed():
    remark = check("Nennen Sie drei Wünsche.")[0]

    with pytest.raises(FrozenInstanceError):
        remark.start = 0


def test_each_rule_has_a_label_and_a_severity():
    severities = {rule: rule.severity for rule in Rule}

    assert {
        rule for rule, severity in severities.items() if severity == "Bitte ändern"
    } == {
        Rule.VERY_LONG_SENTENCE,
        Rule.PASSIVE,
        Rule.SUBJUNCTIVE,
        Rule.GENITIVE,
        Rule.DOUBLE_NEGATION,
        Rule.OFFICE_WORD,
        Rule.ABBREVIATION,
        Rule.CAPITALS,
    }
    assert set(severities.values()) == set(Severity)
    assert len({rule.label for rule in Rule}) == len(Rule)


@given(TEXTS)
def test_any_text_can_be_checked(text):
    remarks = check(text)

    assert all(0 <= remark.start < remark.end <= len(text) for remark in remarks)
    assert remarks == sorted(remarks, key=lambda remark: (remark.start, remark.end))


@given(
    st.text(
        st.characters(min_codepoint=0x370, categories=("L", "M", "N", "P", "Z"))
        | st.sampled_from(' .,:;?!()/%&§=+0123456789\n"-'),
    ),
    st.sampled_from("ПрمرሰላΑ您"),
)
def test_other_scripts_give_no_remarks(text, letter):
    text = "".join(sign for sign in text if not "\u1e00" <= sign <= "\u1eff")

    assert check(text + letter) == []


@pytest.mark.parametrize(
    "text",
    [
        "Ваші діти ходять до школи (наприклад, у 5 клас)? 50 %!",
        "هل أطفالك في المدرسة (مثلاً الصف 5)؟ 50 %",
        "ልጆችዎ ትምህርት ቤት ናቸው? (5 %)",
        "",
        " \n\n ",
        "🙂👨‍👩‍👧",
    ],
)
def test_nothing_to_say(text):
    assert check(text) == []


def test_a_sentence_in_another_script_is_left_out():
    text = "Як справи (добре)?\nNennen Sie 3 Wünsche (kurz)."

    remarks = check(text)

    assert [(text[r.start : r.end], r.rule) for r in remarks] == [
        ("(kurz)", Rule.SPECIAL_CHARACTER)
    ]


@pytest.mark.parametrize(
    "part",
    ["a", "A", "1", ".", "(", "(a", "a.", "a-", "a@", "www.", "Arbeits", "ab", "wird "]
    + ["nicht ", "die Frau der ", "die helfen, ", "a: ", "z. ", "1.", "%", "§", "\n"],
)
def test_long_repetitions_come_to_an_end(part):
    """Something that tries all ways through a text would not."""
    text = part * (20_000 // len(part))

    assert all(remark.end <= len(text) for remark in check(text))
