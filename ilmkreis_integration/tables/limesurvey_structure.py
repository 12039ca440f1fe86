"""The structure of a LimeSurvey questionnaire (.lss): which column means what.

The file is XML, one element per database table. Since version 4 the texts stand in
tables of their own (`question_l10ns`, `answer_l10ns`); before, each row was repeated for
every language. What comes out are the columns that an export of the answers can have,
under each of the names that LimeSurvey gives them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _

from ilmkreis_integration.tables.foreign import plain_label
from ilmkreis_integration.tables.problems import UnsafeFileError, unreadable

MAX_SIZE = 10 << 20
# document > table > rows > row > column
MAX_DEPTH = 8
MAX_ROW_COLUMNS = 200
_LANGUAGE = "de"
_ROW_DEPTH = 4
_TABLES = {
    "surveys",
    "surveys_languagesettings",
    "questions",
    "subquestions",
    "question_l10ns",
    "answers",
    "answer_l10ns",
}

TableRow = dict[str, str]


@dataclass(frozen=True)
class Option:
    code: str
    label: str
    scale: str


@dataclass(frozen=True)
class Question:
    """A question with its parts; parts of arrays lie on scale 0 (rows) or 1 (columns)."""

    survey: str
    group: str
    number: str
    code: str
    kind: str
    label: str
    has_other: bool
    parts: tuple[Option, ...] = ()
    answers: tuple[Option, ...] = ()


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
            row = path[_ROW_DEPTH - 1 : _ROW_DEPTH]
            if len(path) > MAX_DEPTH or (row and len(row[0]) > MAX_ROW_COLUMNS):
                raise UnsafeFileError(_("Die Datei ist ungewöhnlich aufgebaut."))
            continue
        path.pop()
        if len(path) == _ROW_DEPTH - 1 and path[1].tag in _TABLES and len(element):
            yield path[1].tag, {column.tag: column.text or "" for column in element}
        # The columns are needed until their row has ended.
        if path and len(path) != _ROW_DEPTH:
            path[-1].remove(element)


def _structure(tables: dict[str, list[TableRow]]) -> Structure:
    survey = tables["surveys"][0] if tables["surveys"] else {}
    wording = _wording(tables, survey.get("language", ""))
    parts = _options(
        [*tables["subquestions"], *tables["questions"]],
        "parent_qid",
        "title",
        lambda row: wording.best("question", row.get("qid", "")),
    )
    answers = _options(
        tables["answers"],
        "qid",
        "code",
        lambda row: wording.best("answer", _answer_key(row)),
    )
    # In old files every language repeats the questions.
    questions = {
        row.get("qid", ""): row
        for row in tables["questions"]
        if row.get("parent_qid", "") in {"", "0"}
    }
    return Structure(
        title=wording.best("title", ""),
        questions=tuple(
            Question(
                survey=row.get("sid", survey.get("sid", "")),
                group=row.get("gid", ""),
                number=number,
                code=row.get("title", ""),
                kind=row.get("type", ""),
                label=wording.best("question", number),
                has_other=row.get("other") == "Y",
                parts=tuple(parts[number].values()),
                answers=tuple(answers[number].values()),
            )
            for number, row in questions.items()
        ),
    )


def _options(
    rows: Iterable[TableRow],
    question_column: str,
    code_column: str,
    label: Callable[[TableRow], str],
) -> dict[str, dict[tuple[str, str], Option]]:
    """Return the options of each question, in their order, each of them once."""
    options: dict[str, dict[tuple[str, str], Option]] = defaultdict(dict)
    for row in rows:
        code, scale = row.get(code_column, ""), row.get("scale_id") or "0"
        option = Option(code, label(row), scale)
        options[row.get(question_column, "")].setdefault((scale, code), option)
    return options


def _answer_key(row: TableRow) -> str:
    """Return what tells answers apart; old files have no number for them."""
    return row.get("aid") or "/".join(
        row.get(column, "") for column in ("qid", "scale_id", "code")
    )


def _wording(tables: dict[str, list[TableRow]], main_language: str) -> _Wording:
    wording = _Wording(main_language)
    for table in ("question_l10ns", "questions", "subquestions"):
        for row in tables[table]:
            wording.add("question", row.get("qid", ""), row, "question")
    for table in ("answer_l10ns", "answers"):
        for row in tables[table]:
            wording.add("answer", _answer_key(row), row, "answer")
    for row in tables["surveys_languagesettings"]:
        wording.add("title", "", row, "surveyls_title", "surveyls_language")
    return wording


class _Wording:
    """The texts of everything in all languages."""

    def __init__(self, main_language: str) -> None:
        self._main = main_language
        self._texts: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)

    def add(
        self,
        what: str,
        key: str,
        row: TableRow,
        column: str,
        language: str = "language",
    ) -> None:
        if text := plain_label(row.get(column, "")):
            self._texts[what, key].setdefault(row.get(language, ""), text)

    def best(self, what: str, key: str) -> str:
        texts = self._texts.get((what, key), {})
        german = [text for code, text in texts.items() if code.startswith(_LANGUAGE)]
        return next(iter(german), "") or texts.get(
            self._main, next(iter(texts.values()), "")
        )
