import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilmkreis_integration.models import Kind, Source
from reports.languages import is_right_to_left, language_name
from reports.matrix import Column
from reports.quotes import LONGEST_QUOTE, QuoteBook, shorten
from reports.statement_lines import StatementLine

GOOD = "Eine Aussage, die lang genug ist, um etwas zu sagen."


def line(code, text=GOOD, column="migrants", language="de", translation=""):
    return StatementLine(
        pk=1,
        code=code,
        kind=Kind.NEED,
        column=Column(column, column, Source.QUESTIONNAIRE),
        text=text,
        language=language,
        translation=translation,
        translation_label="Übersetzung aus dem Hindi" if translation else "",
        is_grave=False,
        may_be_quoted=True,
        paraphrase="",
    )


def codes(quotes):
    return [quote.code for quote in quotes]


def test_those_who_speak_take_turns():
    lines = [line("F-1"), line("F-2"), line("W-1", column="cafe"), line("F-3")]

    assert codes(QuoteBook().quote(lines, most=3)) == ["F-1", "W-1", "F-2"]


def test_who_has_one_turn_is_quoted_once():
    lines = [line("F-1"), line("F-2"), line("W-1", column="cafe"), line("F-3")]

    quotes = QuoteBook().quote(lines, most=3, once={line("F-1").column})

    assert codes(quotes) == ["F-1", "W-1"]


def test_a_passage_is_quoted_once_if_there_are_others():
    book = QuoteBook()
    book.quote([line("F-1")], most=1)

    assert codes(book.quote([line("F-1"), line("F-2")], most=3)) == ["F-2"]


def test_only_the_first_time_is_the_place_that_is_linked():
    book = QuoteBook()

    (first,) = book.quote([line("F-1")], most=1)
    (second,) = book.quote([line("F-1")], most=1)

    assert (first.is_first, second.is_first) == (True, False)


def test_texts_of_a_good_length_come_first():
    lines = [line("F-1", text="Ja."), line("F-2")]

    assert codes(QuoteBook().quote(lines, most=1)) == ["F-2"]


@pytest.mark.parametrize(
    ("translation", "expected"),
    [pytest.param("", [], id="lost"), pytest.param("Hilfe", ["F-1"], id="translated")],
)
def test_a_script_without_font_needs_a_translation(translation, expected):
    hindi = line("F-1", text="मुझे मदद चाहिए", language="hi", translation=translation)

    quotes = QuoteBook().quote([hindi], most=1)

    assert codes(quotes) == expected
    assert not any(quote.is_printable for quote in quotes)


@given(st.text(max_size=1000))
def test_shortening_never_alters_the_beginning(text):
    short = shorten(text)

    assert len(short) <= LONGEST_QUOTE + len(" […]")
    assert short == text or text.startswith(short.removesuffix(" […]"))


@pytest.mark.parametrize(
    ("code", "name"),
    [("ar", "Arabisch"), ("ti", "Tigrinya"), ("uk", "Ukrainisch"), ("xx", "xx")],
)
def test_languages_have_german_names(code, name):
    assert language_name(code) == name


def test_direction_of_writing():
    assert is_right_to_left("fa")
    assert not is_right_to_left("uk")
