"""Counting statements, forms and people by line and column; nothing is guarded here."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Protocol


class Countable(Protocol):
    """What a statement must tell to be counted; `form` is empty beside forms."""

    @property
    def column_key(self) -> str: ...
    @property
    def form(self) -> str | None: ...
    @property
    def people(self) -> int: ...
    @property
    def people_is_lower_bound(self) -> bool: ...


@dataclass(frozen=True)
class Counts:
    """What was counted, before it is guarded."""

    statements: int = 0
    forms: int = 0
    people: int = 0
    people_is_lower_bound: bool = False


def tabulate(
    statements: Sequence[Countable], line_keys: Sequence[Hashable]
) -> dict[tuple[Hashable, str], Counts]:
    """Cross `line_keys`, one for each statement, with the columns.

    A form counts once per line and column, however much it says there.
    """
    import pandas as pd  # noqa: PLC0415 -- slow import

    if not statements:
        return {}
    # Keys may be None, which pandas takes for a gap, so it sees their numbers instead.
    keys = list(dict.fromkeys(line_keys))
    number = {key: n for n, key in enumerate(keys)}
    table = pd.DataFrame(
        {
            "line": [number[key] for key in line_keys],
            "column": [row.column_key for row in statements],
            "form": [row.form for row in statements],
            "people": [row.people for row in statements],
            "at_least": [row.people_is_lower_bound for row in statements],
        }
    )
    by = ["line", "column"]
    forms = table.dropna(subset="form").drop_duplicates([*by, "form"]).groupby(by)
    summary = pd.DataFrame(
        {
            "statements": table.groupby(by).size(),
            "forms": forms.size(),
            "people": forms["people"].sum(),
            "at_least": forms["at_least"].any().astype(int),
        }
    ).fillna(0)
    return {
        (keys[line], column): Counts(int(said), int(forms), int(people), bool(at_least))
        for (line, column), said, forms, people, at_least in summary.itertuples(
            name=None
        )
    }
