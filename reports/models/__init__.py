from reports.models.catalogue import (
    Evidenced,
    Goal,
    Measure,
    Principle,
    StatusChange,
)
from reports.models.paraphrases import Paraphrase
from reports.models.statements import Dismissal, Statement, Theme

__all__ = [
    "Dismissal",
    "Evidenced",
    "Goal",
    "Measure",
    "Paraphrase",
    "Principle",
    "Statement",
    "StatusChange",
    "Theme",
]
