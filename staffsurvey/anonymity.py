"""What the survey stores and what it does not, read from the program itself.

Tables and columns come from the models, what other parts of the application keep from
their relations, addresses from the routes, warnings from an examination of the server, and
the sample is sealed for real. Whatever is added later shows up here; a test asks for its
meaning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import uuid4

from django.apps import apps
from django.db import connection, models
from django.urls import get_resolver
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.models import Contribution
from ilmkreis_integration.sealing import new_key, public_point
from staffsurvey import codes
from staffsurvey.attempts import MOST_REFUSED
from staffsurvey.envelopes import close_envelope
from staffsurvey.meanings import MEANINGS, SENTENCES
from staffsurvey.models import (
    BallotBox,
    Code,
    Comment,
    CommentImport,
    Envelope,
    HeldComment,
    ImportColumn,
    Opening,
    PassingOn,
    SlipPrint,
    StaffSurvey,
)
from staffsurvey.models.box import ANSWER_LENGTH, FEWEST_ENVELOPES
from staffsurvey.preflight import broken_promises

_Models = tuple[type[models.Model], ...]

# Told column by column.
BEFORE: _Models = (Envelope, Code, BallotBox, SlipPrint)
AFTER: _Models = (HeldComment, Contribution, Comment, Opening)
# Told in a sentence each.
BESIDES: _Models = (PassingOn, CommentImport, ImportColumn)
# Without codes, these stay empty.
ONLY_WITH_CODES = (Code, SlipPrint)
_SHOWN_BYTES = 24
# What each promise is proven by; tests look whether they exist.
PROOFS = {
    "tests/staffsurvey/attack/test_attack.py": _(
        "Ein nachgestellter Angriff mit Datenbank, Protokollen, Sicherungen und Code-Liste "
        "ordnet niemandem eine Antwort zu. In vier absichtlich unsicheren Fassungen muss "
        "derselbe Angriff gelingen."
    ),
    "tests/staffsurvey/attack/test_planted_word.py": _(
        "Ein Wort aus einer Antwort steht in keiner Datei und keinem Protokoll, auch nicht "
        "nach Fehlern."
    ),
    "tests/staffsurvey/test_schema.py": _(
        "Die Tabellen der Antworten haben keine Uhrzeit, keine laufende Nummer und keinen "
        "Verweis auf eine Person."
    ),
    "tests/staffsurvey/test_envelopes.py": _(
        "Alle Umschläge sind gleich lang und öffnen sich nur mit ihrem Schlüssel."
    ),
    "tests/staffsurvey/services/test_opening.py": _(
        "Die Wahlurne öffnet sich einmal, nach dem Ende, mit dem Öffnungs-Passwort und nie "
        "unter zehn Umschlägen. Danach sind Umschläge, Codes und Schlüssel weg."
    ),
    "tests/staffsurvey/test_views.py": _(
        "Die Seiten der Befragung setzen kein Cookie und werden nicht zwischengespeichert."
    ),
    "tests/staffsurvey/preflight/": _(
        "Die Prüfung vor dem Start findet, was die Anonymität auf dem Server bricht."
    ),
}


@dataclass(frozen=True)
class Column:
    name: str
    meaning: str | Promise


@dataclass(frozen=True)
class StoredTable:
    """A table that an answer touches; `key` is its name in the database."""

    title: str
    key: str
    columns: list[Column]


@dataclass(frozen=True)
class MentionedTable:
    title: str
    key: str
    sentence: str | Promise


@dataclass(frozen=True)
class Value:
    """Of a column; `whole` is there where `shown` is only its beginning and end."""

    name: str
    shown: str
    whole: str = ""


@dataclass(frozen=True)
class StoredRow:
    title: str
    key: str
    values: list[Value]


@dataclass(frozen=True)
class Sample:
    """One stored answer, sealed for real, and the code that came with it."""

    envelope: StoredRow
    stored_code: StoredRow
    code: str
    length: int


@dataclass(frozen=True)
class Description:
    """Everything that the page and the PDF say."""

    survey: StaffSurvey
    before: list[StoredTable]
    after: list[StoredTable]
    besides: list[MentionedTable]
    untouched: list[str]
    sample: Sample
    database: str
    broken: list[str]
    routes: list[str]
    proofs: Mapping[str, Promise]
    answer_length: int = ANSWER_LENGTH
    fewest: int = FEWEST_ENVELOPES
    most_refused: int = MOST_REFUSED


def describe(survey: StaffSurvey) -> Description:
    return Description(
        survey=survey,
        before=list(_tables(BEFORE, with_codes=survey.with_codes)),
        after=list(_tables(AFTER, with_codes=survey.with_codes)),
        besides=[
            MentionedTable(_title(model), model._meta.db_table, sentence_on(model))
            for model in (*BESIDES, *made_of_released_texts())
        ],
        untouched=[_title(model) for model in untouched()],
        sample=new_sample(),
        database={"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor],
        broken=broken_promises(),
        routes=_routes(),
        proofs=PROOFS,
    )


def _tables(wanted: _Models, *, with_codes: bool) -> Iterator[StoredTable]:
    for model in wanted:
        if with_codes or model not in ONLY_WITH_CODES:
            columns = [
                Column(str(field.column), meaning_of(model, field))
                for field in model._meta.concrete_fields
            ]
            yield StoredTable(_title(model), model._meta.db_table, columns)


def _title(model: type[models.Model]) -> str:
    return str(model._meta.verbose_name_plural)


def made_of_released_texts() -> list[type[models.Model]]:
    """Tables of other apps whose rows point to a released text, or to such a row."""
    found: list[type[models.Model]] = []
    waiting: list[type[models.Model]] = [Contribution]
    while waiting:
        for relation in waiting.pop()._meta.related_objects:
            model = relation.related_model
            # Those that share its key are the texts of one source each; what only names
            # texts as its sources, such as a measure, holds none.
            is_other = relation.field.primary_key or relation.many_to_many
            if not is_other and model not in found:
                found.append(model)
                waiting.append(model)
    return found


def untouched() -> list[type[models.Model]]:
    """Tables of the survey that are not told about: no answer comes near them."""
    told = {*BEFORE, *AFTER, *BESIDES}
    models_of_app = apps.get_app_config("staffsurvey").get_models()
    return [model for model in models_of_app if model not in told]


def _routes() -> list[str]:
    """The addresses that the staff may come to."""
    prefix, resolver = get_resolver().namespace_dict["staffsurvey"]
    return [f"/{prefix}{route.pattern}" for route in resolver.url_patterns]


def sentence_on(model: type[models.Model]) -> str | Promise:
    """What is in a table; nothing where nobody has said it."""
    return SENTENCES.get(model._meta.label, "")


def meaning_of(model: type[models.Model], field: models.Field) -> str | Promise:  # type: ignore[type-arg]
    """Why a column is there; its bare name where nobody has said it."""
    name = f"{model.__name__}.{field.name}"
    return MEANINGS.get(name, field.verbose_name)


def new_sample() -> Sample:
    code = codes.new_code()
    envelope_id = uuid4()
    content = close_envelope(
        {"integrationskonzept/wohnen": str(_("Ein Beispiel."))},
        envelope_id=envelope_id,
        public_key=public_point(new_key()),
    )
    return Sample(
        envelope=_row(Envelope(id=envelope_id, box_id=1, content=content)),
        stored_code=_row(Code(digest=codes.digest_of(code), box_id=1, is_spent=True)),
        code=codes.shown(code),
        length=len(content),
    )


def _row(row: models.Model) -> StoredRow:
    values = [
        _value(str(field.column), getattr(row, field.attname))
        for field in row._meta.concrete_fields
    ]
    return StoredRow(_title(type(row)), row._meta.db_table, values)


def _value(name: str, stored: object) -> Value:
    if isinstance(stored, bytes):
        ends = stored[:_SHOWN_BYTES].hex(" "), stored[-_SHOWN_BYTES:].hex(" ")
        return Value(name, " … ".join(ends), whole=stored.hex(" ", 8))
    if isinstance(stored, bool):
        return Value(name, str(stored).lower())
    return Value(name, str(stored))
