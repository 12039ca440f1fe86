"""The invented texts of the example data, read from the TOML files beside this one."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Coding:
    """How a coder would code a text or a part of it."""

    text: str
    kind: str
    field: str
    theme: str


@dataclass(frozen=True)
class AnswerText:
    """An answer to the question "good", "hard" or "wish" of the questionnaire."""

    question: str
    text: str
    language: str
    translation: str
    is_group: bool
    is_grave: bool
    codings: tuple[Coding, ...]


@dataclass(frozen=True)
class NoteText:
    group: str
    round: int
    coding: Coding


@dataclass(frozen=True)
class CommentText:
    """A comment; `coding` is empty where the topic is not the integration concept."""

    topic: str
    focus: str
    text: str
    coding: Coding | None


def read_answers() -> list[AnswerText]:
    return [_answer(row) for row in _read("answers")["answer"]]


def read_notes() -> list[NoteText]:
    rows = _read("notes")["note"]
    return [NoteText(row["group"], row["round"], _coding(row)) for row in rows]


def read_comments() -> list[CommentText]:
    return [
        CommentText(
            topic=row["topic"],
            focus=row["focus"],
            text=row["text"],
            coding=_coding(row | {"field": row["focus"]}) if "kind" in row else None,
        )
        for row in _read("comments")["comment"]
    ]


def read_held_comments() -> list[CommentText]:
    """Comments that nobody has released yet."""
    return [
        CommentText(row["topic"], row["focus"], row["text"], coding=None)
        for row in _read("comments")["held"]
    ]


def read_catalogue() -> dict[str, list[dict[str, Any]]]:
    """Themes, principles, goals and measures as they stand in the file."""
    return _read("catalogue")


def _answer(row: dict[str, Any]) -> AnswerText:
    if row.get("empty"):
        codings: tuple[Coding, ...] = ()
    elif "parts" in row:
        codings = tuple(_coding(part) for part in row["parts"])
    else:
        codings = (_coding(row),)
    return AnswerText(
        question=row["question"],
        text=row["text"],
        language=row.get("language", "de"),
        translation=row.get("translation", ""),
        is_group=row.get("group", False),
        is_grave=row.get("grave", False),
        codings=codings,
    )


def _coding(row: dict[str, Any]) -> Coding:
    return Coding(row["text"], row["kind"], row["field"], row["theme"])


def _read(name: str) -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
