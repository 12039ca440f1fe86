"""The columns of the template: how they are called, and what may stand in them.

`field` is the name that the form of the questionnaire has for it, so that a row is
checked by the same rules as a form that people send.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from surveys.definition import AskedAttribute, Definition
from surveys.forms.filling import HELPER, attribute_name, count_name, question_name
from surveys.languages import GERMAN, LANGUAGES
from surveys.models import Question, Response

SHEET, RECEIVED, CHANNEL = "bogen-nr", "eingang", "ausgabestelle"
LANGUAGE = "sprache"
PEOPLE, AT_LEAST = "personen", "personen-mindestens"


@dataclass(frozen=True)
class Choices:
    """What a cell may hold: `offered` in the list to choose from, `meant` in all.

    `meant` leads from what is written, in lower case, to the value of the field.
    """

    offered: tuple[tuple[str, str], ...]
    meant: Mapping[str, str]

    @classmethod
    def of(cls, labels: Mapping[str, str]) -> Choices:
        """Of codes with their labels; a label that stands twice is no choice."""
        counted = Counter(label.strip().casefold() for label in labels.values())
        codes = {code.casefold(): code for code in labels}
        meant = {
            label.strip().casefold(): code
            for code, label in labels.items()
            if counted[label.strip().casefold()] == 1
        } | codes
        offered = tuple(
            (label if meant.get(label.strip().casefold()) == code else code, code)
            for code, label in labels.items()
        )
        return cls(offered, meant)


@dataclass(frozen=True)
class Column:
    code: str
    label: str
    width: int = 14
    field: str = ""
    choices: Choices | None = None
    note: str = ""
    is_number: bool = False


def columns_of(
    definition: Definition, form: Response.Form, channels: Iterable[str]
) -> list[Column]:
    """The columns of the sheet for one kind of form, in their order."""
    origin = [*_origin(channels), _language()]
    if form == Response.Form.SINGLE:
        return [
            *origin,
            *map(_attribute, definition.attributes),
            *(_question(question, question.text) for question in definition.questions),
        ]
    return [
        *origin,
        *_people(),
        *(column for asked in definition.attributes for column in _counts(asked)),
        *(
            _question(question, question.group_text or question.text)
            for question in definition.questions
        ),
        _helper(),
    ]


def _origin(channels: Iterable[str]) -> Iterator[Column]:
    yield Column(
        SHEET,
        _("Bogen-Nr."),
        note=_(
            "Die Bogennummer vom Papier oder eine eigene. Jede nur einmal je "
            "Ausgabestelle. Mit Nummer wird jeder Bogen wiedererkannt."
        ),
    )
    yield Column(
        RECEIVED,
        _("Eingang"),
        note=_(
            "Der Tag, zum Beispiel 05.03.2017. Leer: der Tag, den Sie beim Hochladen nennen."
        ),
    )
    yield Column(
        CHANNEL,
        _("Ausgabestelle"),
        width=24,
        choices=Choices.of({name: name for name in channels}),
        note=_("Leer: die Ausgabestelle, die Sie beim Hochladen wählen."),
    )


def _language() -> Column:
    languages = [GERMAN, *LANGUAGES.values()]
    return Column(
        LANGUAGE,
        _("Sprache der Hilfe"),
        field="sprache",
        choices=Choices.of({language.code: language.german for language in languages}),
        note=_(
            "Die Sprache, in der es Hilfe gab. Leer: Deutsch. In welcher Sprache jemand "
            "geschrieben hat, findet das Programm selbst heraus."
        ),
    )


def _attribute(asked: AskedAttribute) -> Column:
    return Column(
        attribute_name(asked),
        asked.attribute.title,
        width=22,
        field=attribute_name(asked),
        choices=Choices.of({option.slug: option.label for option in asked.options}),
        note=asked.attribute.text,
    )


def _people() -> Iterator[Column]:
    yield Column(
        PEOPLE,
        _("Personen in der Gruppe"),
        field="people_count",
        note=_(
            "Eine Zahl ab 2. Leer: niemand weiß es; dann zählt die Summe als Mindestzahl."
        ),
        is_number=True,
    )
    yield Column(
        AT_LEAST,
        _("Zahl ist eine Mindestzahl"),
        field="people_unknown",
        choices=Choices(
            offered=((_("ja"), "ja"), (_("nein"), "nein")),
            meant={"ja": "true", "nein": "", "wahr": "true", "falsch": "", "x": "true"},
        ),
        note=_("„ja“, wenn es mindestens so viele waren. Leer: nein."),
    )


def _counts(asked: AskedAttribute) -> Iterator[Column]:
    for option in asked.countable:
        yield Column(
            count_name(asked, option),
            f"{asked.attribute.title}: {option.label}",
            field=count_name(asked, option),
            note=_("Wie viele Personen der Gruppe. Leer: keine Angabe."),
            is_number=True,
        )


def _question(question: Question, text: str) -> Column:
    return Column(
        question_name(question),
        text,
        width=50,
        field=question_name(question),
        note=_("Die Antwort im Wortlaut, in jeder Sprache. Leer: keine Antwort."),
    )


def _helper() -> Column:
    labels = {str(code): str(label) for code, label in Response.Helper.choices}
    return Column(
        HELPER,
        _("Hilfe beim Ausfüllen"),
        width=30,
        field=HELPER,
        choices=Choices.of(labels),
        note=_("Wer geholfen oder übersetzt hat. Leer: keine Angabe."),
    )
