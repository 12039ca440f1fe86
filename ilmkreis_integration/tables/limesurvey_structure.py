"""The structure of a LimeSurvey questionnaire (.lss): which column means what.

The file is XML, one element per database table. Since version 4 the texts stand in
tables of their own (`question_l10ns`, `answer_l10ns`); before, each row was repeated for
every language. What comes out are the columns that an export of the answers can have,
under each of the names that LimeSurvey gives them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _

from ilmkreis_integration.tables.foreign import plain_label
from ilmkreis_integration.tables.problems import UnsafeFileError, unreadable

MAX_SIZE = 20 << 20
# document > table > rows > row > column
MAX_DEPTH = 8
_LANGUAGE = "de"
_ROW = ["document", "", "rows", "row"]

TableRow = dict[str, str]


@dataclass(frozen=True)
class Option:
    code: str
    label: str
    scale: str


@dataclass
class Question:
    """A question with its parts; parts of arrays lie on scale 0 (rows) or 1 (columns)."""

    survey: str
    group: str
    number: str
    code: str
    kind: str
    label: str
    has_other: bool
    parts: list[Option] = field(default_factory=list)
    answers: list[Option] = field(default_factory=list)


@dataclass(frozen=True)
class Structure:
    title: str
    questions: tuple[Question, ...]


def read_structure(file: IO[bytes]) -> Structure:
    """Read a .lss file; German texts where there are some, else the main language.

    Raises `UnsafeFileError` or `TableError`.
    """
    file.seek(0)
    if len(file.read(MAX_SIZE + 1)) > MAX_SIZE:
        raise unreadable(
            _("Die Datei ist zu groß; höchstens {} MB.").format(MAX_SIZE >> 20)
        )
    file.seek(0)
    tables: dict[str, list[TableRow]] = defaultdict(list)
    try:
        for table, row in _table_rows(file):
            tables[table].append(row)
    except DefusedXmlException as error:
        raise UnsafeFileError(
            _("Die Datei enthält eine Dokumenttyp-Angabe.")
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise unreadable(_("Die Struktur-Datei (.lss) ist beschädigt.")) from error
    if not tables["questions"]:
        raise unreadable(
            _("Das ist keine Fragebogen-Struktur von LimeSurvey (.lss) mit Fragen.")
        )
    return _structure(tables)


def _table_rows(file: IO[bytes]) -> Iterator[tuple[str, TableRow]]:
    """Yield each row with the name of its table, in the memory of one row."""
    path: list[Element] = []
    for event, element in iterparse(file, events=("start", "end"), forbid_dtd=True):
        if event == "start":
            path.append(element)
            if len(path) > MAX_DEPTH:
                raise UnsafeFileError(_("Die Datei ist zu tief verschachtelt."))
            continue
        path.pop()
        names = [outer.tag for outer in path] + [element.tag]
        if len(names) == len(_ROW) and names[2:] == _ROW[2:]:
            yield names[1], {column.tag: column.text or "" for column in element}
        # The columns of a row are still needed when the row ends.
        if len(path) < len(_ROW) and path:
            path[-1].remove(element)


def _structure(tables: dict[str, list[TableRow]]) -> Structure:
    survey = tables["surveys"][0] if tables["surveys"] else {}
    wording = _Wording(survey.get("language", ""))
    for row in tables["question_l10ns"]:
        wording.add("question", row.get("qid"), row, "question")
    for row in tables["answer_l10ns"]:
        wording.add("answer", row.get("aid"), row, "answer")
    for row in [*tables["questions"], *tables["subquestions"]]:
        wording.add("question", row.get("qid"), row, "question")
    for row in tables["answers"]:
        wording.add("answer", _answer_key(row), row, "answer")
    for row in tables["surveys_languagesettings"]:
        wording.add("title", "", row, "surveyls_title", "surveyls_language")
    questions = {
        row.get("qid", ""): _question(row, survey.get("sid", ""), wording)
        for row in tables["questions"]
        if row.get("parent_qid", "0") in {"", "0"}
    }
    _add_parts(questions, tables, wording)
    _add_answers(questions, tables, wording)
    return Structure(wording.best("title", ""), tuple(questions.values()))


def _question(row: TableRow, survey: str, wording: _Wording) -> Question:
    number = row.get("qid", "")
    return Question(
        survey=row.get("sid", survey),
        group=row.get("gid", ""),
        number=number,
        code=row.get("title", ""),
        kind=row.get("type", ""),
        label=wording.best("question", number),
        has_other=row.get("other") == "Y",
    )


def _add_parts(
    questions: dict[str, Question],
    tables: dict[str, list[TableRow]],
    wording: _Wording,
) -> None:
    for row in [*tables["subquestions"], *tables["questions"]]:
        question = questions.get(row.get("parent_qid", ""))
        part = Option(
            code=row.get("title", ""),
            label=wording.best("question", row.get("qid", "")),
            scale=row.get("scale_id") or "0",
        )
        # In old files every language repeats it.
        if question and part not in question.parts:
            question.parts.append(part)


def _add_answers(
    questions: dict[str, Question],
    tables: dict[str, list[TableRow]],
    wording: _Wording,
) -> None:
    for row in tables["answers"]:
        question = questions.get(row.get("qid", ""))
        answer = Option(
            code=row.get("code", ""),
            label=wording.best("answer", _answer_key(row)),
            scale=row.get("scale_id") or "0",
        )
        if question and answer not in question.answers:
            question.answers.append(answer)


def _answer_key(row: TableRow) -> str:
    """Return what tells answers apart; old files have no number for them."""
    return row.get("aid") or "/".join(
        row.get(column, "") for column in ("qid", "scale_id", "code")
    )


class _Wording:
    """The texts of everything in all languages."""

    def __init__(self, main_language: str) -> None:
        self._main = main_language
        self._texts: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)

    def add(
        self,
        what: str,
        key: str | None,
        row: TableRow,
        column: str,
        language: str = "language",
    ) -> None:
        if text := plain_label(row.get(column, "")):
            self._texts[what, key or ""].setdefault(row.get(language, ""), text)

    def best(self, what: str, key: str) -> str:
        texts = self._texts.get((what, key), {})
        german = [text for code, text in texts.items() if code.startswith(_LANGUAGE)]
        return next(iter(german), "") or texts.get(
            self._main, next(iter(texts.values()), "")
        )
