"""What is wrong in a table: as much as somebody can read, and how much it is in all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ilmkreis_integration.tables.problems import Problem

MOST_LISTED = 100


@dataclass
class Findings:
    """The first problems of a file, and the number of all."""

    listed: list[Problem] = field(default_factory=list)
    count: int = 0

    def add(self, *problems: Problem) -> None:
        self.count += len(problems)
        self.listed += problems[: MOST_LISTED - len(self.listed)]

    def add_all(self, problems: Iterable[Problem]) -> None:
        self.add(*problems)

    @property
    def unlisted(self) -> int:
        return self.count - len(self.listed)


class ImportRefusedError(Exception):
    """Nothing was stored, because something in the table is wrong."""

    def __init__(self, findings: Findings) -> None:
        super().__init__(f"{findings.count} problems")
        self.findings = findings
