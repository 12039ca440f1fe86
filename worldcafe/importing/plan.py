"""What the cells of a table of notes can mean in one café."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from worldcafe.models import Cafe, GuidingQuestion, Round, Sitting, Subgroup, Table

Row = TypeVar("Row", Table, Round)
_NUMBER = re.compile(r"(?:[^\W\d]+\.? *)?0*([1-9]\d{0,3})(?: *:.*)?", re.DOTALL)


@dataclass(frozen=True)
class Plan:
    """A café with all that the rows of a table can name."""

    cafe: Cafe
    tables: tuple[Table, ...]
    rounds: tuple[Round, ...]
    questions: tuple[GuidingQuestion, ...]
    subgroups: tuple[Subgroup, ...]
    sittings: Mapping[tuple[int, int], Sitting]

    @classmethod
    def of(cls, cafe: Cafe) -> Plan:
        """Read a café that comes with its target group; five queries."""
        stations = cafe.tables.select_related("action_field")
        tables = {table.pk: table for table in stations}
        rounds = {round_.pk: round_ for round_ in cafe.rounds.all()}
        sittings = {}
        for sitting in Sitting.objects.filter(table__cafe=cafe):
            sitting.table = tables[sitting.table_id]
            sitting.table.cafe = cafe
            sitting.round = rounds[sitting.round_id]
            sittings[sitting.table.number, sitting.round.number] = sitting
        return cls(
            cafe=cafe,
            tables=tuple(tables.values()),
            rounds=tuple(rounds.values()),
            questions=tuple(GuidingQuestion.objects.filter(process=cafe.process_id)),
            subgroups=tuple(cafe.target_group.subgroups.all()),
            sittings=sittings,
        )

    def table(self, text: str) -> Table | None:
        return self._numbered(self.tables, text)

    def round(self, text: str) -> Round | None:
        return self._numbered(self.rounds, text)

    def question(self, text: str) -> GuidingQuestion | None:
        """By its wording or its short name."""
        wanted = _plain(text)
        for question in self.questions:
            if wanted in (_plain(question.text), question.slug.casefold()):
                return question
        return None

    @staticmethod
    def _numbered(rows: tuple[Row, ...], text: str) -> Row | None:
        """Whichever is meant by "2", "Tisch 2" or "Tisch 2: Wohnen"."""
        match = _NUMBER.fullmatch(text.strip())
        number = int(match[1]) if match else 0
        return next((row for row in rows if row.number == number), None)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
