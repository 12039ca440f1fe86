"""A form as it will be stored, for people to look at."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from surveys.importing.source import ReadForm
from surveys.languages import language_called
from surveys.models import Option, Response


@dataclass(frozen=True)
class Shown:
    """`facts` are labels with values, `answers` questions with texts."""

    place: str
    facts: list[tuple[str, str]]
    answers: list[tuple[str, str]]


def shown(form: ReadForm) -> Shown:
    filled = form.filled
    place = _("Zeile {}").format(form.row)
    facts = [
        (_("Form"), str(Response.Form(filled.form).label)),
        (_("Bogen-Nr."), form.number),
        (_("Ausgabestelle"), str(form.channel)),
        (_("Eingang"), date_format(form.received_on, "j. F Y")),
        (_("Personen"), _people(form) if filled.form == Response.Form.GROUP else ""),
        (_("Sprache der Hilfe"), language_called(filled.language).german),
        *(
            (option.attribute.title, _chosen(option, count, filled.form))
            for option, count in filled.option_counts.items()
        ),
        (
            _("Hilfe beim Ausfüllen"),
            str(Response.Helper(filled.helped_by).label) if filled.helped_by else "",
        ),
    ]
    return Shown(
        place=f"{form.sheet}, {place}" if form.sheet else place,
        facts=[(label, value) for label, value in facts if value],
        answers=[(question.text, text) for question, text in filled.answers.items()],
    )


def _people(form: ReadForm) -> str:
    people = str(form.filled.people)
    if form.filled.people_is_lower_bound:
        return _("mindestens {}").format(people)
    return people


def _chosen(option: Option, count: int, form: Response.Form) -> str:
    return option.label if form == Response.Form.SINGLE else f"{option.label}: {count}"
