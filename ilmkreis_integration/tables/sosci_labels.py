"""The labels of a SoSci Survey export, out of the R script that comes with it.

The script is read as text and never run. It says what is what in three statements,
always alike but for the name of the data frame and the assignment (`=` or `<-`):

    ds$A001 = factor(ds$A001, levels=c("1","2"), labels=c("Ja","Nein"), ordered=FALSE)
    attr(ds$A002,"1") = "trifft gar nicht zu"
    comment(ds$A002) = "Frage: Aussage"
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from django.utils.translation import gettext as _

from ilmkreis_integration.tables.decoding import decoded
from ilmkreis_integration.tables.foreign import plain_label
from ilmkreis_integration.tables.problems import Problem, unreadable

MAX_SIZE = 4 << 20
# More than this is no script.
MAX_PROBLEMS = 100

_STRING = r'"(?:[^"\\]++|\\.)*+"'
_STRINGS = rf"\s*+(?:{_STRING}\s*+(?:,\s*+{_STRING}\s*+)*+)?+"
_VARIABLE = r"[\w.]++\$(?P<name>\w++)"
_IS = r"\s*+(?:=|<-)\s*+"
_START = re.compile(
    rf"^[ \t]*+(?:(?:attr|comment)\([\w.]++\$|[\w.]++\$\w++{_IS}factor\()", re.MULTILINE
)
_COMMENT = re.compile(
    rf"[ \t]*+comment\({_VARIABLE}\){_IS}(?P<label>{_STRING})", re.DOTALL
)
_VALUE = re.compile(
    rf"[ \t]*+attr\({_VARIABLE}\s*+,\s*+(?P<code>{_STRING})\){_IS}(?P<label>{_STRING})",
    re.DOTALL,
)
_FACTOR = re.compile(
    rf"[ \t]*+{_VARIABLE}{_IS}factor\([\w.]++\$\w++\s*+,"
    rf"\s*+levels\s*+=\s*+c\((?P<codes>{_STRINGS})\)\s*+,"
    rf"\s*+labels\s*+=\s*+c\((?P<labels>{_STRINGS})\)",
    re.DOTALL,
)
_DESCRIPTION = re.compile(
    rf'^[ \t]*+attr\([\w.]++\s*+,\s*+"description"\){_IS}(?P<label>{_STRING})',
    re.MULTILINE | re.DOTALL,
)
_ONE_STRING = re.compile(_STRING, re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}


@dataclass
class Labels:
    """What the script says: a label for each variable, and one for each of its codes."""

    title: str = ""
    variables: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_labels(script: IO[bytes]) -> Labels:
    """Read an import script. Raises `TableError` if it is none."""
    text = decoded(script, max_size=MAX_SIZE)
    labels = Labels()
    if description := _DESCRIPTION.search(text):
        labels.title = _label(description["label"])
    for start in _START.finditer(text):
        if not _read_statement(text, start.start(), labels):
            labels.problems.append(_not_understood(text, start))
        if len(labels.problems) == MAX_PROBLEMS:
            break
    if not labels.variables and not labels.values:
        raise unreadable(
            _("Das ist kein Import-Skript von SoSci Survey: Es enthält keine Labels.")
        )
    return labels


def _read_statement(text: str, position: int, labels: Labels) -> bool:
    if match := _COMMENT.match(text, position):
        labels.variables[match["name"]] = _label(match["label"])
        return True
    if match := _VALUE.match(text, position):
        values = labels.values.setdefault(match["name"], {})
        # Some versions name both values of FINISHED "F"; the first is right.
        values.setdefault(_unquoted(match["code"]), _label(match["label"]))
        return True
    if match := _FACTOR.match(text, position):
        codes, meanings = list(_each(match["codes"])), list(_each(match["labels"]))
        if len(codes) == len(meanings):
            labels.values[match["name"]] = {
                code: plain_label(meaning)
                for code, meaning in zip(codes, meanings, strict=True)
            }
            return True
    return False


def _not_understood(text: str, start: re.Match[str]) -> Problem:
    return Problem(
        sheet="",
        row=text.count("\n", 0, start.end()) + 1,
        column="",
        message=_("Diese Anweisung im Import-Skript ist nicht lesbar: {}").format(
            text[start.start() : start.start() + 60].split("\n")[0].strip()
        ),
    )


def _each(strings: str) -> Iterator[str]:
    for match in _ONE_STRING.finditer(strings):
        yield _unquoted(match[0])


def _label(literal: str) -> str:
    return plain_label(_unquoted(literal))


def _unquoted(literal: str) -> str:
    """Return the text of an R string such as `"so \\"genannt\\""`."""
    return _ESCAPE.sub(lambda match: _ESCAPED.get(match[1], match[1]), literal[1:-1])
