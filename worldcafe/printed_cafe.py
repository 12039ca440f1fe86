"""What lies on the tables of a café and in people's hands, as PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.template.loader import render_to_string

from ilmkreis_integration.printing import print_html
from ilmkreis_integration.qr_codes import qr_data_uri, typed_address
from worldcafe.models import Cafe, GuidingQuestion, Round, Table
from worldcafe.proposals import Seating

CARDS_ON_A_PAGE = 8
# So many guiding questions stand side by side on a sheet.
_MOST_COLUMNS = 5
_NOTES_ON_A_SHEET = 7
# Room for the guiding questions on a sign, in millimetres, and their letters in points.
_SIGN_WIDTH, _SIGN_HEIGHT = 118, 68
_LETTERS = range(15, 5, -1)
_POINT = 0.353  # millimetres


class Paper(StrEnum):
    A4 = "a4"
    A3 = "a3"

    @property
    def rules(self) -> str:
        """All lengths of the sheets are rem, one millimetre on A4."""
        if self is Paper.A4:
            return ""
        return (
            "@page { size: A3 landscape; margin: 17mm; } html { font-size: 1.414mm; }"
        )


@dataclass(frozen=True)
class Sign:
    """A table and the link to the page of whoever writes there."""

    table: Table
    link: str

    @property
    def address(self) -> str:
        return typed_address(self.link)

    @property
    def picture(self) -> str:
        return qr_data_uri(self.link)


@dataclass(frozen=True)
class Sheet:
    """An empty sheet of a table in a round, with some of the guiding questions."""

    table: Table
    round: Round
    questions: Sequence[GuidingQuestion]
    part: int
    parts: int


def print_signs(cafe: Cafe, signs: Sequence[Sign]) -> bytes:
    """One A4 page for each table; folded, it stands and is read from both sides."""
    questions = list(cafe.process.guiding_questions.all())
    size = _size_of_letters([question.text for question in questions])
    rules = f".questions {{ font-size: {size}pt; }}"
    return _print("signs", cafe, rules=rules, signs=signs, questions=questions)


def _size_of_letters(texts: Sequence[str]) -> int:
    """The largest size in which all texts find room on a sign, one below the other."""
    return next((size for size in _LETTERS if _fits(texts, size)), _LETTERS[-1])


def _fits(texts: Sequence[str], size: int) -> bool:
    em = size * _POINT
    letters_in_a_line = int(_SIGN_WIDTH / (0.47 * em))
    lines = sum(-(-len(text) // letters_in_a_line) for text in texts)
    return em * (1.28 * lines + 0.45 * len(texts)) <= _SIGN_HEIGHT


def print_cards(cafe: Cafe, seating: Seating) -> bytes:
    """A card for each person that says where to sit in which round; eight on a page."""
    cards = list(enumerate(seating.routes, start=1))
    pages = [
        cards[start : start + CARDS_ON_A_PAGE]
        for start in range(0, len(cards), CARDS_ON_A_PAGE)
    ]
    return _print("cards", cafe, pages=pages, rounds=seating.rounds)


def print_sheets(cafe: Cafe, paper: Paper) -> bytes:
    """Sheets to write on by hand, one for each table and round."""
    return _print(
        "sheets",
        cafe,
        rules=paper.rules,
        sheets=list(_sheets(cafe)),
        subgroups=list(cafe.target_group.subgroups.all()),
        lines=range(_NOTES_ON_A_SHEET),
    )


def _sheets(cafe: Cafe) -> Iterator[Sheet]:
    questions = list(cafe.process.guiding_questions.all())
    parts = max(1, -(-len(questions) // _MOST_COLUMNS))
    columns = -(-len(questions) // parts)
    rounds = list(cafe.rounds.all())
    for table in cafe.tables.select_related("action_field"):
        for round_ in rounds:
            for part in range(parts):
                some = questions[part * columns : (part + 1) * columns]
                yield Sheet(table, round_, some, part + 1, parts)


def print_guide(cafe: Cafe) -> bytes:
    """What whoever writes at a table needs to know, on one page."""
    return _print("guide", cafe)


def _print(name: str, cafe: Cafe, *, rules: str = "", **context: Any) -> bytes:
    html = render_to_string(
        f"worldcafe/print/{name}.html",
        {"cafe": cafe, "process": cafe.process, **context},
    )
    return print_html(html, f"css/print/cafe-{name}.css", rules=rules)
